"""The one way in which a request changes: by somebody who works requests, on a locked row, with its entry in the record."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from bluelamp.ledger.entries import JSON
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.record import services as record
from bluelamp.requests.errors import BadInput, MayNotWork, NoSuchRequest, NotNow
from bluelamp.requests.models import Request
from bluelamp.requests.values import State

WORKS: Final = frozenset({Role.DISCLOSURE_OFFICER})
READS: Final = WORKS | {Role.AUDITOR}

_STANDS: Final = {
    State.OPEN: "it is not answered yet",
    State.ANSWERED: "it has been answered",
    State.ENDED: "it was ended without an answer",
}


def check_works(actor: Actor) -> None:
    """Raise MayNotWork for whoever does not work requests."""
    if not WORKS & actor.roles:
        raise MayNotWork(
            "Only a disclosure officer works requests, and you are not one.",
            what_next="Ask a disclosure officer to do it.",
        )


@contextmanager
def doing(
    reference: str, *, actor: Actor, states: Collection[State] = (State.OPEN,)
) -> Iterator[Request]:
    """The request, locked until the caller's change and its entry stand or fall together.

    Raises MayNotWork, NoSuchRequest, and NotNow where it is in none of the states.
    """
    check_works(actor)
    with transaction.atomic():
        row = Request.objects.select_for_update().filter(reference=reference).first()
        if row is None:
            raise no_such(reference)
        if row.state not in states:
            raise NotNow(f"This cannot be done about {reference}: {_STANDS[State(row.state)]}.")
        yield row


def no_such(reference: str) -> NoSuchRequest:
    """The sentence for a request that is not there."""
    return NoSuchRequest(f"There is no request {reference}.")


def enter(
    kind: str,
    row: Request,
    *,
    actor: Actor,
    at: datetime,
    case: str = "",
    **body: JSON,
) -> None:
    """Record an act on the request, in the record of a case where it was done to that."""
    record.append(
        kind=kind,
        case=case or row.reference,
        actor=actor.reference,
        at=at,
        body={"request": row.reference, **body, **_lent(actor)},
    )


def need(value: str, sentence: str, *, field: str) -> str:
    """What was entered, trimmed; raises BadInput with the sentence where that is nothing."""
    if not value.strip():
        raise BadInput(sentence, field=field)
    return value.strip()


def _lent(actor: Actor) -> Mapping[str, Any]:
    lender = actor.stands_in_for(WORKS)
    return {"acted_for": lender} if lender else {}
