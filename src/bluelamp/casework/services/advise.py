"""Stages 2 and 3: facts are recorded, and the policy advises on them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from django.conf import settings

from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.advising import advice_on
from bluelamp.casework.errors import BadInput, NotAllowed
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import AdviceGiven, AssertedFact, Case
from bluelamp.casework.pack import facts_of
from bluelamp.casework.permitted import roles_in_words
from bluelamp.casework.registers import keeper_of
from bluelamp.casework.routes import Route
from bluelamp.casework.standing import SHOWN, Standing, facts, standing
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.policy import Fact
from bluelamp.vault import services as vault

# A judgement that something does not arise needs no reasons; any other does.
NO_BAR: tuple[Any, ...] = (None, False, "no")
# The judgement that the policy leaves to somebody whom the force names (MP-03).
LAST_RESORT: Final = "harm_outweighs"
LAST_RESORT_JUDGED: Final = frozenset({"yes", "no"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that is evidence of what was said, by the name that it came with."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A fact as somebody states it; `value` None with `known` says that it has not happened (a date).

    `evidence` says where it can be checked; `attached` is the evidence itself.
    """

    name: str
    value: Any
    known: bool = True
    reason: str = ""
    evidence: str = ""
    said_by: str = ""
    attached: Attached | None = None


def record_fact(*, case: str, said: Said, actor: Actor, at: datetime) -> None:
    """Record what somebody says about one fact of a case; the former statement is superseded and kept."""
    record_facts(case=case, said=(said,), actor=actor, at=at)


def record_facts(*, case: str, said: tuple[Said, ...], actor: Actor, at: datetime) -> None:
    """Record several facts in one act.

    Raises BadInput naming the fact where a name or value is not the pack's, where the facts
    together cannot be, or where a judgement comes without its reasons; NotAllowed where the force
    leaves the judgement to another.
    """
    with acting(Act.RECORD_FACT, case=case, actor=actor, at=at) as doing:
        for fact in said:
            _check_said(doing.case, fact)
            _check_judge(doing, fact)
        rows = [_assert(doing, fact) for fact in said]
        _check_together(doing.case, at=at)
        doing.entry(facts=[_kept(row) for row in rows])


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
    assert_facts(doing, (fact,))


def assert_facts(doing: Acting, said: Iterable[Said]) -> list[dict[str, Any]]:
    """Record the facts that an act of another kind settles, which must stand together; what its entry says of them."""
    asked = facts_of(doing.case.route)
    rows = [_assert(doing, fact) for fact in said if fact.name in asked]
    _check_together(doing.case, at=doing.at)
    return [_kept(row) for row in rows]


def assert_settled(
    doing: Acting,
    after: Mapping[str, Any],
    names: Iterable[str],
    *,
    reason: str,
    evidence: str = "",
    said_by: str = "",
) -> list[dict[str, Any]]:
    """Record these facts as a register shows them: what nothing in it says any more is not known."""
    return assert_facts(
        doing,
        [
            Said(
                name=name,
                value=after.get(name),
                known=name in after,
                reason=reason,
                evidence=evidence,
                said_by=said_by,
            )
            for name in names
        ],
    )


def stated(case: Case, name: str) -> Fact:
    """The fact of that name, where people state it on this case; raises BadInput otherwise."""
    known = facts_of(case.route)
    if name not in known or name in SHOWN:
        raise BadInput(f"“{name}” is not a fact that can be recorded here.", field=name)
    if keeper := keeper_of(name, route=Route(case.route)):
        raise BadInput(f"{known[name].question} That is recorded in “{keeper.words}”.", field=name)
    return known[name]


def _check_said(case: Case, said: Said) -> None:
    fact = stated(case, said.name)
    judged = fact.kind == "judgement" and said.known
    if judged and said.value not in NO_BAR and not said.reason.strip():
        raise BadInput(
            f"Give your reasons, because this is a judgement: {fact.question}", field=said.name
        )
    if said.attached and not said.attached.content:
        raise BadInput("The file attached as evidence is empty.", field="attached")


def _check_judge(doing: Acting, said: Said) -> None:
    """Leave a last resort to whom the force has named; raises NotAllowed, and SettingNotMade where it has named nobody."""
    if said.name != LAST_RESORT or not said.known or said.value not in LAST_RESORT_JUDGED:
        return
    judge: Role = settings.BLUELAMP_FORCE.needs("last_resort_judge")
    if not doing.actor.holds(judge):
        raise NotAllowed(
            f"Whether a custody photograph is worth its risks is judged by {roles_in_words({judge})} in this force, and you are not one."
        )


def _check_together(case: Case, *, at: datetime) -> None:
    advice_on(standing(case), at=at)


def _assert(doing: Acting, said: Said) -> AssertedFact:
    return AssertedFact.objects.create(
        case=doing.case,
        name=said.name,
        value=msgspec.to_builtins(said.value),
        known=said.known,
        kind=facts_of(doing.case.route)[said.name].kind,
        reason=said.reason,
        evidence=said.evidence,
        attachment=_sealed(doing, said.attached) if said.attached else "",
        attachment_name=said.attached.name[-200:] if said.attached else "",
        said_by=said.said_by or doing.actor.name,
        recorded_by=doing.actor.reference,
        recorded_at=doing.at,
    )


def _sealed(doing: Acting, attached: Attached) -> str:
    """The sha256 of the evidence, which lies in the vault as an original does."""
    return vault.keep_original(
        content=attached.content,
        case=doing.case.reference,
        media_type="application/octet-stream",
        at=doing.at,
    )


def _kept(row: AssertedFact) -> dict[str, Any]:
    kept = ("name", "value", "known", "kind", "reason", "evidence", "attachment", "said_by")
    return {name: getattr(row, name) for name in kept}
