"""What is told of a case in the demonstration: in court, of restrictions, in the rights test, and as facts."""

from datetime import datetime
from typing import Any

from bluelamp.casework import rights, selectors, services
from bluelamp.casework.court import Event, EventKind
from bluelamp.casework.pack import london
from bluelamp.casework.rights import Answers
from bluelamp.casework.routes import Route
from bluelamp.casework.services import Said
from bluelamp.project.demo.cast import ASHA, KAY, REN, Player
from bluelamp.project.demo.story import who

# The answers to the rights test, by question; those of one route alone stand under it.
WRITTEN: dict[int, str] = {
    2: "As the court events and the facts of this case say; checked with the court office today.",
    3: "The police’s common-law duty; part 3 of the Data Protection Act 2018.",
    4: "Set out under the purpose chosen above, for this case alone.",
    5: "A description alone has brought nobody forward. This picture is the least that will do.",
    6: "Serious: people were put in fear, and more may be at risk until this is known.",
    7: "Nobody’s home or family is shown. No risk to life has been raised by those asked.",
    8: "The public has an interest in knowing, and the press in reporting, how this ended.",
    9: "No trial can be prejudiced: no other proceedings are active, and no order is in force.",
    11: "The gallery and the press site, until the purpose has been served or a year has passed.",
    13: "Reprisals and harassment were considered with the officer in the case: no sign of either.",
    14: "The purpose weighs more than the intrusion, which covers nobody but the person sought.",
}


def say(
    case: str, *, by: Player, evidence: str, reason: str = "", at: datetime, **facts: Any
) -> None:
    """Facts are recorded, with who says so and on what evidence."""
    said = tuple(
        Said(name=name, value=value, reason=reason, evidence=evidence)
        for name, value in facts.items()
    )
    services.record_facts(case=case, said=said, actor=who(by), at=at)


def weigh(case: str, *, by: Player = KAY, purpose: str = "", at: datetime, **differs: Any) -> None:
    """The rights test is answered, in favour of release but for what differs."""
    route = selectors.case_view(case, actor=who(by), at=at).route
    answers: dict[str, Any] = {
        "purpose": purpose or next(iter(rights.PURPOSES[route])),
        "basis": "pace_64a" if route is Route.CUSTODY_IMAGE else "policing",
        "regime": "law_enforcement",
        "legitimate": True,
        "necessary": True,
        "proportionate": True,
        "reasons": {question.number: WRITTEN[question.number] for question in rights.asked(route)},
    }
    services.answer_rights_test(
        case=case, answers=Answers(**answers | differs), actor=who(by), at=at
    )


def convict(case: str, *, at: datetime) -> None:
    """The person, an adult, was found guilty today."""
    event = Event(
        kind=EventKind.FOUND_GUILTY,
        on=london(at),
        source="Court register",
        evidence="Register of today",
        custody="custodial",
        hospital_order="none",
    )
    services.record_court_event(case=case, event=event, actor=who(ASHA), at=at)
    adult(case, at=at)


def adult(case: str, *, at: datetime) -> None:
    """The officer says that the person is an adult."""
    services.record_age(
        case=case, age_group="adult", source="Custody record", actor=who(REN), at=at
    )


def look(case: str, *, by: Player = ASHA, related: str = "nobody_protected", at: datetime) -> None:
    """Somebody asks the court which restrictions are in force: none."""
    services.check_restrictions(
        case=case,
        sources="Northbridge court office, by telephone",
        related=related,
        actor=who(by),
        at=at,
    )


def quash(case: str, *, at: datetime) -> None:
    """The Court of Appeal quashes the conviction."""
    event = Event(
        kind=EventKind.QUASHED,
        on=london(at),
        source="Court of Appeal",
        evidence="Order of the Court of Appeal",
    )
    services.record_court_event(case=case, event=event, actor=who(ASHA), at=at)
