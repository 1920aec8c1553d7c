"""The officer’s chance to object, and what came of it."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case
from bluelamp.casework.models.hands import apart
from bluelamp.casework.models.picture import Rendition


class OfficerNotice(models.Model):
    """The investigating officer is told what will be released and when, and may object (CI-22, CI-23)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    round = models.PositiveIntegerField()
    rendition = models.ForeignKey(Rendition, models.PROTECT, related_name="notices")
    officer = models.CharField(max_length=40)
    sent_by = models.CharField(max_length=40)
    sent_at = models.DateTimeField()
    planned_for = models.DateTimeField()
    closes_at = models.DateTimeField(db_index=True)
    closed_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended="", closed_at=None)
                | Q(
                    ended__in=["no_objection", "silence", "objection", "withdrawn"],
                    closed_at__isnull=False,
                ),
                name="a_window_closes_for_a_reason",
            ),
        ]


class Objection(models.Model):
    """The officer's objection and its answer; objector and adjudicator differ, both views are kept."""

    notice = models.ForeignKey(OfficerNotice, models.PROTECT, related_name="objections")
    ground = models.CharField(max_length=60)
    reasons = models.TextField()
    made_by = models.CharField(max_length=40)
    made_for = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_for = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(upheld=None, answered_by="", answered_at=None, answer="")
                | (
                    ~Q(answered_by="")
                    & ~Q(answer="")
                    & Q(upheld__isnull=False, answered_at__isnull=False)
                ),
                name="an_objection_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=apart("made", "answered"), name="an_objection_is_answered_by_another"
            ),
        ]
