"""What PACE Code D asks of a release by which suspects are to be identified (BWV-16, law D-1 to D-6)."""

import hashlib
from datetime import date, datetime

from bluelamp.casework.acting import acting
from bluelamp.casework.entered import need, need_past
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import CallerAccount, DefenceViewing, ExactCopy, WitnessAsked
from bluelamp.casework.standing import standing
from bluelamp.people.actor import Actor
from bluelamp.vault import selectors as vault

OUTCOMES: dict[str, str] = {
    "viewed": "They viewed it",
    "declined": "They declined",
    "not_practicable": "It was not practicable, or would have delayed the procedure unreasonably",
}


def keep_exact_copy(*, case: str, channel: str, actor: Actor, at: datetime) -> ExactCopy:
    """Keep an exact copy of what a channel is given: the approved rendition, read back from the vault and hashed.

    Raises OutOfOrder before the rendition is approved, and where its copy for this channel is kept
    already; AssetMissing or AssetDamaged where the vault cannot give the bytes.
    """
    need(channel, "Say where it will be shown.", field="channel")
    with acting(Act.KEEP_COPY, case=case, actor=actor, at=at) as doing:
        approved = standing(doing.case).approved
        if approved is None:
            raise OutOfOrder("The obscured picture must be approved first: its bytes are the copy.")
        if approved.exact_copies.filter(channel=channel.strip()).exists():
            raise OutOfOrder(f"The exact copy for “{channel.strip()}” is kept already.")
        row = ExactCopy.objects.create(
            case=doing.case,
            rendition=approved,
            channel=channel.strip(),
            sha256=_hash_held(approved.sha256, case=case),
            kept_by=actor.reference,
            kept_at=at,
        )
        doing.entry(sha256=row.sha256, channel=row.channel)
    return row


def offer_viewing(
    *, case: str, offered_to: str, offered_on: date, actor: Actor, at: datetime
) -> DefenceViewing:
    """Record that a suspect or their solicitor was offered a viewing of what was released (Code D 3.39)."""
    need(offered_to, "Say who was offered it: the suspect, or which solicitor.", field="offered_to")
    need_past(offered_on, at=at, field="offered_on")
    with acting(Act.OFFER_VIEWING, case=case, actor=actor, at=at) as doing:
        row = DefenceViewing.objects.create(
            case=doing.case,
            offered_to=offered_to.strip(),
            offered_on=offered_on,
            offered_by=actor.reference,
            recorded_at=at,
        )
        doing.entry(offered_to=row.offered_to, offered_on=offered_on.isoformat())
    return row


def answer_viewing(
    *,
    case: str,
    viewing: int,
    outcome: str,
    outcome_on: date,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Record what came of the offer; that it was not practicable needs a reason."""
    if outcome not in OUTCOMES:
        raise BadInput("Choose what came of it.", field="outcome")
    if outcome == "not_practicable":
        need(note, "Say why it was not practicable.", field="note")
    need_past(outcome_on, at=at, field="outcome_on")
    with acting(Act.ANSWER_VIEWING, case=case, actor=actor, at=at) as doing:
        row = doing.case.viewings.filter(pk=viewing, outcome="").first()
        if row is None:
            raise OutOfOrder("This offer has been answered already, or is another case’s.")
        row.outcome, row.outcome_on, row.note = outcome, outcome_on, note.strip()
        row.answered_by, row.answered_at = actor.reference, at
        row.save()
        doing.entry(
            offered_to=row.offered_to,
            viewing=OUTCOMES[outcome],
            outcome_on=outcome_on.isoformat(),
            note=row.note,
        )


def ask_witness(
    *,
    case: str,
    witness: str,
    asked_on: date,
    asked_by: str,
    saw_it: bool,
    circumstances: str = "",
    actor: Actor,
    at: datetime,
) -> WitnessAsked:
    """Record that an eye-witness, after taking part, was asked whether they had seen the release (Code D 3.40)."""
    need(witness, "Say which witness, by reference and not by name.", field="witness")
    need(asked_by, "Say who asked.", field="asked_by")
    if saw_it:
        need(circumstances, "Say what they saw, where and when.", field="circumstances")
    need_past(asked_on, at=at, field="asked_on")
    with acting(Act.ASK_WITNESS, case=case, actor=actor, at=at) as doing:
        row = WitnessAsked.objects.create(
            case=doing.case,
            witness=witness.strip(),
            asked_on=asked_on,
            asked_by=asked_by.strip(),
            saw_it=saw_it,
            circumstances=circumstances.strip(),
            recorded_by=actor.reference,
            recorded_at=at,
        )
        doing.entry(
            witness=row.witness,
            asked_on=asked_on.isoformat(),
            asked_by=row.asked_by,
            saw_the_release=saw_it,
            circumstances=row.circumstances,
        )
    return row


def take_account(
    *,
    case: str,
    called_at: datetime,
    said: str,
    taken_by: str,
    saw: str = "",
    caller: str = "",
    actor: Actor,
    at: datetime,
) -> CallerAccount:
    """Record what somebody said who answered the appeal, and how they came to see it (Code D 3.41).

    Without a reference of the caller's own they are “Caller 1”, “Caller 2”, and so on.
    """
    need(said, "Write what they said.", field="said")
    need(taken_by, "Say who took the account.", field="taken_by")
    if called_at > at:
        raise BadInput("The call cannot lie ahead.", field="called_on")
    with acting(Act.TAKE_ACCOUNT, case=case, actor=actor, at=at) as doing:
        reference = caller.strip() or f"Caller {doing.case.accounts.count() + 1}"
        if doing.case.accounts.filter(caller=reference).exists():
            raise BadInput(
                f"There is an account of “{reference}” already: give this one another reference.",
                field="caller",
            )
        row = CallerAccount.objects.create(
            case=doing.case,
            caller=reference,
            called_at=called_at,
            said=said.strip(),
            saw=saw.strip(),
            taken_by=taken_by.strip(),
            recorded_by=actor.reference,
            recorded_at=at,
        )
        doing.entry(
            caller=reference, called_at=called_at.isoformat(), said=row.said, saw=row.saw,
            taken_by=row.taken_by,
        )  # fmt: skip
    return row


def _hash_held(sha256: str, *, case: str) -> str:
    """The sha256 of the bytes that the vault gives for the rendition; the vault gives no others."""
    with vault.open_rendition(sha256=sha256, case=case) as held:
        return hashlib.file_digest(held, "sha256").hexdigest()
