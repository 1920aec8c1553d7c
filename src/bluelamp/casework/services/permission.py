"""People in a picture are asked whether they may be shown, and told beforehand (BWV-13 to BWV-15)."""

from datetime import date, datetime

from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.entered import need, need_past
from bluelamp.casework.errors import BadInput, NotAllowed
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import AdvanceNotice, Permission, Pictured
from bluelamp.casework.parts import Answer, Part
from bluelamp.casework.services.pictured import assert_people, listed
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role


def record_permission(
    *,
    case: str,
    person: int,
    asked_on: date,
    asked_by: str,
    answer: Answer,
    evidence: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Record that somebody was asked whether they may be shown, and what they said.

    Raises NotAllowed where a victim's or a rescued person's answer is recorded by anybody but
    those who keep contact with victims, BadInput for a day to come or without evidence.
    """
    need(asked_by, "Say who asked.", field="asked_by")
    need(
        evidence,
        "Say where the answer, or the asking, can be found: a statement, a letter, a log.",
        field="evidence",
    )
    need_past(asked_on, at=at, field="asked_on")
    with acting(Act.RECORD_PERMISSION, case=case, actor=actor, at=at) as doing:
        row = listed(doing, person)
        _check_contact(doing, row)
        Permission.objects.create(
            person=row,
            asked_on=asked_on,
            asked_by=asked_by.strip(),
            answer=answer,
            evidence=evidence.strip(),
            recorded_by=actor.reference,
            recorded_at=at,
        )
        assert_people(doing)
        doing.entry(
            person_number=row.number,
            label=row.label,
            asked_on=asked_on.isoformat(),
            asked_by=asked_by.strip(),
            permission=answer,
            evidence=evidence.strip(),
        )


def record_notice(
    *,
    case: str,
    person: int,
    given_on: date | None = None,
    how: str = "",
    impossible_because: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Record that somebody was told beforehand that they will be shown, or why that is not possible.

    Of an officer it is the welfare notice. Raises as `record_permission`.
    """
    if given_on is None and not impossible_because.strip():
        raise BadInput("Say when they were told, or why that is not possible.", field="given_on")
    if given_on is not None and not how.strip():
        raise BadInput("Say how they were told, and by whom.", field="how")
    if given_on is not None:
        need_past(given_on, at=at, field="given_on")
    with acting(Act.RECORD_NOTICE, case=case, actor=actor, at=at) as doing:
        row = listed(doing, person)
        _check_contact(doing, row)
        notice = AdvanceNotice.objects.create(
            person=row,
            given_on=given_on,
            how=how.strip() if given_on else "",
            impossible_because="" if given_on else impossible_because.strip(),
            recorded_by=actor.reference,
            recorded_at=at,
        )
        assert_people(doing)
        doing.entry(
            person_number=row.number,
            label=row.label,
            told_on=given_on.isoformat() if given_on else "",
            how=notice.how,
            not_possible_because=notice.impossible_because,
        )


def may_record(row: Pictured, actor: Actor) -> bool:
    """Whether this person may record what somebody says: a victim's or a rescued person's only a victim contact."""
    of_victim = row.part == Part.VICTIM or row.rescued
    return not of_victim or Role.VICTIM_CONTACT in actor.roles


def _check_contact(doing: Acting, row: Pictured) -> None:
    if not may_record(row, doing.actor):
        raise NotAllowed(
            f"{row.label} is a victim or was rescued: only a victim contact records what they say."
        )
