"""What a person's court events come to: how far it is, when convicted and sentenced, and the facts that this settles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bluelamp.casework.court import GUILTY, NON_CUSTODIAL, UNDONE, EventKind
from bluelamp.casework.models import Case, CourtEvent, Proceedings
from bluelamp.casework.pack import facts_of

# How far each event brings the proceedings, by the policy's `stage`; the others leave them where they are.
_STAGES: Final[dict[str, str]] = {
    EventKind.CHARGED: "charged",
    EventKind.NOT_CHARGED: "not_charged",
    EventKind.CAUTIONED: "caution",
    EventKind.PLEADED_GUILTY: "convicted",
    EventKind.FOUND_GUILTY: "convicted",
    EventKind.ACQUITTED: "acquitted",
    EventKind.SPECIAL_VERDICT: "special_verdict",
    EventKind.UNFIT: "unfit",
    EventKind.LIE_ON_FILE: "lie_on_file",
    EventKind.QUASHED: "quashed",
    EventKind.RETRIAL_ORDERED: "retrial_ordered",
}
_NEVER_CHARGED: Final = frozenset({"not_charged", "caution"})

# What the case's own proceedings settle, by the policy's names.
SETTLED: Final = frozenset(
    {"stage", "convicted_on", "sentenced_on", "non_custodial", "hospital_order", "subject_charged"}
)


def own_events(case: Case) -> list[CourtEvent]:
    """What stands of the case's own proceedings, in the order in which it happened."""
    own = Proceedings.objects.filter(case=case, linked="").first()
    return events_of(own) if own else []


def events_of(proceedings: Proceedings) -> list[CourtEvent]:
    """What stands of some proceedings, in order; a corrected event keeps the place of the one it supersedes."""
    rows = {row.pk: row for row in proceedings.events.order_by("id")}
    first: dict[int, int] = {}
    for row in rows.values():
        first[row.pk] = first[row.supersedes_id] if row.supersedes_id else row.pk
    gone = {row.supersedes_id for row in rows.values()}
    standing = [r for r in rows.values() if r.pk not in gone and r.kind != EventKind.IN_ERROR]
    return sorted(standing, key=lambda row: (row.on, first[row.pk]))


def standing_conviction(events: Iterable[CourtEvent]) -> list[CourtEvent]:
    """The events from the first plea or verdict of guilty that still stands, in order; none without a conviction.

    A conviction stands until it is quashed or a retrial is ordered: an acquittal on another count
    leaves it standing.
    """
    since: list[CourtEvent] = []
    for event in events:
        if event.kind in UNDONE:
            since = []
        elif since or event.kind in GUILTY:
            since.append(event)
    return since


def settled(events: Iterable[CourtEvent]) -> Mapping[str, Any]:
    """The facts that one person's events settle (CI-03; readings X-05, X-06)."""
    held = list(events)
    stages = [_STAGES[event.kind] for event in held if event.kind in _STAGES]
    if not stages:
        return {}
    convicted = standing_conviction(held)
    stage = "convicted" if convicted else stages[-1]
    facts: dict[str, Any] = {
        "stage": stage,
        "convicted_on": None,
        "sentenced_on": None,
        "subject_charged": stage not in _NEVER_CHARGED,
    }
    for event in convicted:
        if event.kind in GUILTY:  # a later conviction awaits a sentence of its own
            facts |= {"convicted_on": event.on.isoformat(), "sentenced_on": None}
        elif event.kind == EventKind.SENTENCED:
            facts["sentenced_on"] = event.on.isoformat()
        if event.custody:
            facts["non_custodial"] = event.custody == NON_CUSTODIAL
        if event.hospital_order:
            facts["hospital_order"] = event.hospital_order
    return facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingsView:
    """Proceedings for a page: what stands of them in order, and what has been corrected, newest first."""

    row: Proceedings
    events: tuple[CourtEvent, ...]
    corrected: tuple[CourtEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The two days from which the policy counts, and the last day of its usual limit after sentence."""

    convicted_on: date | None
    sentenced_on: date | None
    last_day: date | None

    def days_left(self, on: date) -> int:
        """How many days remain of the limit; negative once it is over."""
        return (self.last_day - on).days if self.last_day else 0


def proceedings_of(case: Case) -> list[ProceedingsView]:
    """Every proceedings of the case, its own first."""
    found = []
    for row in case.proceedings.order_by("linked", "id"):
        events = events_of(row)
        standing = {event.pk for event in events}
        corrected = row.events.exclude(pk__in=standing).exclude(kind=EventKind.IN_ERROR)
        found.append(
            ProceedingsView(
                row=row, events=tuple(events), corrected=tuple(corrected.order_by("-id"))
            )
        )
    return found


def clocks(case: Case) -> Clocks:
    """When the person was convicted and sentenced, by what stands of the case's own proceedings."""
    facts = settled(own_events(case))
    convicted, sentenced = facts.get("convicted_on"), facts.get("sentenced_on")
    limited = facts_of(case.route).get("sentenced_on")
    on = date.fromisoformat(sentenced) if sentenced else None
    return Clocks(
        convicted_on=date.fromisoformat(convicted) if convicted else None,
        sentenced_on=on,
        last_day=limited.limit(on) if limited and on else None,
    )
