"""Missing persons: a case in every state."""

from datetime import datetime, timedelta

from bluelamp.casework import services
from bluelamp.casework.routes import Route
from bluelamp.project.demo import story, told
from bluelamp.project.demo.cast import KAY, MARY, REN
from bluelamp.project.demo.story import PORTRAIT, Subject, who

INQUIRY = "Missing person inquiry log"


def family_asked(at: datetime) -> None:
    """The family has been asked for a picture."""
    case = _open("Odd Fenwick", at=at)
    told.say(case, by=REN, evidence=INQUIRY, still_missing=True, at=at)


def last_resort(at: datetime) -> None:
    """Nobody has a picture: whether the custody photograph may be used has still to be judged."""
    case = _open("Bram Oakley", at=at)
    told.say(
        case,
        by=REN,
        evidence=INQUIRY,
        still_missing=True,
        family_image="sought_none",
        image_source="custody",
        at=at,
    )
    services.send_question(
        case=case,
        fact="harm_outweighs",
        officer=KAY.reference,
        note="The family has no recent picture.",
        actor=who(REN),
        at=at,
    )


def refused(at: datetime) -> None:
    """The custody photograph would put the person at more risk than it averts."""
    case = _open("Tilda Rusk", at=at)
    told.say(case, by=REN, evidence=INQUIRY, still_missing=True, family_image="available", at=at)
    told.say(case, by=REN, evidence=INQUIRY, image_source="custody", at=at)
    reasons = "Her mother has a picture from this summer; the custody photograph is not needed."
    story.refuse(case, ground="family_picture", reasons=reasons, at=at)


def closed(at: datetime) -> None:
    """Found before anything was released."""
    story.close(_open("Wren Holloway", at=at), reason="Found safe at a friend’s house.", at=at)


def embargoed(at: datetime) -> None:
    """Released under embargo: the family is told first."""
    case = _ready("Perrin Wells", at=at)
    story.embargo(case, reasons="After the family has been spoken to.", at=at)


def live(at: datetime) -> None:
    """The family's picture, released last night."""
    _live("Edda Farrow", at=at - timedelta(hours=11))


def found(at: datetime) -> None:
    """Found yesterday: the picture came down everywhere."""
    case = _live("Ness Calder", at=at - timedelta(days=3))
    now = at - timedelta(days=1)
    told.say(case, by=REN, evidence=INQUIRY, still_missing=False, at=now)
    story.take_down(case, reason="found", explanation="Found safe and well.", at=now)


def _open(person: str, *, at: datetime) -> str:
    return story.open_case(
        Subject(person=person),
        route=Route.MISSING_PERSON,
        purpose="To find somebody who is missing and may be in danger.",
        by=REN,
        at=at,
    )


def _live(person: str, *, at: datetime) -> str:
    case = _ready(person, at=at)
    story.release(case, reasons="High risk; the family asks for it and gave the picture.", at=at)
    return case


def _ready(person: str, *, at: datetime) -> str:
    case = _open(person, at=at)
    told.say(
        case,
        by=REN,
        evidence=INQUIRY,
        still_missing=True,
        image_source="family",
        family_image="available",
        at=at,
    )
    told.look(case, at=at)
    told.weigh(case, by=REN, basis="life", at=at)
    source = "Sent by a sister, taken in October"
    sha256 = story.bring_image(case, PORTRAIT, source=source, at=at)
    note = "Shown to the family, who say that it is a good likeness."
    story.confirm(case, sha256, by=MARY, note=note, at=at)
    story.redact(case, why="The person missing", at=at)
    story.caption(
        case,
        headline=f"Have you seen {person}?",
        text=(
            f"{person} was last seen on foot near Northbridge station. Officers are concerned."
            " Call 101, or 999 if you see this person now."
        ),
        alt_text=f"{person}, head and shoulders, facing the camera.",
        at=at,
    )
    return case


WALKS = (
    (found, "a missing person found, and the picture taken down"),
    (closed, "a missing person found before a release"),
    (refused, "a missing person’s custody photograph refused"),
    (family_asked, "a missing person whose family has been asked for a picture"),
    (last_resort, "a missing person’s custody photograph to be judged as the last resort"),
    (embargoed, "a missing person’s picture under embargo"),
    (live, "a missing person’s picture, live"),
)
