"""What a second person looked at in a rendition before signing, and what they say must go back."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.picture import Rendition


class Looked(models.Model):
    """A moment of a rendition that its checker says to have looked at; `moment` is its key on the checker's list."""

    rendition = models.ForeignKey(Rendition, models.PROTECT, related_name="looked")
    moment = models.CharField(max_length=120)
    looked_by = models.CharField(max_length=40)
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rendition", "looked_by", "moment"], name="a_moment_is_looked_at_once"
            ),
        ]


class Remark(models.Model):
    """A frame of a rendition that a checker says must go back, and why; withdrawn, never deleted.

    `seconds` is counted from the first picture; `box` is left, top, right and bottom in pixels of the
    upright picture, or null for the whole frame.
    """

    rendition = models.ForeignKey(Rendition, models.PROTECT, related_name="remarks")
    seconds = models.FloatField()
    box = models.JSONField(null=True)
    words = models.CharField(max_length=500)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_remark_has_words"),
            models.CheckConstraint(condition=Q(seconds__gte=0), name="a_remark_is_in_the_film"),
        ]
