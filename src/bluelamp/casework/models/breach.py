"""A breach of personal data: what came out, by when the Commissioner must hear of it, and what was done."""

from django.db import models
from django.db.models import F, Q

from bluelamp.casework.models.case import Case
from bluelamp.casework.models.decision import Takedown


class Breach(models.Model):
    """Somebody was shown who should not have been; 72 hours from when it was known (DPA 2018 s.67)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="breaches")
    takedown = models.ForeignKey(Takedown, models.PROTECT, null=True, related_name="breaches")
    kind = models.CharField(max_length=20)
    account = models.TextField()
    known_at = models.DateTimeField()
    due_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)
    conclusion = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(account=""), name="a_breach_says_what_happened"),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("known_at")), name="a_breach_is_due_after_it_was_known"
            ),
            models.CheckConstraint(
                condition=Q(closed_by="", closed_at=None, conclusion="")
                | (~Q(closed_by="") & ~Q(conclusion="") & Q(closed_at__isnull=False)),
                name="a_breach_is_closed_whole",
            ),
        ]


class BreachStep(models.Model):
    """One thing done about a breach: who was told and when, why somebody was not, or what was put right."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=30)
    words = models.TextField()
    reference = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_step_says_what_was_done"),
        ]
