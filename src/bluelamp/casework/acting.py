"""The one way in which a case changes: checked against the table, inside one transaction, with its entry in the record."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from bluelamp.casework import lifecycle, turns
from bluelamp.casework.errors import NoSuchCase
from bluelamp.casework.lifecycle import Act, State, Step
from bluelamp.casework.models import Case
from bluelamp.casework.routes import Route
from bluelamp.people.actor import Actor
from bluelamp.record import services as record


@dataclass(slots=True, kw_only=True)
class Acting:
    """An act in progress: the locked case, who acts and when, and what the record will say."""

    case: Case
    step: Step
    actor: Actor
    at: datetime
    next_state: State | None
    body: Mapping[str, Any] | None = field(default=None)

    def entry(self, **body: Any) -> None:
        """Say what the record keeps of this act; an act without an entry is undone."""
        self.body = body


@contextmanager
def acting(act: Act, *, case: str, actor: Actor, at: datetime) -> Iterator[Acting]:
    """Do one act of the lifecycle table on a case.

    The case is locked, the act is checked, the body runs, the state moves on and the entry is
    appended, all in one transaction. Raises NoSuchCase, NotAllowed or OutOfOrder before the body
    runs, and AssertionError where the body made no entry.
    """
    with transaction.atomic():
        row = locked(case)
        step = lifecycle.check(act=act, state=State(row.state), route=Route(row.route), actor=actor)
        doing = Acting(case=row, step=step, actor=actor, at=at, next_state=step.next_state)
        yield doing
        _close(doing)


def locked(reference: str) -> Case:
    """The case, locked until the transaction ends; raises NoSuchCase."""
    row = Case.objects.select_for_update().filter(reference=reference).first()
    if row is None:
        raise NoSuchCase(f"There is no case {reference}.")
    return row


def reckon(reference: str, *, at: datetime) -> None:
    """Work out anew whose turn it is on a case, where no act did."""
    with transaction.atomic():
        case = locked(reference)
        turns.reckon(case, at=at)
        case.save(update_fields=["due_at", "reckoned_for"])


def _close(doing: Acting) -> None:
    if doing.body is None:
        raise AssertionError(f"{doing.step.act} made no entry for the record")
    if doing.next_state is not None:
        doing.case.state = doing.next_state
    doing.case.changed_at = doing.at
    turns.reckon(doing.case, at=doing.at)
    doing.case.save()
    record.append(
        kind=doing.step.entry,
        case=doing.case.reference,
        actor=doing.actor.reference,
        at=doing.at,
        body=doing.body,
    )
