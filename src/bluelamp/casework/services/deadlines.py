"""Deadlines act when they come, once; people set reviews and say what was done."""

from datetime import date, datetime

from bluelamp.casework import deadlines, letters
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.days_ahead import DeadlineKind
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.lifecycle import ENDED, Act
from bluelamp.casework.models import Deadline
from bluelamp.casework.pack import london
from bluelamp.casework.services.age import come_of_age
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.roles import Role


def set_review(*, case: str, on: date, why: str, actor: Actor, at: datetime) -> Deadline:
    """Set the day on which the case is to be looked at again."""
    if on <= london(at):
        raise BadInput("Choose a day that lies ahead.", field="on")
    need(why, "Say what is to be looked at.", field="why")
    with acting(Act.SET_REVIEW, case=case, actor=actor, at=at) as doing:
        row = Deadline.objects.create(
            case=doing.case,
            kind=DeadlineKind.REVIEW,
            falls_on=on,
            why=why.strip(),
            set_by=f"officer {actor.reference} {at.isoformat()}",
            set_at=at,
        )
        doing.entry(falls_on=on.isoformat(), why=row.why)
    return row


def meet_deadline(
    *, case: str, deadline: int, what_was_done: str, actor: Actor, at: datetime
) -> None:
    """Say what was done about a deadline, which closes it."""
    need(what_was_done, "Say what was done.", field="what_was_done")
    with acting(Act.MEET_DEADLINE, case=case, actor=actor, at=at) as doing:
        row = Deadline.objects.filter(pk=deadline, case=doing.case, ended="").first()
        if row is None:
            raise OutOfOrder("That deadline has been closed already.")
        done = what_was_done.strip()
        deadlines.end(row, deadlines.DONE, by=actor.reference, at=at, what_was_done=done)
        doing.entry(**_entry(row), what_was_done=done)


def fall_due(*, deadline: Deadline, at: datetime) -> None:
    """Let a deadline that has come act: once, however often it is called.

    It is told to the press desk and the officer and stays open on the case; on a case that is over
    it lapses, unless it is a review. Raises OutOfOrder where it has acted or been closed already.
    """
    with acting(Act.FALL_DUE, case=deadline.case.reference, actor=SYSTEM, at=at) as doing:
        row = Deadline.objects.get(pk=deadline.pk)
        if row.ended or row.reached_at:
            raise OutOfOrder("That deadline has acted already.")
        row.reached_at = at
        row.save()
        facts = []
        if row.kind == DeadlineKind.EIGHTEENTH_BIRTHDAY:
            facts = come_of_age(doing)
            deadlines.reckon(doing.case, at=at)
        if doing.case.state in ENDED and row.kind != DeadlineKind.REVIEW:
            deadlines.end(row, deadlines.LAPSED, by=SYSTEM.reference, at=at)
        else:
            _write(doing, row)
        doing.entry(**_entry(row), facts=facts)


def _entry(row: Deadline) -> dict[str, str]:
    return {"deadline": row.kind, "falls_on": row.falls_on.isoformat(), "why": row.why}


def _write(doing: Acting, row: Deadline) -> None:
    """Tell the press desk and the officer."""
    for to in (Role.PRESS_OFFICER, doing.case.officer):
        letters.write(
            case=doing.case,
            to=to,
            words="a deadline has come",
            text=f"{DeadlineKind(row.kind).words} ({row.falls_on:%-d %B %Y}). See what follows from it, and say what was done.",
            page="proceedings",
            at=doing.at,
        )
