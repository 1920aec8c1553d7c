"""What happens in court is recorded, and the facts and days that follow from it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bluelamp.casework import deadlines
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.court import ABOUT_SENTENCE, NAMES_A_DAY, Event, EventKind, Linked
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import CourtEvent, Proceedings
from bluelamp.casework.pack import london
from bluelamp.casework.proceedings import events_of, settled, standing_conviction
from bluelamp.casework.services.advise import assert_settled
from bluelamp.people.actor import Actor

# Events that cannot have happened without a standing plea or verdict of guilty before them.
_AFTER_CONVICTION = frozenset({EventKind.ADJOURNED, EventKind.SENTENCED, EventKind.QUASHED})


def record_court_event(
    *,
    case: str,
    event: Event,
    linked: Linked | None = None,
    supersedes: int | None = None,
    actor: Actor,
    at: datetime,
) -> CourtEvent:
    """Record what happened in the case's own proceedings, or in those `linked` to it, and the facts that it settles.

    A mistake is put right by an event that `supersedes` the one recorded (its number). Raises
    BadInput naming what is missing or cannot be, OutOfOrder where what it supersedes no longer stands.
    """
    _check(event, corrects=supersedes is not None, at=at)
    with acting(Act.RECORD_COURT_EVENT, case=case, actor=actor, at=at) as doing:
        former = _standing(doing, supersedes) if supersedes else None
        proceedings = former.proceedings if former else _proceedings(doing, linked)
        before = settled(events_of(proceedings))
        row = CourtEvent.objects.create(
            proceedings=proceedings,
            supersedes=former,
            **asdict(event),
            recorded_by=actor.reference,
            recorded_at=at,
        )
        _check_course(events_of(proceedings))
        facts = []
        if not proceedings.linked:
            facts = _settle(doing, row, before, settled(events_of(proceedings)))
            deadlines.reckon(doing.case, at=at)
        doing.entry(**_entry(row, event), facts=facts)
    return row


def _check(event: Event, *, corrects: bool, at: datetime) -> None:
    need(event.source, "Say who says so, such as the court register.", field="source")
    if event.kind is EventKind.IN_ERROR and not corrects:
        raise BadInput("Choose the event that was recorded in error.", field="kind")
    if event.on > london(at):
        raise BadInput("The day lies ahead: record what has happened.", field="on")
    if event.until and event.kind not in NAMES_A_DAY:
        raise BadInput("Only an adjournment or an order names a day to come.", field="until")
    if event.until and event.until < event.on:
        raise BadInput("The day that it names is before the event itself.", field="until")
    if event.kind is EventKind.ADJOURNED and event.until is None:
        raise BadInput("Enter the day of the hearing for sentence.", field="until")
    if (event.custody or event.hospital_order) and event.kind not in ABOUT_SENTENCE:
        raise BadInput("Only a conviction or a sentence says what sentence it is.", field="custody")


def _standing(doing: Acting, number: int) -> CourtEvent:
    row = CourtEvent.objects.filter(pk=number, proceedings__case=doing.case).first()
    if row is None:
        raise BadInput("There is no such event in this case.", field="supersedes")
    if row not in events_of(row.proceedings):
        raise OutOfOrder("That event has been corrected already: correct the newer one.")
    return row


def _proceedings(doing: Acting, linked: Linked | None) -> Proceedings:
    if linked and not (linked.person.strip() and linked.why.strip()):
        raise BadInput("Name the person, and say how those proceedings bear on this.", field="why")
    case, kept = doing.case, doing.case.proceedings
    found, _ = (kept.exclude(linked="") if linked else kept.filter(linked="")).get_or_create(
        case=case,
        person=linked.person.strip() if linked else case.person,
        case_number=linked.case_number.strip() if linked else case.case_number,
        defaults={
            "linked": linked.why.strip() if linked else "",
            "opened_by": doing.actor.reference,
            "opened_at": doing.at,
        },
    )
    return found


def _check_course(events: Sequence[CourtEvent]) -> None:
    """Let no sentence stand without the conviction that it follows."""
    for number, event in enumerate(events):
        if event.kind in _AFTER_CONVICTION and not standing_conviction(events[:number]):
            raise BadInput(
                f"{EventKind(event.kind).words}, {event.on:%-d %B %Y}: the plea or verdict of guilty"
                " comes first, and none stands by that day.",
                field="kind",
            )


def _settle(
    doing: Acting, row: CourtEvent, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Assert what the event has changed, and what it says itself; what nothing says any more is not known."""
    itself = {"non_custodial"} if row.custody else set()
    itself |= {"hospital_order"} if row.hospital_order else set()
    differs = [
        name
        for name in {**before, **after}
        if name in itself or (name in before, before.get(name)) != (name in after, after.get(name))
    ]
    words = f"{EventKind(row.kind).words}, {row.on:%-d %B %Y}"
    return assert_settled(
        doing,
        after,
        differs,
        reason=f"{words}, {row.court}" if row.court else words,
        evidence=row.evidence,
        said_by=row.source,
    )


def _entry(row: CourtEvent, event: Event) -> dict[str, Any]:
    """What the record says of the event."""
    said = {name: value for name, value in asdict(event).items() if value}
    return {
        "happened": said.pop("kind"),
        **said,
        "on": event.on.isoformat(),
        **({"until": event.until.isoformat()} if event.until else {}),
        "event": row.pk,
        **({"supersedes": row.supersedes_id} if row.supersedes_id else {}),
        **(
            {"person": row.proceedings.person, "linked": row.proceedings.linked}
            if row.proceedings.linked
            else {}
        ),
    }
