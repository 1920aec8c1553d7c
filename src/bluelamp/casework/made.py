"""How the making of a rendition ends: kept with what the examination found, or with what stopped it until it is tried again."""

from datetime import datetime
from typing import Any

from bluelamp.casework.models import Rendition
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.record import services as record


def finish(row: Rendition, *, sha256: str, media_type: str, report: Any, at: datetime) -> None:
    """The rendition is made and examined; one that failed its examination is kept as failed."""
    row.sha256, row.media_type, row.report = sha256, media_type, report
    row.examined, row.fault = report["passed"], ""
    row.save()
    record.append(
        kind="rendition examined",
        case=row.plan.image.case.reference,
        actor=SYSTEM.reference,
        at=at,
        body={"sha256": sha256, "plan": row.plan.digest, "passed": row.examined},
    )


def fail(row: Rendition, *, fault: str, at: datetime) -> None:
    """The rendition cannot be made; what stopped it is kept with it, once."""
    held = Rendition.objects.select_for_update().get(pk=row.pk)
    if held.fault or held.examined is not None:
        return
    held.fault = fault
    held.save(update_fields=["fault"])
    record.append(
        kind="rendition failed",
        case=row.plan.image.case.reference,
        actor=SYSTEM.reference,
        at=at,
        body={"plan": row.plan.digest, "fault": fault},
    )


def resume(row: Rendition) -> None:
    """The making of the rendition is no longer cancelled."""
    Rendition.objects.filter(pk=row.pk).update(cancelled_by="", cancelled_at=None)


def try_again(row: Rendition, *, actor: Actor, at: datetime) -> None:
    """What stopped the rendition no longer holds it up."""
    Rendition.objects.filter(pk=row.pk).update(fault="")
    record.append(
        kind="rendition tried again",
        case=row.plan.image.case.reference,
        actor=actor.reference,
        at=at,
        body={"plan": row.plan.digest, "fault": row.fault},
    )
