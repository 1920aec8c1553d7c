"""After an older copy of the database was put back: everything done since is done again, and the desk is opened.

The rooms whose acts must not come undone register what they do again: a takedown, an erasure.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bluelamp.ledger.entries import JSON
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.record import agreement, aside, closures, witnessing
from bluelamp.record.errors import CannotRejoin
from bluelamp.record.models import EntryBody
from bluelamp.record.rows import rows
from bluelamp.record.services.append import add, append
from bluelamp.record.services.checkpoint import checkpoint
from bluelamp.record.services.keep_aside import keep_aside
from bluelamp.record.values import ERASED, CheckpointView, ClosureView
from bluelamp.witness.asking import Said

OPENED = "desk opened"
Redo = Callable[..., Sequence[str]]
_redone: list[Redo] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejoined:
    """What the desk was closed for, what was done again (a sentence each), and the checkpoint on which it was opened."""

    closed: Sequence[ClosureView]
    redone: Sequence[str]
    checkpoint: CheckpointView


def when_rejoining(redo: Redo) -> Redo:
    """Decorate what does again what an older copy has forgotten: called with `actor` and `at`, it says what it did."""
    _redone.append(redo)
    return redo


def rejoin(*, actor: Actor, reasons: str, unwitnessed: bool = False, at: datetime) -> Rejoined:
    """Bring a database that was put back up to what is kept elsewhere, and open the desk to release.

    What an older copy has forgotten is done again first, and stays done even where the desk cannot be
    opened. Then the record must agree, leaf by leaf, with what is kept aside, and each witness must
    cosign it; `unwitnessed` goes without those that cannot be reached. Raises CannotRejoin.
    """
    _check(actor, reasons)
    if agreement.look(at=at, thoroughly=True) is None:
        raise CannotRejoin("The desk is open: the record agrees with what is kept aside.")
    with transaction.atomic():
        redone = [*_erased_again(), *_lost(actor, at)]
        redone += [words for redo in _redone for words in redo(actor=actor, at=at)]
    signed = checkpoint(at=at)
    _cosigned(unwitnessed=unwitnessed, at=at)
    keep_aside(anew=True)
    _agrees()
    with transaction.atomic():
        closed = closures.open_all(actor=actor.reference, reasons=reasons.strip(), at=at)
        body: dict[str, JSON] = {
            "closed_because": [each.words for each in closed],
            "done_again": redone,
            "reasons": reasons.strip(),
            "unwitnessed": unwitnessed,
        }
        append(kind=OPENED, case="", actor=actor.reference, at=at, body=body)
    return Rejoined(closed=closed, redone=redone, checkpoint=signed)


def _check(actor: Actor, reasons: str) -> None:
    if not actor.holds(Role.ADMINISTRATOR):
        raise CannotRejoin("Only an administrator opens the desk to release again.")
    if not reasons.strip():
        raise CannotRejoin("Say why the database as it is now is to be relied on.")


def _erased_again() -> list[str]:
    """Delete once more what was erased and has come back."""
    again = EntryBody.objects.filter(entry_id__in=aside.erasures())
    numbers = sorted(again.values_list("entry_id", flat=True))
    again.delete()
    return [f"Erased again: entries {_listed(numbers)}."] if numbers else []


def _lost(actor: Actor, at: datetime) -> list[str]:
    """Say in the record which entries have no body, and are explained by no entry."""
    bodiless, explained = set(), set()
    for row in rows():
        said = row.opened()
        if said is None:
            bodiless.add(row.seq)
        elif row.kind == ERASED:
            explained.update(json.loads(said.body)["body"]["entries"])
    lost = sorted(bodiless - explained)
    if not lost:
        return []
    reason = "Lost when an older copy of the database was put back, or erased before."
    add(
        kind=ERASED,
        case="",
        actor=actor.reference,
        at=at,
        body={"entries": lost, "reason": reason},
    )
    return [f"What these entries said is lost: {_listed(lost)}."]


def _cosigned(*, unwitnessed: bool, at: datetime) -> None:
    """Raise CannotRejoin unless every witness cosigns the record now, those aside that may be left out."""
    enough = {Said.COSIGNED, Said.UNREACHABLE} if unwitnessed else {Said.COSIGNED}
    for told in witnessing.offer(at=at):
        if told.said not in enough:
            raise CannotRejoin(f"The desk stays closed to release. {told.name}: {told.words}")


def _agrees() -> None:
    """Raise CannotRejoin unless the record is, leaf by leaf, what is kept aside."""
    for fault in agreement.faults():
        at_entry = f"Entry {fault.seq}: " if fault.seq else ""
        raise CannotRejoin(f"The desk stays closed to release. {at_entry}{fault.words}.")


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)
