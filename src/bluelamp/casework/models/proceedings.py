"""Proceedings against a person, what happened in them, and the days that follow from it."""

from django.db import models
from django.db.models import F, Q

from bluelamp.casework.court import EventKind
from bluelamp.casework.models.case import Case


class Proceedings(models.Model):
    """Proceedings against one person under one court case number: the case's own, or beside them.

    The case's own alone decide its facts; `linked` says how others bear on the case.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="proceedings")
    person = models.CharField(max_length=200)
    case_number = models.CharField(max_length=60, blank=True)
    linked = models.TextField(blank=True)
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(linked=""), name="proceedings_of_its_own_are_one"
            ),
            models.UniqueConstraint(
                fields=["case", "person", "case_number"],
                condition=~Q(linked=""),
                name="linked_proceedings_are_named_once",
            ),
        ]


class CourtEvent(models.Model):
    """Something that happened in court, by whose word; a mistake is put right by a row that supersedes it."""

    proceedings = models.ForeignKey(Proceedings, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=40)
    on = models.DateField()
    court = models.CharField(max_length=200, blank=True)
    custody = models.CharField(max_length=20, blank=True)
    hospital_order = models.CharField(max_length=20, blank=True)
    length = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=200)
    evidence = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(EventKind)), name="court_event_is_known"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="a_court_event_has_a_source"),
            models.CheckConstraint(
                condition=Q(custody__in=["", "custodial", "non_custodial"])
                & Q(hospital_order__in=["", "none", "expected", "made"]),
                name="a_sentence_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("on")),
                name="a_court_event_names_no_earlier_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EventKind.IN_ERROR) | Q(supersedes__isnull=False),
                name="an_error_is_of_an_event",
            ),
        ]


class Deadline(models.Model):
    """A day on which something falls due on a case: it acts once, and stays open until it is met or no longer holds."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=40)
    falls_on = models.DateField(db_index=True)
    why = models.CharField(max_length=300)
    clause = models.CharField(max_length=40, blank=True)
    # The row from which the day follows, such as “court event 12”.
    set_by = models.CharField(max_length=60)
    set_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    what_was_done = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "falls_on", "set_by"],
                condition=Q(ended=""),
                name="a_deadline_is_set_once",
            ),
            models.CheckConstraint(
                condition=Q(ended="", ended_at=None, ended_by="")
                | (
                    Q(ended__in=["done", "lapsed", "moved"], ended_at__isnull=False)
                    & ~Q(ended_by="")
                ),
                name="a_deadline_ends_for_a_reason",
            ),
        ]
