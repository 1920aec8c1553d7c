"""Body-worn video to the prosecution: a case in every state."""

from datetime import datetime, timedelta

from bluelamp.casework import services
from bluelamp.casework.routes import Route
from bluelamp.casework.services.handover import To
from bluelamp.project.demo import story, told
from bluelamp.project.demo.cast import DEE
from bluelamp.project.demo.clip import clip
from bluelamp.project.demo.story import Subject, who

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


def handed_over(at: datetime) -> None:
    """Handed over on the judge's instruction, with a receipt; never public."""
    _handed_over("Ivor Lasky", "T20260241", at=at - timedelta(days=2))


def concluded(at: datetime) -> None:
    """The trial is over, and so is the case."""
    case = _handed_over("Rory Dane", "T20260112", at=at - timedelta(days=60))
    services.conclude(case=case, actor=who(DEE), at=at - timedelta(days=1))


def _handed_over(defendant: str, case_number: str, *, at: datetime) -> str:
    case = _open(defendant, case_number, at=at)
    sha256 = _bring(case, at=at)
    told.say(case, by=DEE, evidence="Note of the judge’s instruction", instruction="judge", at=at)
    to = To(
        recipient="Nell Arden",
        organisation="Crown Prosecution Service",
        sent_how="Digital evidence portal",
        terms="For these proceedings alone; not to be given to the media.",
    )
    services.hand_over(case=case, items=(sha256,), to=to, actor=who(DEE), at=at)
    later = at + timedelta(hours=1)
    services.record_receipt(
        case=case,
        received_by="Nell Arden",
        receipt=f"NX-{case}",
        received_at=later,
        actor=who(DEE),
        at=later,
    )
    return case


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


def _bring(case: str, *, at: datetime) -> str:
    return story.bring_footage(case, clip(), source=CAMERA, at=at)


WALKS = (
    (closed, "footage that the trial no longer needs"),
    (refused, "footage refused for want of a footing"),
    (concluded, "footage handed over, and the case concluded"),
    (handed_over, "footage handed over to the prosecution, with a receipt"),
    (instruction_wanted, "footage of which nobody has said who asks for it"),
)
