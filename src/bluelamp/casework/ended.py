"""What follows when durable work ends: the rest of it, a rendition's fault, the case's turns, and a call for help."""

from datetime import datetime

from django.conf import settings

from bluelamp.casework import made
from bluelamp.casework.acting import locked, reckon
from bluelamp.casework.pieces import PROXY_WORK, WORK, Piece
from bluelamp.casework.segments import follow_on
from bluelamp.jobs import services as jobs
from bluelamp.jobs.registry import when_ended
from bluelamp.jobs.values import JobState, JobView

LETTER = "mail.send"


@when_ended
def follow(job: JobView, at: datetime) -> None:
    """After work on an image comes the rest of it; a fault is kept."""
    if job.kind not in WORK:
        return
    piece = Piece.of(job.args)
    locked(piece.image.case.reference)
    follow_on(job, at=at)
    if piece.rendition and job.state is JobState.FAILED:
        made.fail(piece.rendition, fault=job.error, at=at)


@when_ended
def pass_on(job: JobView, at: datetime) -> None:
    """It may be somebody else's turn; by itself, so that a reckoning that fails undoes nothing of the work."""
    if job.kind not in WORK - PROXY_WORK:
        return
    reckon(Piece.of(job.args).image.case.reference, at=at)


@when_ended
def call_for_help(job: JobView, at: datetime) -> None:
    """Write to the press desk that work has failed; of a letter that cannot be sent only the desk's page tells."""
    if job.state is not JobState.FAILED or job.kind == LETTER:
        return
    jobs.enqueue(
        LETTER,
        key=f"failed:{job.key}:{at.isoformat()}",
        args={
            "to": [settings.BLUELAMP_FORCE.press_email],
            "subject": "Work at the release desk has stopped",
            "text": f"{job.error}\n\nTry it again, or see who can help:\n{settings.BLUELAMP_DESK_URL}/jobs/\n",
            "thread": f"failed:{job.key}",
        },
        at=at,
    )
