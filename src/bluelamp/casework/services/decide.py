"""Stage 6: a named person decides, on advice computed again at that moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.edition import put_out, ready
from bluelamp.casework.entered import need
from bluelamp.casework.errors import AdviceIsNotRelease, BadInput
from bluelamp.casework.grounds import DEPARTURE_GROUNDS, REFUSAL_GROUNDS, UNLISTED
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import AdviceGiven, Decision
from bluelamp.casework.pack import facts_of
from bluelamp.casework.routes import Route
from bluelamp.casework.services.advise import advice_entry, keep_advice
from bluelamp.casework.standing import Standing, facts, standing
from bluelamp.people.actor import Actor
from bluelamp.policy import Advice
from bluelamp.publication import services as publication
from bluelamp.publication.errors import NotAMailbox
from bluelamp.publication.values import Audience, EnquiryStatus, Recipient
from bluelamp.publication.words import mailbox

# The advice from which a person may depart, with a ground.
DEPARTABLE = frozenset({"refer", "refuse"})

# What no departure waives, by fact and the values that satisfy it, with what must come first.
NEVER_WAIVED: tuple[tuple[str, frozenset[object], str], ...] = (
    ("stage", frozenset({"convicted"}), "the person must have been convicted"),
    ("image_owner", frozenset({"this_force"}), "the image must be this force’s own"),
    ("identity", frozenset({"confirmed"}), "the image must be confirmed as the right person"),
    ("court_order", frozenset({"none", "protects_another"}), "no order may forbid or postpone it"),
    ("others_visible", frozenset({False}), "everyone not sought must be obscured and checked"),
    ("officer_notified", frozenset({True}), "the officer must have been told"),
    ("objection_window", frozenset({"closed"}), "the officer’s chance to object must have passed"),
    ("rights_test", frozenset({True}), "the rights test must be answered"),
    (
        "approved_by",
        frozenset({"sio", "officer_in_command"}),
        "the senior investigating officer or an officer in command must approve",
    ),
    ("decided_by", frozenset({"sio"}), "the senior investigating officer must have decided"),
    (
        "youth_restriction",
        frozenset({"none", "lifted"}),
        "no restriction may protect the person as a juvenile",
    ),
    ("exact_copy_kept", frozenset({True}), "an exact copy must be kept"),
    (
        "harm_outweighs",
        frozenset({"yes"}),
        "the danger to the person must have been judged the greater",
    ),
    (
        "juvenile_restriction",
        frozenset({"none_made", "lifted"}),
        "no restriction may protect the person as a juvenile",
    ),
)


def release(
    *,
    case: str,
    reasons: str,
    ground: str = "",
    audience: Audience = Audience.EVERYONE,
    recipients: tuple[Recipient, ...] = (),
    actor: Actor,
    at: datetime,
) -> Decision:
    """Release the approved rendition to the public and the press, or to named outlets and partners alone.

    The advice is computed again from the facts as they are now. Raises AdviceIsNotRelease where it
    is anything but release and no ground for departing is given, or where it is undetermined or
    lacks what no departure waives; MustBeSomeoneElse where the same officer gave the authority.
    """
    check_reasons(reasons)
    with acting(Act.RELEASE, case=case, actor=actor, at=at) as doing:
        decision = ruling(doing, reasons=reasons, ground=ground)
        address(decision, audience, recipients)
        decision.edition = put_out(doing, decision).token
        decision.save()
        doing.entry(**ruling_entry(decision))
    return decision


def check_reasons(reasons: str) -> None:
    """Raise BadInput where a decision comes without its reasons."""
    need(reasons, "Record your reasons for this case (CI-11, REC-01).", field="reasons")


def address(decision: Decision, audience: Audience, recipients: tuple[Recipient, ...]) -> None:
    """Say who may see what is released; raises BadInput for a named audience of nobody, or an address that is none."""
    if (audience is Audience.NAMED) != bool(recipients):
        raise BadInput(
            "Name at least one outlet or partner, or release to everybody.", field="named"
        )
    try:
        named = [{"email": mailbox(each.email), "name": each.name} for each in recipients]
    except NotAMailbox as refused:
        raise BadInput(str(refused), field="others") from refused
    decision.audience, decision.recipients = audience, named


def ruling(doing: Acting, *, reasons: str, ground: str) -> Decision:
    """The decision to release, not yet kept; one made again cites the release before it (CI-39)."""
    now = standing(doing.case)
    given = keep_advice(now, actor=doing.actor, at=doing.at)
    departs = _departs(now, given, ground, at=doing.at)
    rendition, _, _ = ready(now, at=doing.at)
    authorised_by, authorised_for = _authorisers(now)
    doing.check_another_or_alone(
        (authorised_by, authorised_for),
        "You authorised this release, so somebody else must make it.",
    )
    return Decision(
        case=doing.case,
        round=doing.case.round,
        released=True,
        advice=given,
        rendition=rendition,
        former=doing.case.decisions.exclude(edition="").order_by("-id").first(),
        departs=departs,
        change=smallest_change(given, "release") if departs else None,
        ground=ground if departs else "",
        reasons=reasons.strip(),
        authorised_by=authorised_by,
        authorised_for=authorised_for,
        decided_by=doing.actor.reference,
        decided_for=doing.acted_for,
        decided_at=doing.at,
        emergency=doing.emergency,
    )


def ruling_entry(decision: Decision) -> Mapping[str, Any]:
    """What the record says of a decision to release."""
    return {
        "decision": "release",
        "edition": decision.edition,
        "former": decision.former.edition if decision.former else "",
        "audience": decision.audience,
        "recipients": [each["email"] for each in decision.recipients],
        "sha256": decision.rendition.sha256 if decision.rendition else "",
        "departs": decision.departs,
        "change": decision.change,
        "ground": decision.ground,
        "reasons": decision.reasons,
        **advice_entry(decision.advice),
    }


def stands(decision: Decision, now: Standing, given: AdviceGiven, *, at: datetime) -> bool:
    """Whether a decision to release may still be carried out on advice given since."""
    if given.outcome == "release":
        return True
    same = decision.departs and given.outcome == decision.advice.outcome
    return same and not never_waived(facts(now, at=at), route=now.case.route)


def refuse(
    *, case: str, ground: str, reasons: str, unlisted: str = "", actor: Actor, at: datetime
) -> Decision:
    """Refuse, for a reason that its route lists or an `unlisted` one; the refusal is as visible as a release (REC-04)."""
    if ground == UNLISTED and not unlisted.strip():
        raise BadInput("Name the reason, as it is none of those listed.", field="unlisted")
    need(reasons, "Record the reasons as they were given to you (CI-24, CI-25).", field="reasons")
    with acting(Act.REFUSE, case=case, actor=actor, at=at) as doing:
        if ground not in REFUSAL_GROUNDS[Route(doing.case.route)]:
            raise BadInput("Choose the reason for refusing.", field="ground")
        given = keep_advice(standing(doing.case), actor=actor, at=at)
        decision = Decision.objects.create(
            case=doing.case,
            round=doing.case.round,
            released=False,
            advice=given,
            departs=given.outcome == "release",
            change=smallest_change(given, "refuse") if given.outcome == "release" else None,
            ground=ground,
            unlisted=unlisted.strip() if ground == UNLISTED else "",
            reasons=reasons.strip(),
            decided_by=actor.reference,
            decided_at=at,
        )
        _answer_enquiries(doing, EnquiryStatus.NOT_RELEASED, _REFUSED_WORDS)
        doing.entry(
            decision="refuse",
            ground=ground,
            unlisted=decision.unlisted,
            reasons=decision.reasons,
            departs=decision.departs,
            change=decision.change,
            **advice_entry(given),
        )
    return decision


_REFUSED_WORDS = (
    "After considering this case on its own facts we have decided not to release an image."
)


def _departs(now: Standing, given: AdviceGiven, ground: str, *, at: datetime) -> bool:
    if given.outcome == "release":
        return False
    if ground not in DEPARTURE_GROUNDS or given.outcome not in DEPARTABLE:
        raise AdviceIsNotRelease(
            f"The advice now is “{given.outcome.replace('_', ' ')}”, so this cannot be released.",
            what_next="Open the advice to see what is missing and why.",
        )
    if lacking := never_waived(facts(now, at=at), route=now.case.route):
        raise AdviceIsNotRelease(f"Before any departure, {_listed(lacking)}.")
    return True


def smallest_change(given: AdviceGiven, outcome: str) -> dict[str, Any] | None:
    """The fewest facts, with their answers, that would have had to be otherwise for that advice; None where none would."""
    advice = msgspec.json.decode(given.text, type=Advice)
    found = (each.change for each in advice.why_not if each.outcome == outcome)
    change: dict[str, Any] | None = msgspec.to_builtins(next(found, None))
    return change


def never_waived(known: Mapping[str, Any], *, route: str) -> list[str]:
    """What these facts lack that no departure waives, in words."""
    asked = facts_of(route)
    lacking = [
        words for name, good, words in NEVER_WAIVED if name in asked and known.get(name) not in good
    ]
    if known.get("category") and not known["senior_authority"]:
        lacking.append("a senior officer must have given authority")
    return lacking


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{'; '.join(words[:-1])}; and {words[-1]}"


def _authorisers(now: Standing) -> tuple[str, str]:
    """Who gave the authority, and in whose place; empty where nobody did."""
    granted = now.authorisation if now.authorisation and now.authorisation.granted else None
    return (granted.answered_by, granted.answered_for) if granted else ("", "")


def _enquiries(doing: Acting) -> tuple[str, ...]:
    return tuple(doing.case.enquiries.values_list("enquiry", flat=True))


def _answer_enquiries(doing: Acting, status: EnquiryStatus, message: str) -> None:
    for reference in _enquiries(doing):
        publication.answer_enquiry(reference=reference, status=status, message=message, at=doing.at)
