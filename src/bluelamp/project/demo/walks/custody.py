"""Custody images: a case in every state."""

from datetime import datetime, timedelta

from bluelamp.casework import services
from bluelamp.project.demo import story, told
from bluelamp.project.demo.cast import ASHA, REN
from bluelamp.project.demo.story import GROUP, PORTRAIT, who
from bluelamp.project.demo.walks.convicted import (
    SOUGHT,
    convict_of,
    establish,
    live,
    notified,
    unopposed,
    with_people,
)

NORTHBRIDGE, EASTMERE = "Northbridge Crown Court", "Eastmere Crown Court"


def just_asked(at: datetime) -> None:
    """Nobody at the desk has taken this enquiry up yet."""
    story.enquire(convict_of("Silas Pound", "Burglary", NORTHBRIDGE, "T20260311"), at=at)


def facts_wanted(at: datetime) -> None:
    """A case whose facts are hardly known; one question has been sent to the officer."""
    case = story.open_case(convict_of("Otto Verge", "Fraud", EASTMERE, "T20260288"), at=at)
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
    subject = convict_of("Alban Crick", "Sexual assault", NORTHBRIDGE, "T20260302")
    case = story.open_case(subject, at=at)
    establish(case, at=at, category=["sexual_offence"])
    request = (
        "Authority under CI-12 to release the custody image. Conviction today; two other reports"
        " may follow publicity; the victim is anonymous for life and not shown."
    )
    services.ask_authority(case=case, request=request, actor=who(ASHA), at=at)


def identity_wanted(at: datetime) -> None:
    """An image has been supplied and nobody else has confirmed whom it shows."""
    case = story.open_case(convict_of("Edmund Rook", "Robbery", EASTMERE, "T20260290"), at=at)
    establish(case, at=at)
    story.bring_image(case, PORTRAIT, at=at)


def people_found(at: datetime) -> None:
    """The people have been found; who is sought has not been said."""
    with_people(
        convict_of("Lowell Finch", "Violent disorder", NORTHBRIDGE, "T20260275"),
        picture=GROUP,
        at=at,
    )


def check_wanted(at: datetime) -> None:
    """The picture is obscured and waits for a second person."""
    case = with_people(
        convict_of("Hale Brandt", "Wounding", NORTHBRIDGE, "T20260280"), picture=GROUP, at=at
    )
    story.keep_one(case, why=SOUGHT, at=at)
    story.obscure(case, at=at)


def officer_told(at: datetime) -> None:
    """The officer has been told and may object."""
    notified(convict_of("Perry Sloane", "Arson", EASTMERE, "T20260266"), at=at)


def objected(at: datetime) -> None:
    """The officer objects, for a reason that the policy says is generally none."""
    services.object_to_release(
        case=notified(convict_of("Gideon Marl", "Manslaughter", NORTHBRIDGE, "T20260251"), at=at),
        ground="unwanted",
        reasons="His sister has asked that the picture is not used. No risk to her is known.",
        actor=who(REN),
        at=at,
    )


def refused(at: datetime) -> None:
    """A vulnerable adult: refused, with the reasons logged."""
    case = story.open_case(convict_of("Amos Tell", "Criminal damage", EASTMERE, "T20260244"), at=at)
    establish(case, at=at)
    reason = "Confirmed by DS Lund from the custody risk form: acute illness, under care."
    form = "Custody risk form"
    told.say(case, by=REN, evidence=form, reason=reason, vulnerable_adult=True, at=at)
    told.say(case, by=REN, evidence=form, reasons_given=True, at=at)
    story.refuse(case, ground="vulnerable_adult", reasons=reason, at=at)


def embargoed(at: datetime) -> None:
    """Decided this morning for the day after sentence."""
    subject = convict_of("Clay Merrow", "Perjury", NORTHBRIDGE, "T20260297")
    case, later = unopposed(subject, at=at - timedelta(hours=6))
    story.embargo(case, reasons="Sentence is passed on that day.", at=later)


def taken_down(at: datetime) -> None:
    """Released last week; the conviction was quashed yesterday."""
    subject = convict_of("Noel Quarry", "Kidnap", NORTHBRIDGE, "T20260230")
    case = live(subject, at=at - timedelta(days=7))
    now = at - timedelta(days=1)
    told.quash(case, at=now)
    explanation = "The Court of Appeal quashed the conviction."
    story.take_down(case, reason="quashed", explanation=explanation, at=now)


def closed(at: datetime) -> None:
    """Nobody pursues it any more."""
    subject = convict_of("Felix Dunmore", "Theft", "Eastmere Magistrates’ Court", "E20260199")
    case = story.open_case(subject, at=at)
    story.close(case, reason="The reporter no longer needs it.", at=at)


def whole_walk(at: datetime) -> None:
    """The main walk: a photograph of several people, released with one of them visible."""
    subject = convict_of("Victor Lamb", "Robbery", NORTHBRIDGE, "T20260314")
    live(subject, picture=GROUP, at=at - timedelta(hours=6))


WALKS = (
    (taken_down, "a release taken down when a conviction was quashed"),
    (closed, "a case closed without a decision"),
    (refused, "a refusal, with its reasons"),
    (objected, "an objection to answer"),
    (embargoed, "a release under embargo"),
    (officer_told, "a release of which the officer has been told"),
    (check_wanted, "a picture to be checked by a second person"),
    (people_found, "people found in a picture"),
    (identity_wanted, "an image whose person must be confirmed"),
    (authority_wanted, "a request for a senior officer’s authority"),
    (facts_wanted, "a case whose facts are wanted"),
    (just_asked, "an enquiry just received"),
    (whole_walk, "a photograph of several people taken from enquiry to live"),
)
