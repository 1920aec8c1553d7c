"""The durable work on a case's image, as its pages show it: the search for people, its proxy, a rendition."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bluelamp.casework import access
from bluelamp.casework.models import Image, Pursuit, Rendition
from bluelamp.casework.pieces import WORK, Piece
from bluelamp.casework.routes import route_of
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs.values import JobState, JobView
from bluelamp.people.actor import Actor

_ENOUGH = 0.05  # of the work, before its pace says anything


def search(image: Image, *, at: datetime | None = None) -> JobView | None:
    """How the search for people stands; None where nobody has started it."""
    return whole(Piece(image=image), at=at)


def rendering(rendition: Rendition, *, at: datetime | None = None) -> JobView | None:
    """How the making of the rendition stands; None where the queue has forgotten it."""
    return whole(Piece(image=rendition.plan.image, rendition=rendition), at=at)


def proxying(image: Image, *, at: datetime | None = None) -> JobView | None:
    """How the making of the proxy stands; None where nobody has started it."""
    return whole(Piece(image=image, proxy=True), at=at)


def failed_work(actor: Actor, *, at: datetime) -> list[JobView]:
    """Work that has failed and waits for a person, but for that of cases closed to this one."""
    held = [(job, _case_of(job)) for job in jobs.failed()]
    seen = access.seen_by(actor, at=at).filter(reference__in={case for _, case in held})
    open_ones = {"", *seen.values_list("reference", flat=True)}
    return [job for job, case in held if case in open_ones]


def _case_of(job: JobView) -> str:
    """The case for which a job works, by reference; empty where it is none's."""
    if job.kind in WORK:
        return Piece.of(job.args).image.case.reference
    if "pursuit" in job.args:
        return Pursuit.objects.get(pk=job.args["pursuit"]).image.case.reference
    thread = str(job.args.get("thread", ""))
    return thread if route_of(thread) else ""


def failed_keys(piece: Piece) -> list[str]:
    """The keys of those of its jobs that wait for a person."""
    found = jobs.states(piece.all_keys())
    return [key for key, job in found.items() if job.state is JobState.FAILED]


def whole(piece: Piece, *, at: datetime | None = None) -> JobView | None:
    """All the jobs of a piece of work as one, the failed one of them where there is any; None where nobody began it."""
    found = jobs.states(piece.all_keys())
    first = found.pop(piece.key, None)
    if first is None or not found:
        return first
    failed = [job for job in found.values() if job.state is JobState.FAILED]
    return failed[0] if failed else _together(piece, first, found.values(), at)


def _together(
    piece: Piece, first: JobView, others: Collection[JobView], at: datetime | None
) -> JobView:
    """All the jobs of a piece of work on footage as one, counted in frames."""
    kinds = {stage.kind: stage for stage in piece.stages}
    segments = [job for job in others if job.kind in kinds]
    frames = piece.probe.picture.frames
    total = frames * len(kinds)
    done = min(sum(job.done for job in segments), total)
    left = [job for job in others if job.state is not JobState.DONE]
    running = [job for job in left if job.state is JobState.RUNNING]
    words = [
        job.words or kinds[job.kind].words for job in running if job.words or job.kind in kinds
    ]
    state = _state(left, begun=len(others) == len(piece.all_keys()) - 1)
    is_cancelled = state is JobState.CANCELLED
    began = first.finished_at or first.run_at
    ahead = "" if is_cancelled else _left(done, total, began, at)
    at_what = "Cancelled" if is_cancelled else [*words, "At work"][0]
    return replace(
        first,
        state=state,
        done=done,
        total=total,
        words=f"{at_what}: {done:,} of {total:,} frames{ahead}",
        error=next((job.error for job in left if job.error), ""),
        run_at=min((job.run_at for job in left), default=first.run_at),
    )


def _state(left: Collection[JobView], *, begun: bool) -> JobState:
    """Of all together, from those that are not done and whether every job has been let in."""
    states = {job.state for job in left}
    if not left and begun:
        return JobState.DONE
    for state in (JobState.CANCELLED, JobState.RUNNING):
        if state in states:
            return state
    return JobState.WAITING


def _left(done: int, total: int, began: datetime, at: datetime | None) -> str:
    """“; about 3 minutes left”, by the pace until now."""
    if at is None or done < _ENOUGH * total or done == total:
        return ""
    seconds = (at - began).total_seconds() * (total - done) / done
    minutes = round(seconds / 60)
    if minutes < 1:
        return "; less than a minute left"
    return f"; about {minutes} minute{'' if minutes == 1 else 's'} left"
