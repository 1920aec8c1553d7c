"""Authority, asked for and answered, and the views of those consulted."""

from django.db import models
from django.db.models import F, Q

from bluelamp.casework.models.case import Case
from bluelamp.casework.models.hands import apart


class Authorisation(models.Model):
    """A senior officer's authority with the adopted risk assessment (CI-12), or an approval (WP-02): asked for and answered.

    `role` is the part in which it was answered, `categories` the sensitive ones that stood then, and
    `decided_at` when the officer decided, where that was before it was entered.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="authorisations")
    round = models.PositiveIntegerField()
    asked_by = models.CharField(max_length=40)
    asked_for = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    request = models.TextField()
    answered_by = models.CharField(max_length=40, blank=True)
    answered_for = models.CharField(max_length=40, blank=True)
    rank = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    categories = models.JSONField(default=list)
    granted = models.BooleanField(null=True)
    reasons = models.TextField(blank=True)
    risk_assessment = models.TextField(blank=True)
    assessment_adopted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by="", answered_at=None, granted=None)
                | (~Q(answered_by="") & Q(answered_at__isnull=False, granted__isnull=False)),
                name="authority_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=apart("asked", "answered"), name="authority_is_another_persons"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(decided_at__lte=F("answered_at")),
                name="authority_is_decided_before_it_is_entered",
            ),
            models.CheckConstraint(
                condition=Q(assessment_adopted=False) | ~Q(risk_assessment=""),
                name="an_adopted_assessment_says_something",
            ),
        ]


class Consultation(models.Model):
    """The Superintendent's or higher officer's view on a late release (CI-17, CI-18)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="consultations")
    round = models.PositiveIntegerField()
    consulted = models.CharField(max_length=40)
    rank = models.CharField(max_length=40)
    in_favour = models.BooleanField()
    rationale = models.TextField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(rationale=""), name="a_consultation_has_a_rationale"
            ),
        ]


class CommunicationsView(models.Model):
    """What the communications department, consulted by the senior investigating officer, says (BWV-08)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="communications_views")
    round = models.PositiveIntegerField()
    in_favour = models.BooleanField()
    view = models.TextField()
    given_by = models.CharField(max_length=40)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(view=""), name="a_view_says_something"),
        ]
