"""What durable jobs on an image make up, each as one: a search, a proxy, a rendition, a region that is followed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from bluelamp.casework import access, under_way
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Case, Image, Pursuit, Rendition
from bluelamp.casework.pieces import WORK, Piece
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs.values import JobState, JobView
from bluelamp.people.actor import Actor

FOLLOW: Final = "casework.follow_region"
WATERMARK: Final = "casework.watermark"
KINDS: Final = frozenset({*WORK, FOLLOW})
_PRESSING: Final = (
    JobState.FAILED,
    JobState.CANCELLED,
    JobState.RUNNING,
    JobState.WAITING,
    JobState.DONE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """One of them: its first job's key, what it is in words, and the act that it began with.

    `piece` is of those that take several jobs, `job` the one by which it was met.
    """

    key: str
    words: str
    act: Act
    image: Image
    job: JobView
    piece: Piece | None = None
    pursuit: Pursuit | None = None

    @property
    def rendition(self) -> Rendition | None:
        """The rendition that it makes."""
        return self.piece.rendition if self.piece else None

    @property
    def keys(self) -> list[str]:
        """The keys of all its jobs."""
        return self.piece.all_keys() if self.piece else [self.key]

    def standing(self, *, at: datetime) -> JobView:
        """All its jobs as one: how far it is, and what it is at."""
        whole = under_way.whole(self.piece, at=at) if self.piece else None
        return whole or self.job


def undertaking_of(job: JobView) -> Undertaking | None:
    """What a job belongs to; None where that is nothing on an image."""
    return next(iter(_together([job])), None)


def under_way_for(actor: Actor, *, at: datetime) -> list[Undertaking]:
    """Everything that is not done on cases that this person may see: what waits for a person, then by when it was begun."""
    found = _together(jobs.open_work(KINDS), access.seen_by(actor, at=at))
    return sorted(found, key=lambda each: _PRESSING.index(each.job.state))


def _together(found: Iterable[JobView], seen: QuerySet[Case] | None = None) -> list[Undertaking]:
    """One for all jobs of each, met by the most pressing of them."""
    listed = [job for job in found if job.kind in KINDS]
    rows, met = _Rows(listed, seen), dict[str, Undertaking]()
    for job in sorted(listed, key=lambda each: _PRESSING.index(each.state)):
        if each := rows.undertaking(job):
            met.setdefault(each.key, each)
    return list(met.values())


class _Rows:
    """The rows that jobs work on, read together."""

    def __init__(self, listed: Iterable[JobView], seen: QuerySet[Case] | None) -> None:
        def wanted(name: str) -> list[int]:
            return [job.args[name] for job in listed if name in job.args]

        images = Image.objects.select_related("case")
        renditions = Rendition.objects.select_related("plan__image__case")
        pursuits = Pursuit.objects.select_related("image__case")
        if seen is not None:
            images = images.filter(case__in=seen)
            renditions = renditions.filter(plan__image__case__in=seen)
            pursuits = pursuits.filter(image__case__in=seen)
        self._images = images.in_bulk(wanted("image"))
        self._renditions = renditions.in_bulk(wanted("rendition") + wanted("rendition_shown"))
        self._pursuits = pursuits.in_bulk(wanted("pursuit"))

    def undertaking(self, job: JobView) -> Undertaking | None:
        if job.kind == FOLLOW:
            return self._of_pursuit(job)
        if job.kind == WATERMARK:
            return self._of_watermark(job)
        if "rendition" in job.args:
            return self._of_rendition(job)
        return self._of_image(job)

    def _of_pursuit(self, job: JobView) -> Undertaking | None:
        row = self._pursuits.get(job.args["pursuit"])
        if row is None:
            return None
        return Undertaking(
            key=job.key,
            words="Following a region",
            act=Act.MARK_PEOPLE,
            image=row.image,
            job=job,
            pursuit=row,
        )

    def _of_rendition(self, job: JobView) -> Undertaking | None:
        row = self._renditions.get(job.args["rendition"])
        if row is None:
            return None
        piece = Piece(image=row.plan.image, rendition=row)
        return Undertaking(
            key=piece.key,
            words="Obscuring",
            act=Act.PREPARE,
            image=row.plan.image,
            job=job,
            piece=piece,
        )

    def _of_watermark(self, job: JobView) -> Undertaking | None:
        row = self._renditions.get(job.args["rendition_shown"])
        if row is None:
            return None
        return Undertaking(
            key=job.key,
            words="Making a watermarked preview",
            act=Act.PREPARE,
            image=row.plan.image,
            job=job,
        )

    def _of_image(self, job: JobView) -> Undertaking | None:
        row = self._images.get(job.args["image"])
        if row is None:
            return None
        piece = Piece(image=row, proxy="proxy" in job.args)
        words = "Making the footage playable" if piece.proxy else "Looking for people"
        return Undertaking(
            key=piece.key, words=words, act=Act.FIND_PEOPLE, image=row, job=job, piece=piece
        )
