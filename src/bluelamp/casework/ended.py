"""What follows when durable work ends: the case's turns, a rendition's fault, and a call for help."""

from datetime import datetime

from django.conf import settings

from bluelamp.casework.acting import locked
from bluelamp.casework.models import Image, Rendition
from bluelamp.casework.turns import reckon
from bluelamp.jobs import services as jobs
from bluelamp.jobs.registry import when_ended
from bluelamp.jobs.values import JobState, JobView
from bluelamp.people.actor import SYSTEM
from bluelamp.record import services as record

LETTER = "mail.send"


@when_ended
def follow(job: JobView, at: datetime) -> None:
    """After work on a picture it is somebody else's turn; what stopped the work is kept with the rendition."""
    match job.kind:
        case "casework.find_people":
            image = Image.objects.select_related("case").get(pk=job.args["image"])
        case "casework.render":
            row = Rendition.objects.select_related("plan__image__case").get(
                pk=job.args["rendition"]
            )
            image = row.plan.image
            if job.state is JobState.FAILED:
                _keep_fault(row, job.error, at)
        case _:
            return
    case = locked(image.case.reference)
    reckon(case, at=at)
    case.save(update_fields=["due_at", "reckoned_for"])


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


def _keep_fault(row: Rendition, fault: str, at: datetime) -> None:
    row.fault = fault
    row.save(update_fields=["fault"])
    record.append(
        kind="rendition failed",
        case=row.plan.image.case.reference,
        actor=SYSTEM.reference,
        at=at,
        body={"plan": row.plan.digest, "fault": fault},
    )
