"""Originals that showed the wrong person, set aside for good, and the near misses that they were."""

from django.db import models
from django.db.models import F, Q

from bluelamp.casework.models.case import Case
from bluelamp.casework.models.picture import Image


class Quarantine(models.Model):
    """An original that goes nowhere in any case again, because it showed the wrong person."""

    sha256 = models.CharField(max_length=64, unique=True)
    image = models.ForeignKey(Image, models.PROTECT, related_name="quarantines")
    why = models.TextField()
    set_by = models.CharField(max_length=40)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="a_quarantine_says_why"),
        ]


class NearMiss(models.Model):
    """What happened when a picture showed the wrong person, where it went, and what was learnt.

    `went` lists case, kind, sha256 and whether it was live, as it was found at that moment.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="near_misses")
    image = models.ForeignKey(Image, models.PROTECT, related_name="near_misses")
    happened = models.TextField()
    went = models.JSONField()
    brought_by = models.CharField(max_length=40)
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField(db_index=True)
    told = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    closed_by = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(happened=""), name="a_near_miss_says_what_happened"
            ),
            models.CheckConstraint(
                condition=Q(closed_by="", closed_at=None, told="", lessons="")
                | (~Q(closed_by="") & ~Q(told="") & ~Q(lessons="") & Q(closed_at__isnull=False)),
                name="a_near_miss_is_closed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(closed_by=F("brought_by")),
                name="a_near_miss_is_closed_by_another",
            ),
        ]
