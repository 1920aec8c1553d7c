"""What was made of an original for viewing: parts of a proxy, as secret as the original."""

from django.db import models

from bluelamp.casework.models.picture import Image


class ProxyPart(models.Model):
    """One part in the vault: the head, a segment by its number, the sound; `described` says what is in it.

    Times in it are in ticks of the original's time base.
    """

    image = models.ForeignKey(Image, models.PROTECT, related_name="proxy_parts")
    name = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    described = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "name"], name="proxy_parts_are_made_once"),
        ]
