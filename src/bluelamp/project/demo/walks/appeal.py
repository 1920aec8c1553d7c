"""Appeals to identify somebody shown: a case in every state."""

from datetime import datetime, timedelta

from bluelamp.casework import services
from bluelamp.casework.routes import Route
from bluelamp.project.demo import story, told
from bluelamp.project.demo.cast import KAY, REN
from bluelamp.project.demo.story import PORTRAIT, Subject, who

INQUIRY = "Investigation log"


def alternatives_wanted(at: datetime) -> None:
    """The shop's still has come in; other ways of naming her have not been tried."""
    case = _open("Woman at a shop till in Quay Street", at=at)
    told.say(case, by=REN, evidence=INQUIRY, identified=False, alternatives_tried=False, at=at)
    _bring(case, at=at)


def refused(at: datetime) -> None:
    """An officer knows her: no appeal is needed."""
    case = _open("Woman with a red rucksack", at=at)
    told.say(case, by=REN, evidence=INQUIRY, identified=True, at=at)
    reasons = "DC Lund named her from the internal circulation."
    story.refuse(case, ground="identified", reasons=reasons, at=at)


def closed(at: datetime) -> None:
    """The complaint was withdrawn."""
    case = _open("Two people at a bus stop", at=at)
    story.close(case, reason="The complaint has been withdrawn.", at=at)


def embargoed(at: datetime) -> None:
    """Released under embargo: a programme shows it on that day."""
    case = _approved("Woman at a tram stop", at=at)
    story.embargo(case, reasons="The programme goes out on that day.", at=at)


def live(at: datetime) -> None:
    """Released yesterday; nobody has been named yet."""
    _live("Woman beside a cash machine in Mill Lane", at=at - timedelta(days=1))


def identified(at: datetime) -> None:
    """Named by a caller: the appeal came down everywhere."""
    case = _live("Woman in an orange jacket, Northbridge market", at=at - timedelta(days=6))
    now = at - timedelta(days=2)
    told.say(case, by=REN, evidence="Call of yesterday evening", identified=True, at=now)
    explanation = "A caller named her, and she has been spoken to."
    story.take_down(case, reason="identified", explanation=explanation, at=now)


def _open(shown: str, *, at: datetime) -> str:
    return story.open_case(
        Subject(person=shown, offence="Theft from the person"),
        route=Route.IDENTIFICATION_APPEAL,
        purpose="To identify somebody whom nobody at this force knows.",
        by=KAY,
        at=at,
    )


def _bring(case: str, *, at: datetime) -> None:
    story.bring_image(case, PORTRAIT, source="Shop camera 3, still of 21:05", at=at)


def _live(shown: str, *, at: datetime) -> str:
    case = _approved(shown, at=at)
    story.release(case, reasons="Internal circulation and house-to-house brought no name.", at=at)
    return case


def _approved(shown: str, *, at: datetime) -> str:
    case = _open(shown, at=at)
    told.say(case, by=REN, evidence=INQUIRY, identified=False, alternatives_tried=True, at=at)
    told.look(case, at=at)
    told.weigh(case, at=at)
    _bring(case, at=at)
    story.redact(case, why="The person to be identified", at=at)
    story.caption(
        case,
        headline="Do you know this woman?",
        text=(
            "Officers want to identify the woman in this picture, who may be able to help with a"
            " report of theft. Call 101, or Crimestoppers on 0800 555 111."
        ),
        alt_text="A woman, head and shoulders, facing the camera.",
        at=at,
    )
    for channel in ("The force’s gallery", "The press site"):
        services.keep_exact_copy(case=case, channel=channel, actor=who(REN), at=at)
    story.approve_release(case, at=at)
    return case


WALKS = (
    (identified, "somebody identified, and the appeal taken down"),
    (closed, "an appeal closed without a decision"),
    (refused, "an appeal refused"),
    (alternatives_wanted, "an appeal before other ways have been tried"),
    (embargoed, "an appeal under embargo"),
    (live, "an appeal to identify somebody, live"),
)
