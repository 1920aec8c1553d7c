"""What a takedown brings with it: the fact that ends the purpose, an image set aside, a breach record; and what must be gone first."""

from datetime import datetime

from django.db import transaction

from bluelamp.casework.acting import Acting
from bluelamp.casework.aftermath import remaining
from bluelamp.casework.errors import ContradictoryFacts, OutOfOrder
from bluelamp.casework.grounds import Reason
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Case, Takedown
from bluelamp.casework.progress import MUST_COME_DOWN
from bluelamp.casework.services.advise import Said, assert_fact
from bluelamp.casework.services.breach import BreachKind, begin
from bluelamp.casework.services.identity import set_aside_what_went_out
from bluelamp.policy import PolicyError


def called_for(case: Case) -> datetime | None:
    """When the policy first called for what is live to come down; None where it has not."""
    return case.due_at if case.turns.filter(task=MUST_COME_DOWN.page).exists() else None


def follow_up(doing: Acting, taken: Takedown, why: Reason) -> None:
    """Record what the takedown tells of the case; nothing here can stop the takedown."""
    if why.fact:
        said = Said(name=why.fact, value=why.value, reason=taken.explanation, evidence="Takedown")
        _assert(doing, said)
    if taken.reason == BreachKind.WRONG_PERSON:
        set_aside_what_went_out(doing, note=taken.explanation)
    if why.is_breach:
        kind, account = BreachKind(taken.reason), taken.explanation
        begin(doing, kind=kind, account=account, known_at=doing.at, takedown=taken)


def check_nothing_left(case: Case) -> None:
    """Raise OutOfOrder where a recipient, a channel, a receipt or a breach is open still, naming it."""
    left = [each.words for each in remaining(case) if each.act is not Act.CONCLUDE]
    if left:
        raise OutOfOrder(f"This case is not closed yet. {'. '.join(left)}.")


def _assert(doing: Acting, said: Said) -> None:
    """Record the fact, unless the policy cannot take it: a takedown must not depend on that."""
    try:
        with transaction.atomic():
            assert_fact(doing, said)
    except (ContradictoryFacts, PolicyError):
        return
