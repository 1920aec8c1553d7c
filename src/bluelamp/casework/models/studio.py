"""The studio's own rows: who is in it, doubts that somebody waved through, regions to be followed, edits received."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.picture import Image


class Present(models.Model):
    """Somebody has the studio open on an image; `seen_at` is when their page last said so."""

    image = models.ForeignKey(Image, models.PROTECT, related_name="present")
    officer = models.CharField(max_length=40)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "officer"], name="somebody_is_present_once_in_an_image"
            ),
        ]


class SettledDoubt(models.Model):
    """A doubt that somebody looked at and settled with a reason, until it is taken back."""

    image = models.ForeignKey(Image, models.PROTECT, related_name="settled_doubts")
    key = models.CharField(max_length=120)
    why = models.TextField()
    settled_by = models.CharField(max_length=40)
    settled_at = models.DateTimeField()
    undone_by = models.CharField(max_length=40, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "key"],
                condition=Q(undone_at=None),
                name="a_doubt_is_settled_once",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_settled_doubt_has_a_reason"),
            models.CheckConstraint(
                condition=Q(undone_by="", undone_at=None)
                | (~Q(undone_by="") & Q(undone_at__isnull=False)),
                name="a_settled_doubt_is_taken_back_whole",
            ),
        ]


class Pursuit(models.Model):
    """Somebody asked that a region be followed from a frame on, back, or both; `at` in ticks of the footage."""

    image = models.ForeignKey(Image, models.PROTECT, related_name="pursuits")
    region = models.CharField(max_length=20)
    at = models.BigIntegerField()
    way = models.CharField(max_length=4)
    words = models.CharField(max_length=300)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    # Which places it had then, by digest: what somebody has placed meanwhile is not taken back.
    placed = models.CharField(max_length=64, default="")
    # Why the places found could not be laid into the plan; empty where they were, or are not found yet.
    fault = models.TextField(blank=True)

    @property
    def job_key(self) -> str:
        """The key of the job that follows it."""
        return f"follow:{self.pk}"


class EditReceived(models.Model):
    """An edit that has been made, by the name that the page gave it: sent again, it is not made again."""

    image = models.ForeignKey(Image, models.PROTECT, related_name="edits_received")
    key = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "key"], name="an_edit_is_received_once"),
        ]
