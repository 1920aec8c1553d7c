"""What rounds of cases came to, in categories and whole numbers, for figures; and the few things stated for these alone."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.categories import (
    AgeBand,
    Ethnicity,
    OffenceGroup,
    Result,
    Sentence,
    Sex,
)
from bluelamp.casework.models.case import Case


class Characteristics(models.Model):
    """The offence group, and the person's sex and ethnicity as they define it, by whose word; the newest row counts.

    Each may be left open. Nothing here bears on a decision: it is kept to see whether the policy
    falls evenly (Equality Act 2010 s.149).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="characteristics")
    offence_group = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    ethnicity = models.CharField(max_length=2, blank=True)
    source = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offence_group__in=["", *OffenceGroup])
                & Q(sex__in=["", *Sex])
                & Q(ethnicity__in=["", *Ethnicity]),
                name="characteristics_are_of_the_lists",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="characteristics_have_a_source"),
        ]


# What only some outcomes have, with what is counted beside it, in the order in which it is grouped.
_ASKED_ALONE = {
    "ground": ("ground", "clauses", "month"),
    "departure": ("departure", "result", "clauses", "month"),
    "verdict_days": ("month", "verdict_days"),
    "authority_minutes": ("month", "authority_minutes"),
    "gallery_minutes": ("month", "gallery_minutes"),
    "press_minutes": ("month", "press_minutes"),
    "outlets_minutes": ("month", "outlets_minutes"),
    "file_minutes": ("month", "file_minutes"),
}


class Outcome(models.Model):
    """What one round of a case came to, worked out from the case's other rows and told by nobody.

    No words and no names, so that it may be counted after the case is erased. `month` is YYYYMM in
    London; `ground` the reason of a refusal, `departure` that of a departure from the advice, and
    `clauses` those that the advice rested on, between spaces. Times are whole days from verdict to
    release, and whole minutes from asking for authority to its answer and from the call to take
    down until each channel was clear; empty where there was none.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="outcomes", db_index=False)
    round = models.PositiveSmallIntegerField()
    route = models.CharField(max_length=40)
    result = models.CharField(max_length=12)
    month = models.PositiveIntegerField()
    unit = models.CharField(max_length=120, blank=True)
    offence_group = models.CharField(max_length=20, blank=True)
    sentence = models.CharField(max_length=20, blank=True)
    # Null where there is none, so that an index holds those alone that have one.
    ground = models.CharField(max_length=60, null=True)  # noqa: DJ001
    departure = models.CharField(max_length=60, null=True)  # noqa: DJ001
    clauses = models.CharField(max_length=200, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    ethnicity = models.CharField(max_length=2, blank=True)
    verdict_days = models.PositiveIntegerField(null=True)
    authority_minutes = models.PositiveIntegerField(null=True)
    gallery_minutes = models.PositiveIntegerField(null=True)
    press_minutes = models.PositiveIntegerField(null=True)
    outlets_minutes = models.PositiveIntegerField(null=True)
    file_minutes = models.PositiveIntegerField(null=True)
    # A withdrawn file is deleted after the takedown's commit, so its time is worked out later.
    file_open = models.BooleanField(default=False)

    class Meta:
        indexes = [
            # Each answers one question from the index alone, in the order in which it groups.
            models.Index(
                fields=["route", "month", "sentence", "offence_group", "result"],
                name="outcomes_as_they_are_asked_for",
            ),
            models.Index(
                fields=["unit", "route", "month", "sentence", "offence_group", "result"],
                name="outcomes_by_unit",
            ),
            models.Index(
                fields=["route", "age_band", "sex", "ethnicity", "result", "month"],
                name="outcomes_by_person",
            ),
            *(
                models.Index(
                    fields=["route", *columns],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"outcomes_{name}",
                )
                for name, columns in _ASKED_ALONE.items()
            ),
            models.Index(
                fields=["file_open"], condition=Q(file_open=True), name="files_still_open"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="a_round_has_one_outcome"),
            models.CheckConstraint(
                condition=Q(result__in=list(Result))
                & Q(offence_group__in=["", *OffenceGroup])
                & Q(sentence__in=["", *Sentence])
                & Q(age_band__in=["", *AgeBand])
                & Q(sex__in=["", *Sex])
                & Q(ethnicity__in=["", *Ethnicity]),
                name="an_outcome_is_of_the_lists",
            ),
            models.CheckConstraint(
                condition=Q(month__gte=190001, month__lte=999912), name="a_month_is_a_month"
            ),
        ]
