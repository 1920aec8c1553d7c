"""What may not be published about whom, who looked for it and when, and how old the person is."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case


class PersonsAge(models.Model):
    """How old the person is, by whose word: the day of birth, or only whether under 18; a later row supersedes."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="ages")
    born_on = models.DateField(null=True)
    age_group = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200)
    evidence = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(born_on__isnull=False, age_group="")
                | Q(born_on=None, age_group__in=["adult", "under_18"]),
                name="an_age_is_a_birthday_or_a_group",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="an_age_has_a_source"),
        ]


class Restriction(models.Model):
    """What a provision of law forbids about somebody, from when until when; it is in force until it is ended."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="restrictions")
    provision = models.CharField(max_length=20)
    # Whether it protects the person whom the case is about, and who that is, or else is.
    of_subject = models.BooleanField()
    person = models.CharField(max_length=200)
    wording = models.TextField()
    court = models.CharField(max_length=200, blank=True)
    made_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    until_event = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200)
    evidence = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    ended = models.CharField(max_length=20, blank=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)
    ended_evidence = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(wording="") & ~Q(source="") & ~Q(person=""),
                name="a_restriction_says_what_about_whom_by_whose_word",
            ),
            models.CheckConstraint(
                condition=Q(ended="", ended_by="", ended_at=None, ended_because="")
                | (
                    Q(ended__in=["lifted", "expired", "error"], ended_at__isnull=False)
                    & ~Q(ended_by="")
                    & ~Q(ended_because="")
                ),
                name="a_restriction_ends_for_a_reason",
            ),
        ]


class RestrictionCheck(models.Model):
    """That a named person asked which restrictions are in force, whom they asked, and that the register is whole."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="restriction_checks")
    round = models.PositiveIntegerField()
    sources = models.TextField()
    # How many stood on the register as in force, and whether the face could tell who a protected person is.
    found = models.PositiveIntegerField()
    related = models.CharField(max_length=20)
    reasons = models.TextField(blank=True)
    next_on = models.DateField(null=True)
    checked_by = models.CharField(max_length=40)
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(sources=""), name="a_check_names_whom_it_asked"),
            models.CheckConstraint(
                condition=Q(related__in=["nobody_protected", "not_related", "related"]),
                name="a_check_asks_about_relatives",
            ),
        ]
