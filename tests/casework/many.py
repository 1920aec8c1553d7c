"""Thousands of cases, for what must stay fast."""

from datetime import datetime, timedelta
from hashlib import sha256

from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case, Image, Named, Turn
from bluelamp.casework.routes import Route
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role


def many(count: int, *, opened_by: Actor, at: datetime, start: int = 0) -> None:
    """Cases of every route as rows alone, with an image each; a third are over, the rest have a turn each.

    A twentieth is sensitive, and whoever opened them is named to it.
    """
    states = (State.PREPARING, State.NOTIFIED, State.TAKEN_DOWN)
    routes = list(Route)
    cases = Case.objects.bulk_create(
        Case(
            reference=f"{routes[number % 6].way.prefix}-25-{number:04d}",
            route=routes[number % 6],
            state=states[number % 3],
            person=f"Person {number}",
            court="Northbridge Crown Court",
            case_number=f"T2025{number:04d}",
            offence="Robbery",
            unit="Northbridge CID" if number % 2 else "Eastmere CID",
            officer="IO-201",
            sensitive=number % 20 == 19,
            due_at=at + timedelta(hours=number - 5) if number < 30 and number % 3 != 2 else None,
            opened_by=opened_by.reference,
            opened_at=at,
            changed_at=at - timedelta(minutes=number),
        )
        for number in range(start, start + count)
    )
    Named.objects.bulk_create(
        Named(case=case, officer=opened_by.reference, named_by=opened_by.reference, named_at=at)
        for case in cases
        if case.sensitive
    )
    Image.objects.bulk_create(
        Image(
            case=case,
            round=1,
            sha256=sha256(case.reference.encode()).hexdigest(),
            media_type="image/jpeg",
            width=600,
            height=800,
            fetched=False,
            source="Custody",
            supplied_by="IO-201",
            supplied_at=at,
        )
        for case in cases
    )
    Turn.objects.bulk_create(
        Turn(case=case, place=0, task="caption", words="Caption", role=Role.PRESS_OFFICER)
        for case in cases
        if case.state != State.TAKEN_DOWN
    )
