"""What PACE Code D asks where material is shown so that suspects are identified (law 2E, BWV-16)."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case
from bluelamp.casework.models.picture import Rendition


class ExactCopy(models.Model):
    """An exact copy of what one channel was given, in the vault under its sha256."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="exact_copies")
    rendition = models.ForeignKey(Rendition, models.PROTECT, related_name="exact_copies")
    channel = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    kept_by = models.CharField(max_length=40)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rendition", "channel"], name="a_copy_is_kept_once_a_channel"
            ),
            models.CheckConstraint(
                condition=~Q(channel="") & ~Q(sha256=""), name="a_copy_names_its_channel_and_bytes"
            ),
        ]


class DefenceViewing(models.Model):
    """The suspect's side offered a viewing before any eye-witness procedure, and what came of it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="viewings")
    offered_to = models.CharField(max_length=200)
    offered_on = models.DateField()
    offered_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    outcome_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None, answered_by="", answered_at=None)
                | (
                    Q(outcome__in=["viewed", "declined", "not_practicable"])
                    & ~Q(answered_by="")
                    & Q(outcome_on__isnull=False, answered_at__isnull=False)
                ),
                name="a_viewing_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_practicable") | ~Q(note=""),
                name="an_impracticable_viewing_says_why",
            ),
        ]


class WitnessAsked(models.Model):
    """An eye-witness asked, after taking part, whether they saw the release or a description."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="witnesses_asked")
    witness = models.CharField(max_length=120)
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=200)
    saw_it = models.BooleanField()
    circumstances = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(saw_it=False) | ~Q(circumstances=""),
                name="a_witness_who_saw_it_says_how",
            ),
        ]


class CallerAccount(models.Model):
    """What somebody said who answered the appeal: when, what, and how they came to see it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="accounts")
    caller = models.CharField(max_length=120)
    called_at = models.DateTimeField()
    said = models.TextField()
    saw = models.TextField(blank=True)
    taken_by = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "caller"], name="a_caller_has_one_reference"),
            models.CheckConstraint(
                condition=~Q(said="") & ~Q(taken_by=""), name="an_account_is_taken_whole"
            ),
        ]
