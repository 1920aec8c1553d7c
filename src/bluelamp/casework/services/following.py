"""A region that a person placed in a frame is followed by the tracker, as a job, from there on or back."""

from datetime import datetime
from enum import StrEnum

from bluelamp.casework.acting import acting
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Pursuit
from bluelamp.casework.plans import placed, plan_of
from bluelamp.casework.standing import standing
from bluelamp.casework.undertakings import FOLLOW
from bluelamp.jobs import services as jobs
from bluelamp.people.actor import Actor
from bluelamp.redaction.footage.plan import FootagePlan, Track


class Way(StrEnum):
    """Where a region is followed to from the frame in which it was placed."""

    ON = "on"
    BACK = "back"
    BOTH = "both"


def follow_region(
    *, case: str, region: str, ticks: int, way: str, words: str, actor: Actor, at: datetime
) -> Pursuit:
    """Have a region or track followed from a frame, in ticks of the footage; the places found go into the newest plan.

    Raises BadInput for a picture, for a way that there is not, or where nothing of that name is in
    the frame.
    """
    if way not in set(Way):
        raise BadInput(f"A region is followed on, back or both, not “{way}”.", field="way")
    with acting(Act.MARK_PEOPLE, case=case, actor=actor, at=at) as doing:
        now = standing(doing.case)
        if now.image is None or now.plan is None:
            raise OutOfOrder("The people have not been found yet: that comes first.")
        plan = plan_of(now.plan)
        if not isinstance(plan, FootagePlan):
            raise BadInput("A picture is one moment: there is nothing to follow.", field="act")
        track = _there(plan, region, ticks)
        row = Pursuit.objects.create(
            image=now.image,
            region=region,
            at=ticks,
            way=way,
            words=words[:300],
            placed=placed(track),
            asked_by=actor.reference,
            asked_at=at,
        )
        jobs.enqueue(FOLLOW, key=row.job_key, args={"pursuit": row.pk}, at=at)
        doing.entry(sha256=now.image.sha256, number=now.plan.number, change=row.words)
    return row


def _there(plan: FootagePlan, region: str, ticks: int) -> Track:
    known = {track.id: track for track in plan.everything}
    if region not in known:
        raise BadInput(f"There is no {region} in the plan any more.", field="id")
    if not any(part[0].time <= ticks <= part[-1].time for part in known[region].parts):
        raise BadInput(
            f"{region} is not in that frame: place it there first, then have it followed.",
            field="at",
        )
    return known[region]
