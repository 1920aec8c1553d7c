"""A release decided now for a later hour: until then nothing of it is public, and at that hour the advice is asked again."""

from datetime import datetime

from bluelamp.casework import letters
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.edition import put_out, ready
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, CaseworkError, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import AdviceGiven, Decision
from bluelamp.casework.services.advise import advice_entry, keep_advice
from bluelamp.casework.services.decide import (
    address,
    check_reasons,
    ruling,
    ruling_entry,
    stands,
)
from bluelamp.casework.standing import standing
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.force import SettingNotMade
from bluelamp.people.roles import Role
from bluelamp.policy import PolicyError
from bluelamp.publication import services as publication
from bluelamp.publication.errors import BytesNotWritten, PublicationError
from bluelamp.publication.values import Audience, Recipient
from bluelamp.vault.errors import AssetDamaged, AssetMissing


def embargo(
    *,
    case: str,
    until: datetime,
    reasons: str,
    ground: str = "",
    audience: Audience = Audience.EVERYONE,
    recipients: tuple[Recipient, ...] = (),
    advance_text: str = "",
    actor: Actor,
    at: datetime,
) -> Decision:
    """Decide to release at a later moment; the checks are those of `release`, made now and then again.

    `advance_text`, if any, is written now to whoever will be told: words alone, and no address.
    """
    check_reasons(reasons)
    if until <= at:
        raise BadInput("An embargo ends in the future.", field="until")
    with acting(Act.EMBARGO, case=case, actor=actor, at=at) as doing:
        decision = ruling(doing, reasons=reasons, ground=ground)
        address(decision, audience, recipients)
        decision.embargo_until = until
        decision.save()
        if advance_text.strip():
            _write_ahead(doing, decision, advance_text)
        doing.entry(
            embargo_until=until.isoformat(),
            advance_text=advance_text.strip(),
            **ruling_entry(decision),
        )
    return decision


class NoLongerStands(CaseworkError):
    """What was decided under embargo may not be published any more."""


def lift_embargo(*, case: str, at: datetime) -> Decision:
    """Publish what was decided, at its hour.

    Raises OutOfOrder before that, and NoLongerStands where it is to be held back: nothing is public
    then. Anything else is a fault, after which it is tried again.
    """
    with acting(Act.LIFT_EMBARGO, case=case, actor=SYSTEM, at=at) as doing:
        decision = _open(doing)
        if decision.embargo_until is None or decision.embargo_until > at:
            raise OutOfOrder("The embargo has not ended yet.")
        given = _advised_again(doing, decision)
        try:
            decision.edition = put_out(doing, decision).token
        except (AssetDamaged, AssetMissing, PublicationError) as fault:
            if isinstance(fault, BytesNotWritten):
                raise
            raise NoLongerStands(str(fault)) from fault
        decision.save()
        doing.entry(
            **{**ruling_entry(decision), **advice_entry(given)}, decided_by=decision.decided_by
        )
    return decision


def hold_embargo(*, case: str, why: str, at: datetime) -> None:
    """Hold back what may not be published at its hour, and call the press desk."""
    with acting(Act.HOLD_EMBARGO, case=case, actor=SYSTEM, at=at) as doing:
        hold_back(doing, why)
        letters.write(
            case=doing.case,
            to=Role.PRESS_OFFICER,
            words="held back at the hour of its embargo",
            text=f"What was to be released now has been held back. {why}",
            page="decision",
            at=at,
        )
        doing.entry(reason=why)


def end_embargo(*, case: str, reason: str, actor: Actor, at: datetime) -> None:
    """Hold back what is under embargo by somebody's own decision; it is decided anew, if at all."""
    need(reason, "Say why it is held back.", field="reason")
    with acting(Act.END_EMBARGO, case=case, actor=actor, at=at) as doing:
        hold_back(doing, reason.strip())
        doing.entry(reason=reason.strip())


def hold_back(doing: Acting, why: str) -> None:
    """Close what is under embargo, if anything is, within an act after which it may not go out."""
    held = doing.case.decisions.filter(released=True, edition="", held_at=None)
    held.update(held_at=doing.at, held_because=why)


def end_of_embargo(*, case: str, at: datetime) -> None:
    """What the clock does at the hour of an embargo: publish, or hold back and call out."""
    try:
        lift_embargo(case=case, at=at)
    except NoLongerStands as refused:
        hold_embargo(case=case, why=str(refused), at=at)


def _advised_again(doing: Acting, decision: Decision) -> AdviceGiven:
    """The advice at this moment, on which the decision still stands; raises NoLongerStands."""
    now = standing(doing.case)
    try:
        rendition, _, _ = ready(now, at=doing.at)
        given = keep_advice(now, actor=SYSTEM, at=doing.at)
        if rendition == decision.rendition and stands(decision, now, given, at=doing.at):
            return given
    except (CaseworkError, PolicyError, SettingNotMade) as refused:
        raise NoLongerStands(str(refused)) from refused
    if rendition != decision.rendition:
        raise NoLongerStands("The picture is no longer the one that was decided upon.")
    raise NoLongerStands(f"The advice has become “{given.outcome.replace('_', ' ')}”.")


def _open(doing: Acting) -> Decision:
    found = standing(doing.case).embargoed
    if found is None:
        raise OutOfOrder("Nothing of this case is under embargo.")
    return found


def _write_ahead(doing: Acting, decision: Decision, text: str) -> None:
    publication.write_ahead(
        case=doing.case.reference,
        key=f"embargo-{decision.pk}",
        text=text,
        until=decision.embargo_until or doing.at,
        recipients=tuple(Recipient(**each) for each in decision.recipients),
        enquiries=tuple(doing.case.enquiries.values_list("enquiry", flat=True)),
        at=doing.at,
    )
