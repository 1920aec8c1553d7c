"""A request comes in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bluelamp.people.actor import Actor
from bluelamp.publication.public.references import insert_with_reference
from bluelamp.requests.doing import check_works, enter, need
from bluelamp.requests.errors import BadInput
from bluelamp.requests.models import Question, Request
from bluelamp.requests.post import acknowledge
from bluelamp.requests.values import PROVISIONS, CameBy, Kind, Regime


@transaction.atomic
def receive(  # noqa: PLR0913  each is a column of the request
    *,
    kind: Kind,
    name: str,
    came_by: CameBy,
    received_on: date,
    text: str,
    email: str = "",
    address: str = "",
    questions: Sequence[str] = (),
    regime: Regime | None = None,
    person: str = "",
    acts_for: str = "",
    other_names: str = "",
    numbers: str = "",
    actor: Actor,
    at: datetime,
) -> str:
    """Record a request and acknowledge it; gives its reference.

    A request for information has numbered questions; a right has a person, whose data it is about,
    and the law that holds for them. Raises MayNotWork, and BadInput naming the field.
    """
    check_works(actor)
    _check_day(received_on, at)
    asked = tuple(each.strip() for each in questions if each.strip())
    columns: dict[str, Any] = {
        "kind": kind,
        "name": need(name, "Say who asks.", field="name"),
        "email": email.strip(),
        "address": _reachable(address.strip(), email),
        "came_by": came_by,
        "received_on": received_on,
        "text": text.strip(),
        "recorded_by": actor.reference,
        "recorded_at": at,
    }
    if kind.is_right:
        law = _law(kind, regime)
        lines = {"other_names": other_names, "numbers": numbers}
        columns |= {"regime": law, **_whose(person, acts_for, **lines)}
        need(text, "Say what they ask for, in their words.", field="text")
    elif not asked:
        raise BadInput("Enter at least one question.", field="questions")
    row = insert_with_reference(Request, kind.prefix, at=at, columns=columns)
    Question.objects.bulk_create(
        Question(request=row, number=number, text=each) for number, each in enumerate(asked, 1)
    )
    _enter(row, asked, actor=actor, at=at)
    acknowledge(row, by=actor, at=at)
    return row.reference


def _check_day(received_on: date, at: datetime) -> None:
    if received_on > timezone.localdate(at):
        raise BadInput("That day is yet to come.", field="received_on")


def _reachable(address: str, email: str) -> str:
    if not address and not email.strip():
        raise BadInput("Enter an e-mail address, or where a letter reaches them.", field="email")
    return address


def _law(kind: Kind, regime: Regime | None) -> Regime:
    if regime is None:
        raise BadInput("Choose the law that holds for the data.", field="regime")
    if (kind, regime) not in PROVISIONS:
        raise BadInput(
            "Part 3 of the Act knows no right to object: take it as a request for erasure or restriction.",
            field="regime",
        )
    return regime


def _whose(person: str, acts_for: str, **lines: str) -> dict[str, str]:
    return {
        "person": need(person, "Name the person whose data it is about.", field="person"),
        "acts_for": acts_for.strip(),
        **{field: "\n".join(_lines(words)) for field, words in lines.items()},
    }


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _enter(row: Request, questions: Sequence[str], *, actor: Actor, at: datetime) -> None:
    enter(
        "request received",
        row,
        actor=actor,
        at=at,
        request_kind=row.kind,
        name=row.name,
        person=row.person,
        received_on=row.received_on.isoformat(),
        text=row.text,
        questions=list(questions),
        acts_for=row.acts_for,
    )
