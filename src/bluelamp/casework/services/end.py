"""Stage 7 and other ends: taken down by anyone at the desk, closed, or opened again for the full route."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from django.db import DatabaseError

from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput
from bluelamp.casework.grounds import TAKEDOWN_REASONS
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Takedown
from bluelamp.casework.routes import Route
from bluelamp.casework.services.advise import Said, assert_fact
from bluelamp.casework.services.follow_up import called_for, check_nothing_left, follow_up
from bluelamp.casework.services.rights import forget_rights_test
from bluelamp.ledger.errors import LedgerError
from bluelamp.people.actor import Actor
from bluelamp.publication import services as publication
from bluelamp.publication.values import EnquiryStatus
from bluelamp.record.errors import RecordError
from bluelamp.vault.errors import VaultError

TOMBSTONE = "The reason for showing it has gone."


def take_down(*, case: str, reason: str, explanation: str, actor: Actor, at: datetime) -> Takedown:
    """Take every live edition of the case down at once and tell everyone who had it; nobody's approval is needed.

    That the person has been arrested, found or identified is recorded as a fact; what shows somebody
    whom it should not begins a breach record. Where the record will not take the entry, the picture is
    withheld from the public at once all the same, and the error says what to put right first.
    """
    need(explanation, "Say what happened, for the record.", field="explanation")
    with (
        _out_of_sight(case, at=at),
        acting(Act.TAKE_DOWN, case=case, actor=actor, at=at) as doing,
    ):
        why = TAKEDOWN_REASONS.get(reason)
        if why is None or Route(doing.case.route) not in why.routes:
            raise BadInput("Choose why it is taken down.", field="reason")
        return withdrawn(doing, reason=reason, explanation=explanation)


@contextmanager
def _out_of_sight(case: str, *, at: datetime) -> Iterator[None]:
    """Nothing of ours that fails keeps a picture up that somebody may take down and wants to."""
    try:
        yield
    except (RecordError, LedgerError, VaultError, DatabaseError):
        with suppress(DatabaseError):
            publication.withhold(case=case, at=at)
        raise


def withdrawn(doing: Acting, *, reason: str, explanation: str) -> Takedown:
    """Withdraw what is live within the act in progress, with all that follows for this reason (a code)."""
    done = publication.withdraw(
        case=doing.case.reference, tombstone=TOMBSTONE, why=reason, at=doing.at
    )
    row = Takedown.objects.create(
        case=doing.case,
        round=doing.case.round,
        reason=reason,
        explanation=explanation.strip(),
        tombstone=TOMBSTONE,
        recipients=len(done.recipients),
        called_for_at=called_for(doing.case) or doing.at,
        taken_down_by=doing.actor.reference,
        taken_down_at=doing.at,
    )
    follow_up(doing, row, TAKEDOWN_REASONS[reason])
    doing.entry(
        reason=reason,
        explanation=row.explanation,
        editions=[edition.token for edition in done.editions],
        recipients=list(done.recipients),
    )
    return row


def settle_recipient(
    *, case: str, email: str, removed: bool, reasons: str, actor: Actor, at: datetime
) -> None:
    """Settle what became of a recipient's copy: they have said so in another way, or they are written off."""
    need(reasons, "Say how you know, or why nothing more can be done.", field="reasons")
    with acting(Act.SETTLE_RECIPIENT, case=case, actor=actor, at=at) as doing:
        publication.settle_recipient(
            case=case,
            email=email,
            removed=removed,
            reasons=reasons.strip(),
            by=actor.reference,
            at=at,
        )
        doing.entry(recipient=email, removed=removed, reasons=reasons.strip())


def conclude(*, case: str, actor: Actor, at: datetime) -> None:
    """Close a case whose release has ended; raises OutOfOrder naming what is still open."""
    with acting(Act.CONCLUDE, case=case, actor=actor, at=at) as doing:
        check_nothing_left(doing.case)
        doing.entry(concluded=True)


def reopen(*, case: str, reason: str, actor: Actor, at: datetime) -> None:
    """Open an ended case again: a new round, in which nothing approved before counts."""
    need(reason, "Say why the case is opened again.", field="reason")
    with acting(Act.REOPEN, case=case, actor=actor, at=at) as doing:
        doing.case.round += 1
        forget_rights_test(doing)
        if doing.case.decisions.exclude(edition="").exists():
            # Why it is needed once more is answered for this round, never taken over from one before.
            assert_fact(doing, Said(name="needed_again", value=None, known=False, reason=reason))
        doing.entry(reason=reason, round=doing.case.round)


def close(*, case: str, reason: str, actor: Actor, at: datetime) -> None:
    """Close a case that nobody pursues any more, without a decision; raises OutOfOrder where something of a former release is open."""
    need(reason, "Say why the case is closed.", field="reason")
    with acting(Act.CLOSE, case=case, actor=actor, at=at) as doing:
        check_nothing_left(doing.case)
        doing.case.notices.filter(ended="").update(ended="withdrawn", closed_at=at)
        for linked in doing.case.enquiries.all():
            publication.answer_enquiry(
                reference=linked.enquiry,
                status=EnquiryStatus.CLOSED,
                message="We have closed this enquiry without a release.",
                at=at,
            )
        doing.entry(reason=reason)
