"""How old the person is, and what follows when they come of age."""

from datetime import date, datetime
from typing import Any

from bluelamp.casework import restrictions
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import PersonsAge
from bluelamp.casework.pack import london
from bluelamp.casework.provisions import provisions
from bluelamp.casework.restrictions import ADULT, UNDER_18
from bluelamp.casework.services.restrictions import check_no_child, end, settle
from bluelamp.people.actor import Actor


def record_age(
    *,
    case: str,
    born_on: date | None = None,
    age_group: str = "",
    source: str,
    evidence: str = "",
    actor: Actor,
    at: datetime,
) -> PersonsAge:
    """Record the person's day of birth or, where nobody knows it, whether they are an adult or under 18."""
    if bool(born_on) == bool(age_group):
        raise BadInput(
            "Enter the day of birth or, if it is not known, say whether under 18.", field="born_on"
        )
    if born_on and not date(1900, 1, 1) <= born_on <= london(at):
        raise BadInput("Enter the day of birth: it cannot lie ahead.", field="born_on")
    if age_group and age_group not in (ADULT, UNDER_18):
        raise BadInput("Say whether the person is an adult or under 18.", field="age_group")
    need(source, "Say who says so, such as the custody record.", field="source")
    with acting(Act.RECORD_AGE, case=case, actor=actor, at=at) as doing:
        before = restrictions.settled(doing.case, at=at)
        row = PersonsAge.objects.create(
            case=doing.case,
            born_on=born_on,
            age_group=age_group,
            source=source.strip(),
            evidence=evidence.strip(),
            recorded_by=actor.reference,
            recorded_at=at,
        )
        check_no_child(doing)
        facts = settle(
            doing, before, reason="How old the person is", said_by=row.source, evidence=row.evidence
        )
        doing.entry(born_on=str(born_on or ""), source=row.source, facts=facts)
    return row


def come_of_age(doing: Acting) -> list[dict[str, Any]]:
    """On the eighteenth birthday: what the law ends by itself on that day is ended; what the entry says of the facts."""
    before = restrictions.settled(doing.case, at=doing.at)
    for row in restrictions.in_force(doing.case):
        if restrictions.of_the_child(row) and provisions()[row.provision].ends_at_18:
            end(doing, row, restrictions.EXPIRED, "The person turned 18")
    return settle(doing, before, reason="The person turned 18")
