"""Wanted persons: a case in every state."""

from datetime import datetime, timedelta

from bluelamp.casework import services
from bluelamp.casework.routes import Route
from bluelamp.project.demo import story, told
from bluelamp.project.demo.cast import ASHA, KAY, REN
from bluelamp.project.demo.story import PORTRAIT, Subject, who


def approval_wanted(at: datetime) -> None:
    """Everything is prepared but the approval."""
    case = _prepared("Rhea Colborn", "Escape from lawful custody", at=at)
    request = "Approval under WP-02: escaped on the way to court this morning."
    services.ask_authority(case=case, request=request, actor=who(ASHA), at=at)


def refused(at: datetime) -> None:
    """Release would not be proportionate: a solicitor arranges it."""
    case = _open("Lorna Askew", "Failing to appear", at=at)
    told.weigh(case, proportionate=False, at=at)
    reasons = "Her solicitor brings her in tomorrow morning; nothing more is needed."
    story.refuse(case, ground="disproportionate", reasons=reasons, at=at)


def closed(at: datetime) -> None:
    """The warrant was withdrawn before anything was prepared."""
    case = _open("Sal Pettifer", "Breach of bail", at=at)
    story.close(case, reason="The warrant has been withdrawn.", at=at)


def embargoed(at: datetime) -> None:
    """Released under embargo: addresses are searched at the same hour."""
    case = _approved("Una Thackeray", "Fraud", at=at)
    story.embargo(case, reasons="Not before the searches of that morning.", at=at)


def live(at: datetime) -> None:
    """Released this morning; the person is still wanted."""
    _live("Doria Slate", "Aggravated burglary", at=at - timedelta(hours=3))


def caught(at: datetime) -> None:
    """Caught yesterday: it came down everywhere."""
    case = _live("Kit Marlow", "Robbery", at=at - timedelta(days=4))
    now = at - timedelta(days=1)
    told.say(case, by=REN, evidence="Custody record", apprehended=True, at=now)
    explanation = "Arrested at Eastmere station at 06:40; the investigator has told the press desk."
    story.take_down(case, reason="arrested", explanation=explanation, at=now)


def _open(person: str, offence: str, *, at: datetime) -> str:
    return story.open_case(
        Subject(person=person, offence=offence),
        route=Route.WANTED_PERSON,
        purpose="To find and arrest somebody who is wanted and cannot be found otherwise.",
        by=KAY,
        at=at,
    )


def _prepared(person: str, offence: str, *, at: datetime) -> str:
    """Everything but the approval."""
    case = _open(person, offence, at=at)
    told.say(case, by=REN, evidence="Wanted register, checked today", apprehended=False, at=at)
    told.adult(case, at=at)
    told.look(case, at=at)
    told.weigh(case, at=at)
    sha256 = story.bring_image(case, PORTRAIT, at=at)
    note = "Compared with the custody record of the last arrest."
    story.confirm(case, sha256, by=KAY, note=note, at=at)
    story.redact(case, why="The person wanted", at=at)
    story.caption(
        case,
        headline=f"Appeal to find {person}",
        text=(
            f"Officers want to speak to {person} about a report of {offence.lower()}. Do not"
            " approach. Call 999 if you see this person, or Crimestoppers on 0800 555 111."
        ),
        alt_text=f"{person}, head and shoulders, facing the camera.",
        at=at,
    )
    return case


def _approved(person: str, offence: str, *, at: datetime) -> str:
    case = _prepared(person, offence, at=at)
    story.approve_release(case, at=at)
    return case


def _live(person: str, offence: str, *, at: datetime) -> str:
    case = _approved(person, offence, at=at)
    story.release(case, reasons="Wanted since Monday; every other inquiry has failed.", at=at)
    return case


WALKS = (
    (caught, "a wanted person caught, and the picture taken down"),
    (closed, "a wanted person’s case closed without a decision"),
    (refused, "a wanted person’s picture refused"),
    (approval_wanted, "a wanted person’s picture that waits for approval"),
    (embargoed, "a wanted person’s picture under embargo"),
    (live, "a wanted person’s picture, live"),
)
