"""What there is about a case that bears on how long it is kept, worked out from its rows for the force's schedule."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from bluelamp.casework.court import EventKind
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case, CourtEvent
from bluelamp.casework.models.case import NOT_RECKONED
from bluelamp.casework.pack import london
from bluelamp.casework.proceedings import events_of, own_events, settled
from bluelamp.casework.routes import Route
from bluelamp.retention import selectors as retention
from bluelamp.retention import services
from bluelamp.retention.values import Circumstance, Span

AT_A_TIME: Final = 1000
# Stages, by the policy's names, with which it was decided, or found, that there is nothing more to come.
_OVER: Final = frozenset({"not_charged", "caution", "acquitted", "quashed"})
_UNDER_WAY: Final = frozenset({"charged", "retrial_ordered"})
# Stages after which a hospital order may have been made.
_MAY_BE_IN_HOSPITAL: Final = frozenset({"special_verdict", "unfit"})
_AFTER: Final = {
    State.TAKEN_DOWN: Circumstance.TAKEN_DOWN,
    State.HANDED_OVER: Circumstance.HANDED_OVER,
    State.REFUSED: Circumstance.REFUSED,
}


def reckon(reference: str, at: datetime) -> None:
    """Work out how long a case is kept, locking it; nothing for one that is not there or was erased."""
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(reference=reference).first()
        if case is None or case.state == State.ERASED:
            return
        stated = case.characteristics.order_by("-id").first()
        services.reckon(
            case=case.reference,
            route=case.route,
            offence_group=stated.offence_group if stated else "",
            spans=spans(case),
            changed_at=case.changed_at,
            at=at,
        )
        Case.objects.filter(pk=case.pk).update(kept_as_of=case.changed_at)


def due_for_reckoning() -> list[str]:
    """Some of the cases that have changed since this was reckoned, or were reckoned by another schedule."""
    changed = Case.objects.filter(NOT_RECKONED).exclude(state=State.ERASED).order_by("id")
    found = list(changed.values_list("reference", flat=True)[:AT_A_TIME])
    return found or retention.by_another_schedule(AT_A_TIME)


def spans(case: Case) -> Iterator[Span]:
    """Everything about the case that bears on how long it is kept.

    Unknown is not over: an investigation lasts until somebody says what came of it, and a sentence of
    unknown kind is one of custody.
    """
    yield from _of_case(case)
    yield from _of_person(case)
    for linked in case.proceedings.exclude(linked=""):
        events = events_of(linked)
        facts = settled(events)
        if facts:
            yield from _of_proceedings(facts, events, london(case.opened_at))


def _of_case(case: Case) -> Iterator[Span]:
    began, changed = london(case.opened_at), london(case.changed_at)
    state = State(case.state)
    if state in _AFTER:
        yield Span(circumstance=_AFTER[state], since=_ended_on(case) or changed)
    elif state == State.CLOSED:
        yield from _of_closed(case, changed)
    else:
        yield Span(circumstance=Circumstance.OPEN, since=began)


def _of_closed(case: Case, changed: date) -> Iterator[Span]:
    """A closed case was released or handed over before, or came to nothing."""
    ended = _ended_on(case)
    handed = case.handovers.order_by("-id").first()
    if ended and not handed:
        yield Span(circumstance=Circumstance.TAKEN_DOWN, since=ended)
    elif handed:
        yield Span(circumstance=Circumstance.HANDED_OVER, since=london(handed.handed_at))
    else:
        yield Span(circumstance=Circumstance.NOT_RELEASED, since=changed)


def _ended_on(case: Case) -> date | None:
    """The day of the last takedown, or else of the hand-over or refusal."""
    down = case.takedowns.order_by("-id").first()
    if down:
        return london(down.taken_down_at)
    handed = case.handovers.order_by("-id").first()
    if handed:
        return london(handed.handed_at)
    refused = case.decisions.filter(released=False).order_by("-id").first()
    return london(refused.decided_at) if refused else None


def _of_person(case: Case) -> Iterator[Span]:
    """What is known of the person's own proceedings: from the register, else as somebody stated it."""
    said = {row.name: row.value for row in case.facts.order_by("id") if row.known}
    events = own_events(case)
    facts = {**said, **settled(events)}
    began = london(case.opened_at)
    if facts.get("stage"):
        yield from _of_proceedings(facts, events, began)
    elif case.route != Route.MISSING_PERSON:
        yield Span(circumstance=Circumstance.INVESTIGATION, since=began)


def _of_proceedings(
    facts: Mapping[str, Any], events: Sequence[CourtEvent], began: date
) -> Iterator[Span]:
    first = events[0].on if events else began
    last = events[-1].on if events else began
    sentenced = _day(facts.get("sentenced_on"))
    stage = facts["stage"]
    if stage in _OVER:
        yield Span(circumstance=Circumstance.PROCEEDINGS, since=first, over=last)
    elif stage in _UNDER_WAY or (stage == "convicted" and sentenced is None):
        yield Span(circumstance=Circumstance.PROCEEDINGS, since=first)
    else:
        yield Span(circumstance=Circumstance.PROCEEDINGS, since=first, over=sentenced or last)
    yield from _of_conviction(facts, sentenced, last)
    yield from _of_appeal(events)


def _of_conviction(facts: Mapping[str, Any], sentenced: date | None, last: date) -> Iterator[Span]:
    convicted = _day(facts.get("convicted_on"))
    if facts["stage"] == "convicted":
        yield Span(circumstance=Circumstance.CONVICTED, since=convicted or sentenced or last)
    hospital = facts.get("hospital_order")
    in_hospital = hospital == "made" or (
        facts["stage"] in _MAY_BE_IN_HOSPITAL and hospital != "none"
    )
    in_custody = sentenced is not None and facts.get("non_custodial") is not True
    if in_hospital or in_custody:
        yield Span(circumstance=Circumstance.CUSTODY, since=sentenced or last)


def _of_appeal(events: Sequence[CourtEvent]) -> Iterator[Span]:
    lodged: CourtEvent | None = None
    for event in events:
        if event.kind == EventKind.APPEAL_LODGED:
            lodged = event
        elif lodged and event.kind in _ENDS_AN_APPEAL:
            yield Span(circumstance=Circumstance.APPEAL, since=lodged.on, over=event.on)
            lodged = None
    if lodged:
        yield Span(circumstance=Circumstance.APPEAL, since=lodged.on)


_ENDS_AN_APPEAL: Final = frozenset(
    {EventKind.APPEAL_DISMISSED, EventKind.QUASHED, EventKind.RETRIAL_ORDERED}
)


def _day(stated: str | None) -> date | None:
    return date.fromisoformat(stated) if stated else None
