"""Stages 2 and 3: facts are recorded, and the policy advises on them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings

from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.advising import advice_on
from bluelamp.casework.errors import BadInput
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import AdviceGiven, AssertedFact, Case
from bluelamp.casework.pack import facts_of
from bluelamp.casework.registers import keeper_of
from bluelamp.casework.routes import Route
from bluelamp.casework.standing import SHOWN, Standing, facts, standing
from bluelamp.people.actor import Actor

# A judgement that something does not arise needs no reasons; any other does.
NO_BAR: tuple[Any, ...] = (None, False, "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A fact as somebody states it; `value` None with `known` says that it has not happened (a date)."""

    name: str
    value: Any
    known: bool = True
    reason: str = ""
    evidence: str = ""
    said_by: str = ""


def record_fact(*, case: str, said: Said, actor: Actor, at: datetime) -> None:
    """Record what somebody says about one fact of a case; the former statement is superseded and kept."""
    record_facts(case=case, said=(said,), actor=actor, at=at)


def record_facts(*, case: str, said: tuple[Said, ...], actor: Actor, at: datetime) -> None:
    """Record several facts in one act.

    Raises BadInput naming the fact where a name or value is not the pack's, where the facts
    together cannot be, or where a judgement comes without its reasons.
    """
    with acting(Act.RECORD_FACT, case=case, actor=actor, at=at) as doing:
        for fact in said:
            _check_said(doing.case, fact)
            _assert(doing.case, fact, actor=actor, at=at)
        _check_together(doing.case, at=at)
        doing.entry(facts=[_kept(fact, actor) for fact in said])


def advise(*, case: str, actor: Actor, at: datetime) -> AdviceGiven:
    """Ask the policy what it says on the facts as they are now; the answer is kept as it was given."""
    with acting(Act.ADVISE, case=case, actor=actor, at=at) as doing:
        given = keep_advice(standing(doing.case), actor=actor, at=at)
        doing.entry(**advice_entry(given))
    return given


def keep_advice(now: Standing, *, actor: Actor, at: datetime) -> AdviceGiven:
    """Compute the advice and keep its exact bytes, for the act in progress.

    Raises SettingNotMade where the force has left open what the policy leaves to it and the case
    calls for.
    """
    advice = advice_on(now, at=at, settings_made=asdict(settings.BLUELAMP_FORCE))
    return AdviceGiven.objects.create(
        case=now.case,
        round=now.case.round,
        outcome=advice.outcome,
        as_of=advice.as_of,
        pack_digest=advice.pack.digest,
        facts=msgspec.to_builtins(facts(now, at=at)),
        text=msgspec.json.encode(advice).decode(),
        asked_by=actor.reference,
        given_at=at,
    )


def advice_entry(given: AdviceGiven) -> Mapping[str, Any]:
    """What the record says of an advice."""
    return {
        "outcome": given.outcome,
        "as_of": given.as_of.isoformat(),
        "pack_digest": given.pack_digest,
        "advice": given.text,
    }


def assert_fact(doing: Acting, fact: Said) -> None:
    """Record a fact that an act of another kind brings with it, such as an objection's ground.

    One that the case's route does not ask about is left out.
    """
    if fact.name not in facts_of(doing.case.route):
        return
    _assert(doing.case, fact, actor=doing.actor, at=doing.at)
    _check_together(doing.case, at=doing.at)


def _check_said(case: Case, said: Said) -> None:
    known = facts_of(case.route)
    if said.name not in known or said.name in SHOWN:
        raise BadInput(f"“{said.name}” is not a fact that can be recorded here.", field=said.name)
    if keeper := keeper_of(said.name, route=Route(case.route)):
        raise BadInput(
            f"{known[said.name].question} That is recorded in “{keeper.words}”.", field=said.name
        )
    judged = known[said.name].kind == "judgement" and said.known
    if judged and said.value not in NO_BAR and not said.reason.strip():
        raise BadInput(
            f"Give your reasons, because this is a judgement: {known[said.name].question}",
            field=said.name,
        )


def _check_together(case: Case, *, at: datetime) -> None:
    advice_on(standing(case), at=at)


def _assert(case: Case, said: Said, *, actor: Actor, at: datetime) -> None:
    AssertedFact.objects.create(
        case=case,
        name=said.name,
        value=msgspec.to_builtins(said.value),
        known=said.known,
        reason=said.reason,
        evidence=said.evidence,
        said_by=said.said_by or actor.name,
        recorded_by=actor.reference,
        recorded_at=at,
    )


def _kept(said: Said, actor: Actor) -> dict[str, Any]:
    return {
        "name": said.name,
        "value": msgspec.to_builtins(said.value),
        "known": said.known,
        "reason": said.reason,
        "evidence": said.evidence,
        "said_by": said.said_by or actor.name,
    }
