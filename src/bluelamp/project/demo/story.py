"""The demonstration's cases: invented, each walked by the cast through the real services to where it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from bluelamp.casework import selectors, services
from bluelamp.casework.pack import london
from bluelamp.casework.services.advise import Said
from bluelamp.jobs.worker import work
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.project.demo.cast import ASHA, IVO, JO, MARY, PIA, REN, REPORTER, Player
from bluelamp.publication.public.enquiries import receive_enquiry
from bluelamp.redaction import keep

GROUP = "group.jpg"
PORTRAIT = "portrait.jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An invented person in an invented case."""

    person: str
    offence: str
    court: str
    case_number: str


def who(player: Player) -> Actor:
    """One of the cast, as an actor."""
    return people.by_reference(player.reference)


def picture(name: str) -> bytes:
    """One of the demonstration's pictures."""
    return files("bluelamp.project.demo").joinpath("pictures", name).read_bytes()


def enquire(subject: Subject, *, at: datetime) -> str:
    """The reporter asks about the person; the enquiry's reference."""
    name, outlet, email = REPORTER
    receipt = receive_enquiry(
        outlet=outlet,
        name=name,
        email=email,
        person=subject.person,
        court=subject.court,
        case_details=f"{subject.offence}, {subject.case_number}",
        deadline=at + timedelta(hours=8),
        question="Will you release the custody image?",
        at=at,
    )
    return receipt.reference


def open_case(subject: Subject, *, at: datetime) -> str:
    """The reporter asks and the press officer opens a case; its reference."""
    case = services.receive(
        person=subject.person,
        enquiry=enquire(subject, at=at),
        court=subject.court,
        case_number=subject.case_number,
        offence=subject.offence,
        unit=REN.unit,
        officer=REN.reference,
        actor=who(ASHA),
        at=at,
    )
    return case.reference


def ordinary_facts(*, at: datetime, **differs: Any) -> tuple[Said, ...]:
    """The facts of an ordinary conviction today, but for what differs."""
    facts: dict[str, Any] = {
        "stage": "convicted",
        "convicted_on": london(at).isoformat(),
        "sentenced_on": None,
        "image_owner": "this_force",
        "age_group": "adult",
        "juvenile_restriction": "none_made",
        "court_order": "none",
        "policing_purpose_against": False,
        "category": [],
        "category_settled": True,
        "harm_assessment": "none",
        "other_proceedings": "none",
        "vulnerable_adult": False,
        "other_exceptional_reason": False,
        "minor_offence": "no",
        "hospital_order": "none",
        "delay_from_related_restriction": False,
        "rights_test": True,
    } | differs
    reasons = {
        "category_settled": "Robbery squad; none of the four categories applies.",
        "rights_test": (
            "Legitimate: reports a conviction and invites other witnesses. Necessary: a description"
            " would not do. Proportionate: serious offence, adult offender, no family shown."
        ),
    }
    return tuple(
        Said(
            name=name,
            value=value,
            reason=reasons.get(name, ""),
            evidence="Court register and crime report",
            said_by="DC Ren Okafor",
        )
        for name, value in facts.items()
    )


def establish(case: str, *, at: datetime, **differs: Any) -> None:
    """The press officer records the facts and asks for advice."""
    services.record_facts(case=case, said=ordinary_facts(at=at, **differs), actor=who(ASHA), at=at)
    services.advise(case=case, actor=who(ASHA), at=at)


def bring_image(case: str, name: str, *, at: datetime) -> str:
    """The investigating officer supplies the image; its sha256."""
    image = services.supply_image(
        case=case,
        content=picture(name),
        source="Custody Imaging System, Northbridge",
        actor=who(REN),
        at=at,
    )
    return image.sha256


def confirm(case: str, sha256: str, *, at: datetime) -> None:
    """Another officer confirms that it is the right person."""
    note = "Compared with the custody record; I interviewed this man."
    services.confirm_identity(case=case, sha256=sha256, note=note, actor=who(MARY), at=at)


def find_people(case: str, *, at: datetime) -> None:
    """The redactor has the people found."""
    services.find_people(case=case, actor=who(IVO), at=at)
    work(once=True)


def keep_one(case: str, sought: Callable[[Any], str], *, at: datetime) -> None:
    """The redactor says who is sought; everyone else stays obscured."""
    view = selectors.case_view(case, actor=who(IVO), at=at)
    plan = view.plan
    if plan is None:
        raise AssertionError(f"{case} has no plan: the worker has not found the people")
    chosen = sought(plan)
    services.change_plan(
        case=case,
        number=view.now.plan.number if view.now.plan else 0,
        change=lambda newest: keep(newest, id=chosen, why="The person convicted"),
        words=f"{chosen} is sought",
        actor=who(IVO),
        at=at,
    )


def obscure(case: str, *, at: datetime) -> str:
    """Everyone else is obscured; the finished picture's sha256."""
    services.prepare(case=case, actor=who(IVO), at=at)
    work(once=True)
    now = selectors.case_view(case, actor=who(IVO), at=at).now
    if now.rendition is None or not now.rendition.examined:
        raise AssertionError(f"{case}: {now.rendition.fault if now.rendition else 'no rendition'}")
    return now.rendition.sha256


def approve(case: str, sha256: str, *, at: datetime) -> None:
    """A second redactor approves the finished picture."""
    note = "Everyone but the person sought is covered, whole heads."
    services.approve_rendition(case=case, sha256=sha256, note=note, actor=who(PIA), at=at)


def caption(case: str, subject: Subject, *, at: datetime) -> None:
    """The press officer writes the caption."""
    services.word(
        case=case,
        headline=f"{subject.person} convicted of {subject.offence.lower()}",
        text=(
            f"{subject.person} was convicted of {subject.offence.lower()} at {subject.court} on"
            f" {london(at):%-d %B %Y}. Anyone with information about this case can call 101 or,"
            " anonymously, Crimestoppers on 0800 555 111."
        ),
        alt_text=f"{subject.person} facing the camera; everyone else in the picture is covered.",
        actor=who(ASHA),
        at=at,
    )


def notify(case: str, *, at: datetime) -> None:
    """The investigating officer is told when it will be released."""
    services.notify_officer(
        case=case,
        officer=REN.reference,
        planned_for=at + timedelta(hours=5),
        actor=who(ASHA),
        at=at,
    )


def authorise(case: str, *, at: datetime) -> None:
    """The senior officer gives authority and adopts the assessment."""
    services.authorise(
        case=case,
        granted=True,
        reasons="Necessary to encourage others to come forward; the victim has been told.",
        risk_assessment="No address or family shown; victim’s anonymity kept; no reprisal known.",
        assessment_adopted=True,
        actor=who(JO),
        at=at,
    )


def release(case: str, *, at: datetime) -> None:
    """The press officer releases."""
    reasons = "Serious conviction today; reporter’s request; every check is in place."
    services.release(case=case, reasons=reasons, actor=who(ASHA), at=at)
