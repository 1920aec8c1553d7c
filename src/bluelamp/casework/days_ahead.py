"""The days ahead that follow from a case's rows: the policy's clocks, orders, birthdays, checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from dateutil.relativedelta import relativedelta

from bluelamp.casework import preservation, restrictions
from bluelamp.casework.court import GUILTY, EventKind
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case, CourtEvent
from bluelamp.casework.pack import facts_of, london
from bluelamp.casework.proceedings import own_events, standing_conviction


class DeadlineKind(StrEnum):
    """What falls due."""

    CONVICTION_DAY = "conviction_day"
    SENTENCE = "sentence"
    THREE_MONTHS = "three_months"
    EIGHTEENTH_BIRTHDAY = "eighteenth_birthday"
    WARRANT = "warrant"
    ORDER_ENDS = "order_ends"
    RESTRICTION_ENDS = "restriction_ends"
    RESTRICTION_CHECK = "restriction_check"
    FOOTAGE_GOES = "footage_goes"
    REVIEW = "review"

    @property
    def words(self) -> str:
        """What falls due, in words."""
        return _WORDS[self]

    @property
    def clause(self) -> str:
        """The clause of the policy or of the law's catalogue from which it comes."""
        return _CLAUSES.get(self, "")


_WORDS: Final = {
    DeadlineKind.CONVICTION_DAY: "Release on the day of conviction",
    DeadlineKind.SENTENCE: "Sentence expected",
    DeadlineKind.THREE_MONTHS: "Last day of the usual three months after sentence",
    DeadlineKind.EIGHTEENTH_BIRTHDAY: "The person turns 18",
    DeadlineKind.WARRANT: "The warrant is twelve months old",
    DeadlineKind.ORDER_ENDS: "An order of the court ends",
    DeadlineKind.RESTRICTION_ENDS: "A reporting restriction is to end",
    DeadlineKind.RESTRICTION_CHECK: "Restrictions are to be checked again",
    DeadlineKind.FOOTAGE_GOES: "Footage is about to be deleted at its source",
    DeadlineKind.REVIEW: "Review",
}
_CLAUSES: Final = {
    DeadlineKind.CONVICTION_DAY: "CI-13",
    DeadlineKind.SENTENCE: "CI-14",
    DeadlineKind.THREE_MONTHS: "CI-16",
    DeadlineKind.EIGHTEENTH_BIRTHDAY: "CI-30",
    DeadlineKind.RESTRICTION_ENDS: "CI-28",
    DeadlineKind.RESTRICTION_CHECK: "CI-28",
}


@dataclass(frozen=True, slots=True)
class Due:
    """A day, what falls due on it and why, and the row from which it follows."""

    kind: DeadlineKind
    falls_on: date
    why: str
    set_by: str


def days_ahead(case: Case, *, at: datetime) -> Iterator[Due]:
    """Every day that follows from the case's rows as they stand."""
    events = own_events(case)
    if case.state != State.LIVE:  # a release meets both clocks
        yield from _clocks(case, standing_conviction(events))
    for event in events:
        yield from _of_event(event)
    yield from _of_age(case, at=at)
    yield from _of_restrictions(case)
    yield from _of_cameras(case, at=at)


def _clocks(case: Case, convicted: list[CourtEvent]) -> Iterator[Due]:
    """The clocks of conviction and of sentence, where the route's policy has them (CI-13, CI-14, CI-16)."""
    asked = facts_of(case.route)
    about = [event for event in convicted if event.kind in _SETS_A_CLOCK]
    newest = about[-1] if about else None
    if newest is None:
        return
    by = f"court event {newest.pk}"
    if newest.kind == EventKind.ADJOURNED and newest.until:
        why = "The court is to pass sentence: record what it decides"
        yield Due(DeadlineKind.SENTENCE, newest.until, why, by)
    if newest.kind == EventKind.SENTENCED and "sentenced_on" in asked:
        why = "The usual limit of three months after sentence ends with this day"
        last = asked["sentenced_on"].limit(newest.on)
        yield Due(DeadlineKind.THREE_MONTHS, last, why, by)
    guilty = next(event for event in reversed(convicted) if event.kind in GUILTY)
    known_that_day = london(guilty.recorded_at) <= guilty.on
    if newest.kind != EventKind.SENTENCED and known_that_day and "convicted_on" in asked:
        why = "The policy aims at release on the day of conviction, and else on sentence"
        yield Due(DeadlineKind.CONVICTION_DAY, guilty.on, why, f"court event {guilty.pk}")


_SETS_A_CLOCK: Final = GUILTY | {EventKind.ADJOURNED, EventKind.SENTENCED}


def _of_event(event: CourtEvent) -> Iterator[Due]:
    by = f"court event {event.pk}"
    if event.kind == EventKind.ORDER_MADE and event.until:
        yield Due(DeadlineKind.ORDER_ENDS, event.until, "An order of the court ends", by)
    if event.kind == EventKind.WARRANT:
        why = "Twelve months after a warrant, proceedings cease to be active: review the appeal"
        yield Due(DeadlineKind.WARRANT, event.on + relativedelta(months=12), why, by)


def _of_age(case: Case, *, at: datetime) -> Iterator[Due]:
    said = restrictions.age(case)
    if said and said.born_on and restrictions.turns_18(said.born_on) > london(at):
        why = "The person turns 18: what protects a child ends, and the advice may change"
        birthday = restrictions.turns_18(said.born_on)
        yield Due(DeadlineKind.EIGHTEENTH_BIRTHDAY, birthday, why, f"age {said.pk}")


def _of_cameras(case: Case, *, at: datetime) -> Iterator[Due]:
    """A week before unmarked footage goes from its source, while nobody has said that it is kept or gone."""
    for each in preservation.cameras(case, at=at):
        if not each.is_kept and not each.is_gone:
            why = (
                f"Camera {each.row.camera}: deleted at its source on {each.deleted_on:%-d %B %Y}"
                " unless it is kept; nobody has confirmed that it is"
            )
            called = each.deleted_on - preservation.CALLED_BEFORE
            yield Due(DeadlineKind.FOOTAGE_GOES, called, why, f"camera {each.row.pk}")


def _of_restrictions(case: Case) -> Iterator[Due]:
    check = restrictions.newest_check(case)
    for each in restrictions.in_force(case):
        if each.until_on:
            why = "A restriction is to end: ask the court, and end it on the register"
            by = f"restriction {each.pk}"
            yield Due(DeadlineKind.RESTRICTION_ENDS, each.until_on, why, by)
    if check and check.next_on:
        why = "Whoever checked the restrictions wanted them checked again"
        yield Due(DeadlineKind.RESTRICTION_CHECK, check.next_on, why, f"check {check.pk}")
