"""What is due and when, over all cases open to somebody: for calendars, and for the night."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from bluelamp.casework import access
from bluelamp.casework.days_ahead import DeadlineKind
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import (
    Breach,
    Case,
    Deadline,
    Decision,
    Emergency,
    OfficerNotice,
    Turn,
    UseRestricted,
)
from bluelamp.casework.work import may_act
from bluelamp.people.actor import Actor
from bluelamp.publication import selectors as publication

MOST: Final = 500  # of each kind: no calendar needs more


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something due on a case: what, and when (a whole day in London where it has no hour); `key` stays the same."""

    key: str
    case: str
    what: str
    page: str
    on: date | datetime

    @property
    def has_hour(self) -> bool:
        """Whether it is due at an hour of the day."""
        return isinstance(self.on, datetime)

    @property
    def at(self) -> datetime:
        """When it is due; a whole day, when it ends."""
        if isinstance(self.on, datetime):
            return self.on
        return timezone.make_aware(datetime.combine(self.on, time.max))


def due(
    actor: Actor, *, start: datetime, end: datetime, at: datetime, own: bool = False
) -> list[Due]:
    """What is due on the cases open to this person from start to end, the nearest first.

    `own`: only on cases that they opened or are in, and those where it is their turn.
    """
    seen = access.seen_by(actor, at=at)
    cases = seen.filter(_own(actor)) if own else seen
    found = [
        *_notices(cases, start, end),
        *_enquiries(cases, start, end),
        *_embargoes(cases, start, end),
        *_reviews(cases, start, end),
        *_breaches(cases, start, end),
        *_days(cases, start, end),
    ]
    return sorted(found, key=lambda one: (one.at, one.case, one.key))


def must_come_down(cases: Iterable[str]) -> set[str]:
    """Those of the cases (by reference) that the policy says must come down."""
    found = Case.objects.filter(reference__in=set(cases), turns__task="takedown")
    return set(found.values_list("reference", flat=True))


def officers_in(cases: Iterable[str]) -> dict[str, str]:
    """The officer in each of the cases that has one, both by reference."""
    found = Case.objects.filter(reference__in=set(cases)).exclude(officer="")
    return dict(found.values_list("reference", "officer"))


def use_restricted(cases: Iterable[str], *, because_of: str) -> list[str]:
    """Those of the cases (by reference) whose use is restricted for a reason that begins with that request's reference."""
    found = UseRestricted.objects.filter(
        case__reference__in=set(cases), because__startswith=f"{because_of}: ", lifted_at=None
    )
    return list(found.order_by("case__reference").values_list("case__reference", flat=True))


def was_use_restricted(case: str, *, because_of: str) -> bool:
    """Whether the use of the case has ever been restricted for a reason that begins with that request's reference."""
    found = UseRestricted.objects.filter(case__reference=case)
    return found.filter(because__startswith=f"{because_of}: ").exists()


def _own(actor: Actor) -> Q:
    theirs = Turn.objects.filter(may_act(actor), case=OuterRef("pk"))
    return Q(officer__in=actor.hands) | Q(opened_by__in=actor.hands) | Q(Exists(theirs))


def _notices(cases: QuerySet[Case], start: datetime, end: datetime) -> Iterator[Due]:
    """Ends of windows to object, and planned releases."""
    told = OfficerNotice.objects.filter(case__in=cases.filter(state=State.NOTIFIED))
    windows = told.filter(closed_at=None, closes_at__gte=start, closes_at__lt=end)
    for row in windows.select_related("case")[:MOST]:
        yield _due(
            f"window-{row.pk}", row.case, "the chance to object ends", "notice", row.closes_at
        )
    planned = told.exclude(ended="withdrawn").filter(planned_for__gte=start, planned_for__lt=end)
    for row in planned.select_related("case")[:MOST]:
        yield _due(
            f"planned-{row.pk}", row.case, "the release is planned", "decision", row.planned_for
        )


def _enquiries(cases: QuerySet[Case], start: datetime, end: datetime) -> Iterator[Due]:
    asked = publication.enquiries_due(start=start, end=end)[:MOST]
    taken_up = {
        row.reference: row for row in cases.filter(reference__in={one.case for one in asked})
    }
    for one in asked:
        if one.case in taken_up and one.deadline:
            key = f"enquiry-{one.reference}"
            yield _due(key, taken_up[one.case], "a reporter waits for an answer", "", one.deadline)


def _embargoes(cases: QuerySet[Case], start: datetime, end: datetime) -> Iterator[Due]:
    decided = Decision.objects.filter(
        case__in=cases.filter(state=State.EMBARGOED),
        held_at=None,
        edition="",
        embargo_until__gte=start,
        embargo_until__lt=end,
    )
    for row in decided.select_related("case")[:MOST]:
        if row.embargo_until:
            yield _due(
                f"embargo-{row.pk}", row.case, "the embargo ends", "decision", row.embargo_until
            )


def _reviews(cases: QuerySet[Case], start: datetime, end: datetime) -> Iterator[Due]:
    alone = Emergency.objects.filter(
        case__in=cases, reviewed_at=None, review_due_at__gte=start, review_due_at__lt=end
    )
    for row in alone.select_related("case")[:MOST]:
        what = "what one officer did alone is to be reviewed"
        yield _due(f"review-{row.pk}", row.case, what, "emergency", row.review_due_at)


def _breaches(cases: QuerySet[Case], start: datetime, end: datetime) -> Iterator[Due]:
    open_ones = Breach.objects.filter(
        case__in=cases, closed_at=None, due_at__gte=start, due_at__lt=end
    )
    for row in open_ones.select_related("case")[:MOST]:
        what = "the Commissioner is to be told of a breach"
        yield _due(f"breach-{row.pk}", row.case, what, "", row.due_at)


def _days(cases: QuerySet[Case], start: datetime, end: datetime) -> Iterable[Due]:
    days = (timezone.localdate(start), timezone.localdate(end))
    rows = Deadline.objects.filter(case__in=cases, ended="", falls_on__range=days)
    for row in rows.select_related("case")[:MOST]:
        words = DeadlineKind(row.kind).words
        yield _due(f"deadline-{row.pk}", row.case, words, "proceedings", row.falls_on)


def _due(key: str, case: Case, what: str, page: str, on: date | datetime) -> Due:
    return Due(key=key, case=case.reference, what=what, page=page, on=on)
