"""Reading the pages of a case, and searching the cases: recorded before anything is shown."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from bluelamp.casework.models import Case
from bluelamp.casework.work import may_act
from bluelamp.people.actor import Actor
from bluelamp.record import reading
from bluelamp.record import services as record
from bluelamp.vault.errors import KeyDestroyed


def read_case(*, case: Case, actor: Actor, at: datetime) -> None:
    """Record that this person reads the pages of a case: once in each sitting, however many pages they open.

    Of a case that has been erased nothing is left to read, and nothing is recorded.
    """
    reference, reader = case.reference, actor.reference
    begun = at - settings.BLUELAMP_FORCE.reading.sitting
    if reading.is_reading(case=reference, actor=reader, since=begun):
        return
    try:
        with transaction.atomic():
            in_turn = has_turn(case, actor)
            record.opened(case=reference, in_turn=in_turn, actor=reader, at=at)
    except KeyDestroyed:
        return


def has_turn(case: Case, actor: Actor) -> bool:
    """Whether the case is any of this person's work.

    It is where something open on it waits for them or their role, where they opened it, are its
    officer or are named to it, and where they have done anything in it before.
    """
    if actor.hands & {case.officer, case.opened_by}:
        return True
    return (
        case.turns.filter(may_act(actor)).exists()
        or case.named.filter(officer=actor.reference).exists()
        or reading.has_acted(case=case.reference, actor=actor.reference)
    )


def search_cases(*, text: str, found: int, actor: Actor, at: datetime) -> None:
    """Record what this person searched the work list for, and how many cases they are about to be shown."""
    record.searched(text=text, found=found, actor=actor.reference, at=at)
