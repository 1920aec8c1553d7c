"""The bench at which somebody works on a case's picture or footage: what counts of it now, and whether that has changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from bluelamp.casework import access, permitted, under_way
from bluelamp.casework.doubts import Doubt, doubts_in
from bluelamp.casework.errors import NotAllowed, OutOfOrder
from bluelamp.casework.lifecycle import Act, State
from bluelamp.casework.models import Case, Image, PlanVersion, Pursuit, Rendition
from bluelamp.casework.plans import AnyPlan, Footage, footage_of, plan_of
from bluelamp.casework.routes import Route
from bluelamp.casework.services.image import MAY_SEE_ORIGINALS
from bluelamp.casework.standing import is_wrong
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs.values import JobState, JobView
from bluelamp.people.actor import Actor

_LATELY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What somebody works on: a case's newest image, who is obscured in it, and what was made by that.

    It is less than all that stands of the case, and read so much the quicker.
    """

    image: Image
    version: PlanVersion | None
    rendition: Rendition | None
    actor: Actor
    at: datetime
    footage: Footage | None
    plan: AnyPlan | None

    @property
    def case(self) -> Case:
        """Whose image it is."""
        return self.image.case

    @property
    def number(self) -> int:
        """Of the newest version; 0 before there is one."""
        return int(self.version.number) if self.version else 0

    def acts(self) -> tuple[Act, ...]:
        """What this person may do to the case as it stands; nothing with a picture of the wrong person."""
        if is_wrong(self.image):
            return ()
        route, state = Route(self.case.route), State(self.case.state)
        return permitted.open_to(state=state, route=route, actor=self.actor)

    def doubts(self) -> tuple[Doubt, ...]:
        """Every doubt of the plan, settled or not."""
        return doubts_in(self.image, self.version)

    def follows(self) -> list[tuple[Pursuit, JobView]]:
        """The regions that are being followed, or could lately not be, the newest last."""
        return _follows(self.image, self.at)

    def work(self) -> dict[str, JobView | None]:
        """The search for people, the proxy and the rendition, where they are not over."""
        return dict(_work(self.image, self.version, self.rendition, self.at))


def bench_of(case: str, *, actor: Actor, at: datetime) -> Bench:
    """The bench of a case as it is at this moment.

    Raises NoSuchCase where the case is closed to this person, NotAllowed where their role sees no
    originals, OutOfOrder where there is no image yet.
    """
    image = image_of(case, actor=actor, at=at)
    version = image.plans.order_by("-number").first()
    return Bench(
        image=image,
        version=version,
        rendition=version.renditions.order_by("-id").first() if version else None,
        actor=actor,
        at=at,
        footage=footage_of(image),
        plan=plan_of(version) if version else None,
    )


def image_of(case: str, *, actor: Actor, at: datetime) -> Image:
    """The newest image alone, for whoever may sit at its bench; raises as `bench_of`."""
    row = access.case_seen(case, actor=actor, at=at)
    if not MAY_SEE_ORIGINALS & actor.roles:
        raise NotAllowed("Only the people who work the case may see its original.")
    image = row.images.filter(round=row.round).order_by("-id").first()
    if image is None:
        raise OutOfOrder("This case has no image yet: it must be supplied or fetched first.")
    return image


def stamp_of(image: Image, *, at: datetime) -> tuple[int, str]:
    """The number of the newest plan, and a stamp that changes with whatever the bench shows, who else is there apart."""
    plan = image.plans.only("image", "number").order_by("-number").first()
    row = plan.renditions.order_by("-id").first() if plan else None
    work = [
        job and (job.state, job.done, job.words, job.error)
        for _, job in _work(image, plan, row, None)
    ]
    follows = [(row.pk, job.state, row.fault) for row, job in _follows(image, at)]
    made = row and (row.pk, row.examined, row.approved, row.fault, row.cancelled_at)
    number = plan.number if plan else 0
    told: Any = (image.case.state, image.case.changed_at, image.pk, number, made, work, follows)
    return number, hashlib.blake2b(msgspec.msgpack.encode(told), digest_size=8).hexdigest()


def _work(
    image: Image, plan: PlanVersion | None, row: Rendition | None, at: datetime | None
) -> Iterator[tuple[str, JobView | None]]:
    is_made = row is None or row.examined is not None
    yield "search", None if plan else under_way.search(image, at=at)
    yield "proxy", under_way.proxying(image, at=at) if image.probe else None
    yield "rendering", None if row is None or is_made else under_way.rendering(row, at=at)


def _follows(image: Image, at: datetime) -> list[tuple[Pursuit, JobView]]:
    lately = list(image.pursuits.filter(asked_at__gte=at - _LATELY).order_by("pk"))
    found = jobs.states(row.job_key for row in lately) if lately else {}
    told = [(row, found[row.job_key]) for row in lately if row.job_key in found]
    return [(row, job) for row, job in told if job.state is not JobState.DONE or row.fault]
