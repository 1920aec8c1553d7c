"""The one way in which a case changes: checked against the table, inside one transaction, with its entry in the record."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from bluelamp.casework import access, figures, numbering, permitted, telling, turns
from bluelamp.casework.errors import MustBeSomeoneElse
from bluelamp.casework.lifecycle import Act, State, Step
from bluelamp.casework.models import Case, Emergency
from bluelamp.casework.routes import Route
from bluelamp.people.actor import Actor
from bluelamp.record import services as record


@dataclass(slots=True, kw_only=True)
class Acting:
    """An act in progress: the locked case, who acts, for whom and when, and what the record will say.

    `acted_for` is whose role is used, where it is lent; `emergency` the threat to life in which
    somebody does alone what two people do.
    """

    case: Case
    step: Step
    actor: Actor
    at: datetime
    next_state: State | None
    acted_for: str
    emergency: Emergency | None = field(default=None)
    body: Mapping[str, Any] | None = field(default=None)

    def entry(self, **body: Any) -> None:
        """Say what the record keeps of this act; an act without an entry is undone."""
        self.body = body

    def check_another(self, others: Iterable[str], sentence: str) -> None:
        """Raise MustBeSomeoneElse where this person, or a lender of theirs, is one of the others."""
        if self.actor.hands & set(others):
            raise MustBeSomeoneElse(sentence)

    def check_another_or_alone(self, others: Iterable[str], sentence: str) -> None:
        """The same, but for whoever has declared a threat to life on this case: `emergency` then says which."""
        if self.actor.hands & set(others):
            self.emergency = declared_alone(self.case, actor=self.actor, at=self.at)
            if self.emergency is None:
                raise MustBeSomeoneElse(sentence)


@contextmanager
def acting(act: Act, *, case: str, actor: Actor, at: datetime) -> Iterator[Acting]:
    """Do one act of the lifecycle table on a case.

    The case is locked, the act is checked, the body runs, the state moves on and the entry is
    appended, all in one transaction. Raises NoSuchCase (also where the case is closed to the
    actor), NotAllowed or OutOfOrder before the body runs, and AssertionError where it made no entry.
    """
    with transaction.atomic():
        row = locked(case)
        access.check(row, act, actor=actor, at=at)
        step = permitted.check(act=act, state=State(row.state), route=Route(row.route), actor=actor)
        doing = Acting(
            case=row,
            step=step,
            actor=actor,
            at=at,
            next_state=step.next_state,
            acted_for=actor.stands_in_for(step.who),
        )
        yield doing
        _close(doing)


def locked(reference: str) -> Case:
    """The case, locked until the transaction ends; raises NoSuchCase."""
    row = Case.objects.select_for_update().filter(reference=reference).first()
    if row is None:
        raise access.closed(reference)
    return row


def reckon(reference: str, *, at: datetime) -> None:
    """Work out anew whose turn it is on a case, where no act did."""
    with transaction.atomic():
        case = locked(reference)
        turns.reckon(case, at=at)
        case.save(update_fields=["due_at", "reckoned_for"])


def declared_alone(case: Case, *, actor: Actor, at: datetime) -> Emergency | None:
    """The threat to life in which this person may do alone, on this case, what two people do; None where there is none."""
    declared = case.emergencies.filter(declared_by=actor.reference, round=case.round, until__gt=at)
    return declared.order_by("-id").first()


def _close(doing: Acting) -> None:
    if doing.body is None:
        raise AssertionError(f"{doing.step.act} made no entry for the record")
    if doing.next_state is not None:
        doing.case.state = doing.next_state
    doing.case.changed_at = doing.at
    turns.reckon(doing.case, at=doing.at)
    doing.case.save()
    figures.reckon(doing.case)
    appended = record.append(
        kind=doing.step.entry,
        case=doing.case.reference,
        actor=doing.actor.reference,
        at=doing.at,
        body={**doing.body, **_circumstances(doing)},
    )
    numbering.number(doing.case, doing.step.act, entry=appended.seq, body=doing.body)
    telling.tell(doing.step.act, doing.case, by=doing.actor.reference, at=doing.at)


def _circumstances(doing: Acting) -> dict[str, str]:
    """Whose role was used, where it was lent, and why nobody else was asked, where somebody should have been."""
    said = {"acted_for": doing.acted_for} if doing.acted_for else {}
    return {**said, "acted_alone": doing.emergency.threat} if doing.emergency else said
