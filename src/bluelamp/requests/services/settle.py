"""What is done about the places in which a person's data are."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from bluelamp.casework import services as casework
from bluelamp.people.actor import Actor
from bluelamp.publication import selectors as publication
from bluelamp.record.places import PlaceKind
from bluelamp.requests.doing import doing, enter, need
from bluelamp.requests.errors import BadInput, NoSuchRequest, NotNow
from bluelamp.requests.exemptions import grounds_for
from bluelamp.requests.held import recipients_of
from bluelamp.requests.models import Place, Request
from bluelamp.requests.selectors import seen_places
from bluelamp.requests.services.search import keep
from bluelamp.requests.values import CHANGED, Kind, Outcome, Regime, Wait, outcomes_of
from bluelamp.retention import services as retention
from bluelamp.retention.selectors import is_erased, keeping

# What the record calls it: each is one of the operations that DPA 2018 s.62 has logged.
KINDS: Final = {
    Outcome.GIVEN: "data given",
    Outcome.GIVEN_IN_PART: "data given",
    Outcome.CORRECTED: "data put right",
    Outcome.ERASED: "erasure asked",
    Outcome.RESTRICTED: "data restricted",
    Outcome.REFUSED: "right refused",
    Outcome.NOT_THEIRS: "data not theirs",
}


def settle_places(
    *,
    request: str,
    places: Collection[int],
    outcome: Outcome,
    reasons: str,
    ground: str = "",
    told: bool = True,
    actor: Actor,
    at: datetime,
) -> None:
    """Say what is done about these places, all alike; until the answer it may be said anew.

    A case of which something is restricted is not released until that is lifted. To erase is proposed to retention, case by case: a hold wins, and is named; somebody else confirms it.
    A refusal names its ground; `told` is False where even telling of it would do what the ground is to
    prevent (DPA 2018 s.45(6)). Raises NoSuchRequest, NotNow, BadInput, and retention's HoldInForce.
    """
    with doing(request, actor=actor) as row:
        chosen = _chosen(row, places, actor=actor, at=at)
        said = need(reasons, "Say what was done, and why.", field="reasons")
        _check(row, chosen, outcome, ground)
        if outcome is Outcome.ERASED:
            _propose(row, {each.case for each in chosen}, actor=actor, at=at)
        if outcome is Outcome.RESTRICTED:
            _restrict(row, {each.case for each in chosen}, said, actor=actor, at=at)
        if outcome in CHANGED:
            # Whoever was given something since the search is told, too (DPA 2018 s.48(9)).
            keep(row, recipients_of({each.case for each in chosen} - {""}), at=at)
        limited = outcome is Outcome.REFUSED
        row.places.filter(pk__in=[each.pk for each in chosen]).update(
            outcome=outcome,
            reasons=said,
            ground=ground if limited else "",
            told=told or not limited,
            settled_by=actor.reference,
            settled_at=at,
        )
        _enter(row, chosen, outcome, said, ground if limited else "", actor=actor, at=at)


def _chosen(row: Request, places: Collection[int], *, actor: Actor, at: datetime) -> list[Place]:
    """The places, all of them of this request and none in a case that is closed to the person."""
    seen, _ = seen_places(row, actor=actor, at=at)
    chosen = [each for each in seen if each.pk in places]
    if not places:
        raise BadInput("Choose at least one place.", field="places")
    if len(chosen) != len(set(places)):
        raise NoSuchRequest("One of these places is not of this request, or is closed to you.")
    if any(hasattr(each, "notified") for each in chosen):
        raise NotNow("Somebody who was written to has been told, and that stands.")
    return chosen


def _check(row: Request, chosen: Sequence[Place], outcome: Outcome, ground: str) -> None:
    kind = Kind(row.kind)
    if outcome not in outcomes_of(kind):
        raise BadInput(
            f"Choose what is done: that is no answer to {kind.words.lower()}.", field="outcome"
        )
    if outcome is Outcome.REFUSED and ground not in grounds_for(kind, Regime(row.regime)):
        raise BadInput("Choose the ground of refusal.", field="ground")
    if outcome in {*CHANGED, Outcome.GIVEN, Outcome.GIVEN_IN_PART}:
        _check_identity(row)
    if outcome in CHANGED and any(each.kind == PlaceKind.RECIPIENT for each in chosen):
        raise BadInput(
            "A recipient is told by letter, or refused with a reason: tell them further down.",
            field="places",
        )
    if outcome in {Outcome.ERASED, Outcome.RESTRICTED}:
        _check_not_live(chosen)
    if outcome is Outcome.ERASED and any(not each.case for each in chosen):
        raise BadInput(
            "Only what is of a case is erased with it: settle the other places otherwise.",
            field="places",
        )


def _propose(row: Request, cases: Collection[str], *, actor: Actor, at: datetime) -> None:
    """Propose the erasure of each case of which nobody has yet."""
    for case in sorted(cases):
        kept = keeping(case, at=at)
        if kept is None or not kept.is_proposed:
            # It outlives the case, so it names nobody.
            because = f"The person asks for it ({row.reference})."
            retention.propose(case=case, because=because, actor=actor, at=at)


def _restrict(
    row: Request, cases: Collection[str], reasons: str, *, actor: Actor, at: datetime
) -> None:
    """Let nothing of these cases be released while what they hold is kept as evidence alone."""
    for case in sorted(filter(None, cases)):
        because = f"{row.reference}: {reasons}"
        casework.restrict_use(case=case, because=because, actor=actor, at=at)


def _check_identity(row: Request) -> None:
    proved = row.waits.filter(wait=Wait.IDENTITY, came_on__isnull=False)
    if not proved.exists():
        raise NotNow("Nothing is given out or changed before it is proved who asks.")


def _check_not_live(chosen: Sequence[Place]) -> None:
    cases = {each.case for each in chosen if each.case}
    live = sorted(
        case for case in cases if any(each.live for each in publication.editions_of(case))
    )
    if live:
        raise NotNow(
            f"The picture of case {live[0]} is still published: take it down first.",
            what_next="Then come back here and settle it.",
        )


def _enter(
    row: Request,
    chosen: Sequence[Place],
    outcome: Outcome,
    reasons: str,
    ground: str,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """An entry of each case, and one of the request for what is of none."""
    found = grounds_for(Kind(row.kind), Regime(row.regime))
    for case in sorted({each.case for each in chosen}):
        enter(
            KINDS[outcome],
            row,
            actor=actor,
            at=at,
            # What is said of an erasure must outlive the case, and to a case erased since nothing is added.
            case="" if outcome is Outcome.ERASED or is_erased(case) else case,
            done=outcome.words,
            places=[each.words for each in chosen if each.case == case],
            reasons=reasons,
            refused_because=found[ground].words if ground else "",
            recipients=[row.email or row.name] if outcome in {Outcome.GIVEN, Outcome.GIVEN_IN_PART} else [],
        )  # fmt: skip
