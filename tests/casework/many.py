"""Thousands of cases, for what must stay fast."""

from datetime import datetime, timedelta

from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case, Turn
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role


def many(count: int, *, opened_by: Actor, at: datetime) -> None:
    """Cases as rows alone, a third of them over, each of the rest with a turn."""
    states = (State.PREPARING, State.NOTIFIED, State.TAKEN_DOWN)
    cases = Case.objects.bulk_create(
        Case(
            reference=f"CI-25-{number:04d}",
            route="custody-image",
            state=states[number % 3],
            person=f"Person {number}",
            court="Northbridge Crown Court",
            case_number=f"T2025{number:04d}",
            offence="Robbery",
            unit="Northbridge CID" if number % 2 else "Eastmere CID",
            officer="IO-201",
            due_at=at + timedelta(hours=number - 5) if number < 30 and number % 3 != 2 else None,
            opened_by=opened_by.reference,
            opened_at=at,
            changed_at=at - timedelta(minutes=number),
        )
        for number in range(count)
    )
    Turn.objects.bulk_create(
        Turn(case=case, place=0, task="caption", words="Caption", role=Role.PRESS_OFFICER)
        for case in cases
        if case.state != State.TAKEN_DOWN
    )
