"""Body-worn video to the prosecution: a case in every state."""

from datetime import datetime

from bluelamp.casework.routes import Route
from bluelamp.project.demo import story, told
from bluelamp.project.demo.cast import DEE
from bluelamp.project.demo.clip import clip
from bluelamp.project.demo.story import Subject

CAMERA = "Body-worn camera 4417, arrest in Quay Street"


def instruction_wanted(at: datetime) -> None:
    """The footage is in; nobody has said on what footing it is asked for."""
    _bring(_open("Marsh Tolley", "T20260287", at=at), at=at)


def refused(at: datetime) -> None:
    """Asked for by nobody who may ask."""
    case = _open("Hugo Penn", "T20260219", at=at)
    told.say(case, by=DEE, evidence="Letter of the solicitor", instruction="none", at=at)
    reasons = "Neither the judge nor the prosecution asks for it; the letter is answered."
    story.refuse(case, ground="no_instruction", reasons=reasons, at=at)


def closed(at: datetime) -> None:
    """The trial ended before the footage was wanted."""
    case = _open("Clem Ashdown", "T20260178", at=at)
    story.close(case, reason="The defendant pleaded guilty; nothing is to be played.", at=at)


def _open(defendant: str, case_number: str, *, at: datetime) -> str:
    subject = Subject(
        person=defendant,
        offence="Affray",
        court="Northbridge Crown Court",
        case_number=case_number,
    )
    return story.open_case(
        subject,
        route=Route.BWV_PROSECUTION,
        purpose="Footage of the arrest, for the trial.",
        by=DEE,
        at=at,
    )


def _bring(case: str, *, at: datetime) -> None:
    story.bring_footage(case, clip(), source=CAMERA, at=at)


WALKS = (
    (closed, "footage that the trial no longer needs"),
    (refused, "footage refused for want of a footing"),
    (instruction_wanted, "footage of which nobody has said who asks for it"),
)
