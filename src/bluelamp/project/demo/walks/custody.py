"""Custody images: a case in every state."""

from datetime import datetime, timedelta
from typing import Any

from bluelamp.casework import services
from bluelamp.casework.pack import london
from bluelamp.project.demo import story, told
from bluelamp.project.demo.cast import ASHA, MARY, REN
from bluelamp.project.demo.story import GROUP, PORTRAIT, Subject, who

NORTHBRIDGE, EASTMERE = "Northbridge Crown Court", "Eastmere Crown Court"
SOUGHT = "The person convicted"
# What an ordinary case says beside the court's register and the restrictions: by press and investigating officer.
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


def just_asked(at: datetime) -> None:
    """Nobody at the desk has taken this enquiry up yet."""
    story.enquire(_subject("Silas Pound", "Burglary", NORTHBRIDGE, "T20260311"), at=at)


def facts_wanted(at: datetime) -> None:
    """A case whose facts are hardly known; one question has been sent to the officer."""
    case = story.open_case(_subject("Otto Verge", "Fraud", EASTMERE, "T20260288"), at=at)
    told.convict(case, at=at)
    services.send_question(
        case=case,
        fact="vulnerable_adult",
        officer=REN.reference,
        note="Anything in the custody record is enough.",
        actor=who(ASHA),
        at=at,
    )


def authority_wanted(at: datetime) -> None:
    """A sexual offence: a senior officer's authority and risk assessment are awaited."""
    subject = _subject("Alban Crick", "Sexual assault", NORTHBRIDGE, "T20260302")
    case = story.open_case(subject, at=at)
    _establish(case, at=at, category=["sexual_offence"])
    request = (
        "Authority under CI-12 to release the custody image. Conviction today; two other reports"
        " may follow publicity; the victim is anonymous for life and not shown."
    )
    services.ask_authority(case=case, request=request, actor=who(ASHA), at=at)


def identity_wanted(at: datetime) -> None:
    """An image has been supplied and nobody else has confirmed whom it shows."""
    case = story.open_case(_subject("Edmund Rook", "Robbery", EASTMERE, "T20260290"), at=at)
    _establish(case, at=at)
    story.bring_image(case, PORTRAIT, at=at)


def people_found(at: datetime) -> None:
    """The people have been found; who is sought has not been said."""
    _with_people(_subject("Lowell Finch", "Violent disorder", NORTHBRIDGE, "T20260275"), at=at)


def check_wanted(at: datetime) -> None:
    """The picture is obscured and waits for a second person."""
    case = _with_people(_subject("Hale Brandt", "Wounding", NORTHBRIDGE, "T20260280"), at=at)
    story.keep_one(case, why=SOUGHT, at=at)
    story.obscure(case, at=at)


def officer_told(at: datetime) -> None:
    """The officer has been told and may object."""
    _notified(_subject("Perry Sloane", "Arson", EASTMERE, "T20260266"), at=at)


def objected(at: datetime) -> None:
    """The officer objects, for a reason that the policy says is generally none."""
    services.object_to_release(
        case=_notified(_subject("Gideon Marl", "Manslaughter", NORTHBRIDGE, "T20260251"), at=at),
        ground="unwanted",
        reasons="His sister has asked that the picture is not used. No risk to her is known.",
        actor=who(REN),
        at=at,
    )


def refused(at: datetime) -> None:
    """A vulnerable adult: refused, with the reasons logged."""
    case = story.open_case(_subject("Amos Tell", "Criminal damage", EASTMERE, "T20260244"), at=at)
    _establish(case, at=at)
    reason = "Confirmed by DS Lund from the custody risk form: acute illness, under care."
    form = "Custody risk form"
    told.say(case, by=REN, evidence=form, reason=reason, vulnerable_adult=True, at=at)
    told.say(case, by=REN, evidence=form, reasons_given=True, at=at)
    story.refuse(case, ground="vulnerable_adult", reasons=reason, at=at)


def taken_down(at: datetime) -> None:
    """Released last week; the conviction was quashed yesterday."""
    subject = _subject("Noel Quarry", "Kidnap", NORTHBRIDGE, "T20260230")
    case = _live(subject, at=at - timedelta(days=7))
    now = at - timedelta(days=1)
    told.quash(case, at=now)
    explanation = "The Court of Appeal quashed the conviction."
    story.take_down(case, reason="quashed", explanation=explanation, at=now)


def closed(at: datetime) -> None:
    """Nobody pursues it any more."""
    subject = _subject("Felix Dunmore", "Theft", "Eastmere Magistrates’ Court", "E20260199")
    case = story.open_case(subject, at=at)
    story.close(case, reason="The reporter no longer needs it.", at=at)


def whole_walk(at: datetime) -> None:
    """The main walk: a photograph of several people, released with one of them visible."""
    subject = _subject("Victor Lamb", "Robbery", NORTHBRIDGE, "T20260314")
    _live(subject, at=at - timedelta(hours=6))


def _subject(person: str, offence: str, court: str, case_number: str) -> Subject:
    return Subject(person=person, offence=offence, court=court, case_number=case_number)


def _establish(case: str, *, at: datetime, **differs: Any) -> None:
    """Court, age and restrictions are looked up, the facts recorded, the rights test answered; the advice is kept."""
    told.convict(case, at=at)
    reason = "Robbery squad; checked against the crime report."
    facts = ORDINARY | differs
    told.say(case, by=REN, evidence="Crime report", reason=reason, at=at, **facts)
    related = "not_related" if facts["category"] else "nobody_protected"
    told.look(case, related=related, at=at)
    told.weigh(case, by=ASHA, at=at)
    services.advise(case=case, actor=who(ASHA), at=at)


def _with_people(subject: Subject, *, at: datetime) -> str:
    case = story.open_case(subject, at=at)
    _establish(case, at=at)
    sha256 = story.bring_image(case, GROUP, at=at)
    note = "Compared with the custody record; I was at the interview."
    story.confirm(case, sha256, by=MARY, note=note, at=at)
    story.find_people(case, at=at)
    return case


def _notified(subject: Subject, *, at: datetime) -> str:
    """The picture is ready, the caption written, and the officer told when it will be released."""
    case = _with_people(subject, at=at)
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


def _live(subject: Subject, *, at: datetime) -> str:
    """Walk a case from enquiry to live; the window to object runs out in silence."""
    case = _notified(subject, at=at)
    later = at + timedelta(hours=5)
    services.close_window(case=case, at=later)
    told.look(case, at=later)
    reasons = "Serious conviction today; reporter’s request; every check is in place."
    story.release(case, reasons=reasons, at=later)
    return case


WALKS = (
    (taken_down, "a release taken down when a conviction was quashed"),
    (closed, "a case closed without a decision"),
    (refused, "a refusal, with its reasons"),
    (objected, "an objection to answer"),
    (officer_told, "a release of which the officer has been told"),
    (check_wanted, "a picture to be checked by a second person"),
    (people_found, "people found in a picture"),
    (identity_wanted, "an image whose person must be confirmed"),
    (authority_wanted, "a request for a senior officer’s authority"),
    (facts_wanted, "a case whose facts are wanted"),
    (just_asked, "an enquiry just received"),
    (whole_walk, "a photograph of several people taken from enquiry to live"),
)
