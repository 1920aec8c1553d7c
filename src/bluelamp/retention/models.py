"""The tables of the retention room: how long each case is kept, what holds it, its reviews and its erasure."""

from django.db import models
from django.db.models import F, Q

from bluelamp.retention.values import Ending, Verdict


class Keeping(models.Model):
    """How long one case is kept, as it was reckoned last from its rows and the schedule.

    `grounds` are the classes that it falls in; `until` is the last day, empty while that is open;
    `due_on` the first day on which it is to be reviewed, later where a review kept it for longer.
    `changed_at` is when the case had changed last, `schedule` the digest of the schedule.
    """

    case = models.CharField(max_length=32, unique=True)
    route = models.CharField(max_length=40)
    grounds = models.JSONField(default=list)
    until = models.DateField(null=True)
    retained_until = models.DateField(null=True)
    due_on = models.DateField(null=True, db_index=True)
    changed_at = models.DateTimeField(db_index=True)
    schedule = models.CharField(max_length=64, db_index=True)
    reckoned_at = models.DateTimeField()
    announced_for = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=False) | Q(due_on=None), name="an_open_end_is_never_due"
            ),
        ]


class Hold(models.Model):
    """Somebody holds a case: while it stands nothing of the case is erased, whatever its class says."""

    case = models.CharField(max_length=32, db_index=True)
    why = models.TextField()
    until = models.DateField(null=True)
    placed_by = models.CharField(max_length=40)
    placed_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=40, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="a_hold_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_by="", lifted_at=None, lifted_because="")
                | (~Q(lifted_by="") & ~Q(lifted_because="") & Q(lifted_at__isnull=False)),
                name="a_hold_is_lifted_whole",
            ),
        ]


class Happened(models.Model):
    """Something ended after the case was over: proceedings, custody, an appeal; by whose word."""

    case = models.CharField(max_length=32, db_index=True)
    ending = models.CharField(max_length=20)
    on = models.DateField()
    source = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ending__in=list(Ending)), name="what_happened_is_known"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="what_happened_has_a_source"),
        ]


class Review(models.Model):
    """What one person proposed for a case, and what another answered: to erase it, or to keep it for longer."""

    case = models.CharField(max_length=32, db_index=True)
    verdict = models.CharField(max_length=10)
    because = models.TextField()
    until = models.DateField(null=True)
    proposed_by = models.CharField(max_length=40)
    proposed_for = models.CharField(max_length=40, blank=True)
    proposed_at = models.DateTimeField()
    answered_by = models.CharField(max_length=40, blank=True)
    answered_for = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(confirmed=None), name="one_proposal_waits_for_a_case"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="a_review_has_reasons"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.ERASE, until=None)
                | Q(verdict=Verdict.RETAIN, until__isnull=False),
                name="a_case_is_erased_or_kept_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answered_by="", answered_at=None, confirmed=None)
                | (~Q(answered_by="") & Q(answered_at__isnull=False, confirmed__isnull=False)),
                name="a_review_is_answered_whole",
            ),
            # Neither of the two, nor whoever each stood in for, is the other.
            models.CheckConstraint(
                condition=(Q(answered_by="") | ~Q(answered_by=F("proposed_by")))
                & (Q(answered_for="") | ~Q(answered_for=F("proposed_by")))
                & (Q(proposed_for="") | ~Q(proposed_for=F("answered_by")))
                & (Q(proposed_for="") | ~Q(proposed_for=F("answered_for"))),
                name="a_review_is_confirmed_by_another",
            ),
        ]


class Erasure(models.Model):
    """The erasure of a case, from the moment it was confirmed until nothing is left but the husk."""

    case = models.CharField(max_length=32, unique=True)
    review = models.OneToOneField(Review, models.PROTECT, related_name="erasure")
    # The number of the entry that records it.
    entry = models.BigIntegerField()
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
