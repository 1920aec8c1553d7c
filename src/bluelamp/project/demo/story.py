"""What the cast does in every case of the demonstration: invented, and walked through the real services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from bluelamp.casework import selectors, services
from bluelamp.casework.routes import Route
from bluelamp.jobs.worker import work
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.project.demo.cast import ASHA, IVO, KAY, PIA, REN, REPORTER, Player
from bluelamp.publication.public.enquiries import receive_enquiry
from bluelamp.redaction import Plan, keep
from bluelamp.redaction.footage.plan import FootagePlan
from bluelamp.redaction.footage.plan import keep as keep_track
from bluelamp.vault.files import nameless

GROUP = "group.jpg"
PORTRAIT = "portrait.jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An invented person, or what a picture shows, in an invented case."""

    person: str
    offence: str = ""
    court: str = ""
    case_number: str = ""


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


def open_case(
    subject: Subject,
    *,
    route: Route = Route.CUSTODY_IMAGE,
    purpose: str = "",
    by: Player = ASHA,
    at: datetime,
) -> str:
    """A case is opened for a policing purpose or, where none is given, because the reporter asks; its reference."""
    case = services.receive(
        route=route,
        person=subject.person,
        purpose=purpose,
        enquiry="" if purpose else enquire(subject, at=at),
        court=subject.court,
        case_number=subject.case_number,
        offence=subject.offence,
        unit=REN.unit,
        officer=REN.reference,
        actor=who(by),
        at=at,
    )
    return case.reference


def approve_release(case: str, *, by: Player = KAY, at: datetime) -> None:
    """The press officer asks for approval, and the officer whose approval the route needs gives it."""
    request = "Approval of this release, on the facts and the rights test recorded."
    services.ask_authority(case=case, request=request, actor=who(ASHA), at=at)
    reasons = "Necessary now, proportionate to the offence; nobody else can be recognised."
    services.authorise(case=case, granted=True, reasons=reasons, actor=who(by), at=at)


def bring_image(
    case: str, name: str, *, source: str = "Custody Imaging System, Northbridge", at: datetime
) -> str:
    """The investigating officer supplies one of the pictures; its sha256."""
    image = services.supply_image(
        case=case, content=picture(name), source=source, actor=who(REN), at=at
    )
    return image.sha256


def bring_footage(case: str, content: bytes, *, source: str, at: datetime) -> str:
    """The investigating officer supplies footage; its sha256."""
    with nameless(len(content)) as file:
        file.write(content)
        image = services.supply_image(case=case, content=file, source=source, actor=who(REN), at=at)
    return image.sha256


def confirm(case: str, sha256: str, *, by: Player, note: str, at: datetime) -> None:
    """Another officer confirms that it is the right person."""
    services.confirm_identity(case=case, sha256=sha256, note=note, actor=who(by), at=at)


def find_people(case: str, *, at: datetime) -> None:
    """The redactor has the people found."""
    services.find_people(case=case, actor=who(IVO), at=at)
    work(once=True)


def keep_one(case: str, *, why: str, at: datetime) -> str:
    """The redactor says who is sought, the person nearest the camera; everyone else stays obscured. Who it is."""
    view = selectors.case_view(case, actor=who(IVO), at=at)
    plan = view.plan
    if plan is None or view.now.plan is None:
        raise AssertionError(f"{case} has no plan: the worker has not found the people")
    chosen, change = _kept(plan, why)
    services.change_plan(
        case=case,
        number=view.now.plan.number,
        change=change,
        words=f"{chosen} is sought",
        actor=who(IVO),
        at=at,
    )
    return chosen


def _kept(plan: Plan | FootagePlan, why: str) -> tuple[str, Callable[[Any], Any]]:
    """The largest that was found in a picture or the first that was followed in footage, and the plan that keeps them."""
    if isinstance(plan, FootagePlan):
        track = plan.tracks[0].id
        return track, lambda newest: keep_track(newest, id=track, why=why)
    region = max(plan.findings, key=lambda found: found.box.area).id
    return region, lambda newest: keep(newest, id=region, why=why)


def obscure(case: str, *, at: datetime) -> str:
    """Everyone else is obscured; the finished picture's sha256."""
    services.prepare(case=case, doubts_left="Each was looked at.", actor=who(IVO), at=at)
    work(once=True)
    now = selectors.case_view(case, actor=who(IVO), at=at).now
    if now.rendition is None or not now.rendition.examined:
        raise AssertionError(f"{case}: {now.rendition.fault if now.rendition else 'no rendition'}")
    return now.rendition.sha256


def approve(case: str, sha256: str, *, at: datetime) -> None:
    """A second redactor approves the finished picture."""
    note = "Everyone but the person sought is covered, whole heads."
    services.approve_rendition(case=case, sha256=sha256, note=note, actor=who(PIA), at=at)


def redact(case: str, *, why: str, at: datetime) -> None:
    """People are found, the one sought is kept, the others are obscured, and a second person approves it."""
    find_people(case, at=at)
    keep_one(case, why=why, at=at)
    approve(case, obscure(case, at=at), at=at)


def caption(case: str, *, headline: str, text: str, alt_text: str, at: datetime) -> None:
    """The press officer writes what the public will read."""
    services.word(
        case=case, headline=headline, text=text, alt_text=alt_text, actor=who(ASHA), at=at
    )


def release(case: str, *, reasons: str, at: datetime) -> None:
    """The press officer releases."""
    services.release(case=case, reasons=reasons, actor=who(ASHA), at=at)


def embargo(case: str, *, reasons: str, at: datetime) -> None:
    """The press officer decides to release at nine in the morning in two days; nothing is public before."""
    until = (at + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    services.embargo(case=case, until=until, reasons=reasons, actor=who(ASHA), at=at)


def refuse(case: str, *, ground: str, reasons: str, at: datetime) -> None:
    """The press officer refuses, with the reasons."""
    services.refuse(case=case, ground=ground, reasons=reasons, actor=who(ASHA), at=at)


def take_down(case: str, *, reason: str, explanation: str, at: datetime) -> None:
    """It comes down, and everyone who had it is told."""
    services.take_down(case=case, reason=reason, explanation=explanation, actor=who(ASHA), at=at)


def close(case: str, *, reason: str, at: datetime) -> None:
    """Nobody pursues it any more."""
    services.close(case=case, reason=reason, actor=who(ASHA), at=at)
