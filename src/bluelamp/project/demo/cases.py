"""A case in every state, so that each page of the desk has something true to show."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bluelamp.casework import services
from bluelamp.project.demo import story
from bluelamp.project.demo.cast import ASHA, REN
from bluelamp.project.demo.story import GROUP, PORTRAIT, Subject, who
from bluelamp.redaction import Plan


def load(*, at: datetime, say: Callable[[str], None]) -> None:
    """Walk every case to where it stands, telling each aloud."""
    for walk, words in WALKS:
        say(words)
        walk(at)


def largest(plan: Plan) -> str:
    """The person nearest the camera: the largest found."""
    return max(plan.findings, key=lambda region: region.box.area).id


def just_asked(at: datetime) -> None:
    """Nobody at the desk has taken this enquiry up yet."""
    story.enquire(
        Subject(
            person="Silas Pound",
            offence="Burglary",
            court="Northbridge Crown Court",
            case_number="T20260311",
        ),
        at=at,
    )


def facts_wanted(at: datetime) -> None:
    """A case whose facts are hardly known."""
    subject = Subject(
        person="Otto Verge",
        offence="Fraud",
        court="Eastmere Crown Court",
        case_number="T20260288",
    )
    case = story.open_case(subject, at=at)
    services.record_facts(case=case, said=story.ordinary_facts(at=at)[:1], actor=who(ASHA), at=at)


def authority_wanted(at: datetime) -> None:
    """A sexual offence: a senior officer's authority and risk assessment are awaited."""
    subject = Subject(
        person="Alban Crick",
        offence="Sexual assault",
        court="Northbridge Crown Court",
        case_number="T20260302",
    )
    case = story.open_case(subject, at=at)
    story.establish(case, at=at, category=["sexual_offence"])
    request = (
        "Authority under CI-12 to release the custody image. Conviction today; two other reports"
        " may follow publicity; the victim is anonymous for life and not shown."
    )
    services.ask_authority(case=case, request=request, actor=who(ASHA), at=at)


def identity_wanted(at: datetime) -> None:
    """An image has been supplied and nobody else has confirmed whom it shows."""
    subject = Subject(
        person="Edmund Rook",
        offence="Robbery",
        court="Eastmere Crown Court",
        case_number="T20260290",
    )
    case = story.open_case(subject, at=at)
    story.establish(case, at=at)
    story.bring_image(case, PORTRAIT, at=at)


def people_found(at: datetime) -> None:
    """The people have been found; who is sought has not been said."""
    subject = Subject(
        person="Lowell Finch",
        offence="Violent disorder",
        court="Northbridge Crown Court",
        case_number="T20260275",
    )
    case = story.open_case(subject, at=at)
    story.establish(case, at=at)
    story.confirm(case, story.bring_image(case, GROUP, at=at), at=at)
    story.find_people(case, at=at)


def check_wanted(at: datetime) -> None:
    """The picture is obscured and waits for a second person."""
    subject = Subject(
        person="Hale Brandt",
        offence="Wounding",
        court="Northbridge Crown Court",
        case_number="T20260280",
    )
    case = _with_image(subject, at=at)
    story.keep_one(case, largest, at=at)
    story.obscure(case, at=at)


def officer_told(at: datetime) -> None:
    """The officer has been told and may object."""
    subject = Subject(
        person="Perry Sloane",
        offence="Arson",
        court="Eastmere Crown Court",
        case_number="T20260266",
    )
    story.notify(_ready(subject, at=at), at=at)


def objected(at: datetime) -> None:
    """The officer objects, for a reason that the policy says is generally none."""
    subject = Subject(
        person="Gideon Marl",
        offence="Manslaughter",
        court="Northbridge Crown Court",
        case_number="T20260251",
    )
    case = _ready(subject, at=at)
    story.notify(case, at=at)
    services.object_to_release(
        case=case,
        ground="unwanted",
        reasons="His sister has asked that the picture is not used. No risk to her is known.",
        actor=who(REN),
        at=at,
    )


def refused(at: datetime) -> None:
    """A vulnerable adult: refused, with the reasons logged."""
    subject = Subject(
        person="Amos Tell",
        offence="Criminal damage",
        court="Eastmere Crown Court",
        case_number="T20260244",
    )
    case = story.open_case(subject, at=at)
    story.establish(case, at=at)
    reason = "Confirmed by DS Lund from the custody risk form: acute illness, under care."
    services.record_facts(
        case=case,
        said=(
            services.Said(name="vulnerable_adult", value=True, reason=reason),
            services.Said(name="reasons_given", value=True),
        ),
        actor=who(REN),
        at=at,
    )
    services.refuse(case=case, ground="vulnerable_adult", reasons=reason, actor=who(ASHA), at=at)


def taken_down(at: datetime) -> None:
    """Released last week; the conviction was quashed yesterday."""
    then = at - timedelta(days=7)
    subject = Subject(
        person="Noel Quarry",
        offence="Kidnap",
        court="Northbridge Crown Court",
        case_number="T20260230",
    )
    case = live(subject, at=then)
    now = at - timedelta(days=1)
    services.record_fact(
        case=case,
        said=services.Said(
            name="stage",
            value="quashed",
            evidence="Court of Appeal order",
            said_by="Court of Appeal",
        ),
        actor=who(ASHA),
        at=now,
    )
    services.take_down(
        case=case,
        reason="quashed",
        explanation="The Court of Appeal quashed the conviction.",
        actor=who(ASHA),
        at=now,
    )


def closed(at: datetime) -> None:
    """Nobody pursues it any more."""
    subject = Subject(
        person="Felix Dunmore",
        offence="Theft",
        court="Eastmere Magistrates’ Court",
        case_number="E20260199",
    )
    case = story.open_case(subject, at=at)
    services.close(case=case, reason="The reporter no longer needs it.", actor=who(ASHA), at=at)


def whole_walk(at: datetime) -> None:
    """The main walk: a photograph of several people, released with one of them visible."""
    subject = Subject(
        person="Victor Lamb",
        offence="Robbery",
        court="Northbridge Crown Court",
        case_number="T20260314",
    )
    live(subject, at=at - timedelta(hours=6))


def live(subject: Subject, *, at: datetime) -> str:
    """Walk a case from enquiry to live; the window to object runs out in silence."""
    case = _ready(subject, at=at)
    story.notify(case, at=at)
    later = at + timedelta(hours=5)
    services.close_window(case=case, at=later)
    story.release(case, at=later)
    return case


def _with_image(subject: Subject, *, at: datetime) -> str:
    case = story.open_case(subject, at=at)
    story.establish(case, at=at)
    story.confirm(case, story.bring_image(case, GROUP, at=at), at=at)
    story.find_people(case, at=at)
    return case


def _ready(subject: Subject, *, at: datetime) -> str:
    case = _with_image(subject, at=at)
    story.keep_one(case, largest, at=at)
    story.approve(case, story.obscure(case, at=at), at=at)
    story.caption(case, subject, at=at)
    return case


WALKS: tuple[tuple[Callable[[datetime], None], str], ...] = (
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
