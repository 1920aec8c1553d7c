"""The case itself, whose turn it is, and the enquiries that it answers."""

from django.db import models
from django.db.models import F, Q

from bluelamp.casework.lifecycle import State

# That how long it is kept was not reckoned since the case changed last.
NOT_RECKONED = Q(kept_as_of=None) | ~Q(kept_as_of=F("changed_at"))


class Case(models.Model):
    """One person's image, asked for or proposed, on one route of the policy."""

    reference = models.CharField(max_length=20, unique=True)
    route = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in State])
    # Opening again after an end starts a new round: nothing approved in an earlier round counts.
    round = models.PositiveIntegerField(default=1)
    person = models.CharField(max_length=200)
    court = models.CharField(max_length=200, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    offence = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=120, blank=True, db_index=True)
    officer = models.CharField(max_length=40, blank=True)
    # Only those named to it see a sensitive case.
    sensitive = models.BooleanField(default=False)
    # When the most urgent of its open turns is due, and by which day and policy the turns were reckoned.
    due_at = models.DateTimeField(null=True, db_index=True)
    reckoned_for = models.CharField(max_length=100, blank=True)
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)
    # The change with which it was last reckoned how long the case is kept.
    kept_as_of = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=NOT_RECKONED, name="kept_is_to_be_reckoned")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="case_state_is_known"),
        ]


class Turn(models.Model):
    """Whose turn it is: a row for each open task of a case and each role that may do it.

    Worked out from the other rows and never told by anyone, so it alone is deleted and made anew.
    `officer` names the one person who may; `barred` those of the role who may not, between spaces.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="turns")
    place = models.PositiveSmallIntegerField()
    task = models.CharField(max_length=20)
    words = models.CharField(max_length=300)
    role = models.CharField(max_length=40, blank=True)
    officer = models.CharField(max_length=40, blank=True)
    barred = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["role", "officer"], name="turn_of_whom")]
        constraints = [
            models.UniqueConstraint(fields=["case", "task", "role"], name="a_turn_stands_once"),
        ]


class LinkedEnquiry(models.Model):
    """A reporter's enquiry that this case answers."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="enquiries")
    enquiry = models.CharField(max_length=20, unique=True)
