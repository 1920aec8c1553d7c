"""A custody image on its way: looked up, made ready, told of, and live."""

from datetime import datetime, timedelta
from typing import Any

from bluelamp.casework import services
from bluelamp.casework.pack import london
from bluelamp.project.demo import story, told
from bluelamp.project.demo.cast import ASHA, MARY, REN
from bluelamp.project.demo.story import PORTRAIT, Subject, who

SOUGHT = "The person convicted"
# What an ordinary case says beside the court's register and the restrictions.
ORDINARY: dict[str, Any] = {
    "image_owner": "this_force",
    "policing_purpose_against": False,
    "category": [],
    "category_settled": True,
    "harm_assessment": "none",
    "other_proceedings": "none",
    "vulnerable_adult": False,
    "other_exceptional_reason": False,
    "minor_offence": "no",
    "delay_from_related_restriction": False,
}


def convict_of(person: str, offence: str, court: str, case_number: str) -> Subject:
    """Somebody who was convicted today."""
    return Subject(person=person, offence=offence, court=court, case_number=case_number)


def establish(case: str, *, at: datetime, **differs: Any) -> None:
    """Court, age and restrictions are looked up, the facts recorded, the rights test answered; the advice is kept."""
    told.convict(case, at=at)
    reason = "Robbery squad; checked against the crime report."
    facts = ORDINARY | differs
    told.say(case, by=REN, evidence="Crime report", reason=reason, at=at, **facts)
    related = "not_related" if facts["category"] else "nobody_protected"
    told.look(case, related=related, at=at)
    told.weigh(case, by=ASHA, at=at)
    services.advise(case=case, actor=who(ASHA), at=at)


def with_people(subject: Subject, *, picture: str = PORTRAIT, at: datetime) -> str:
    """The picture has been confirmed, and the people in it have been found."""
    case = story.open_case(subject, at=at)
    establish(case, at=at)
    sha256 = story.bring_image(case, picture, at=at)
    note = "Compared with the custody record; I was at the interview."
    story.confirm(case, sha256, by=MARY, note=note, at=at)
    story.find_people(case, at=at)
    return case


def notified(subject: Subject, *, picture: str = PORTRAIT, at: datetime) -> str:
    """The picture is ready, the caption written, and the officer told when it will be released."""
    case = with_people(subject, picture=picture, at=at)
    story.keep_one(case, why=SOUGHT, at=at)
    story.approve(case, story.obscure(case, at=at), at=at)
    offence = subject.offence.lower()
    story.caption(
        case,
        headline=f"{subject.person} convicted of {offence}",
        text=(
            f"{subject.person} was convicted of {offence} at {subject.court} on"
            f" {london(at):%-d %B %Y}. Anyone with information about this case can call 101 or,"
            " anonymously, Crimestoppers on 0800 555 111."
        ),
        alt_text=f"{subject.person} facing the camera; everyone else in the picture is covered.",
        at=at,
    )
    planned = at + timedelta(hours=5)
    services.notify_officer(
        case=case, officer=REN.reference, planned_for=planned, actor=who(ASHA), at=at
    )
    return case


def live(subject: Subject, *, picture: str = PORTRAIT, at: datetime) -> str:
    """Walk a case from enquiry to live."""
    case, later = unopposed(subject, picture=picture, at=at)
    reasons = "Serious conviction today; reporter’s request; every check is in place."
    story.release(case, reasons=reasons, at=later)
    return case


def unopposed(subject: Subject, *, picture: str = PORTRAIT, at: datetime) -> tuple[str, datetime]:
    """The window to object runs out in silence five hours later, and restrictions are looked up again."""
    case = notified(subject, picture=picture, at=at)
    later = at + timedelta(hours=5)
    services.close_window(case=case, at=later)
    told.look(case, at=later)
    return case, later
