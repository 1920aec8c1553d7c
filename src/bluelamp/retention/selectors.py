"""What may be known of how long cases are kept. Whoever lists cases to a person passes those open to that person."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from bluelamp.jobs.selectors import states
from bluelamp.jobs.values import JobView
from bluelamp.retention.erasing import job_key
from bluelamp.retention.keepings import grounds_of, standing_holds
from bluelamp.retention.models import Erasure, Happened, Hold, Keeping, Review
from bluelamp.retention.schedule import in_force
from bluelamp.retention.values import (
    Ending,
    ErasureView,
    HappenedView,
    HoldView,
    KeepingView,
    ReviewView,
    Verdict,
)


def keeping(case: str, *, at: datetime) -> KeepingView | None:
    """How long a case is kept; None where it was not reckoned yet."""
    row = _marked(timezone.localdate(at)).filter(case=case).first()
    return _view(row) if row else None


def is_erased(case: str) -> bool:
    """Whether the case was erased, or its erasure was confirmed."""
    return Keeping.objects.filter(case=case, erased_at__isnull=False).exists()


def holds(case: str, *, at: datetime) -> tuple[HoldView, ...]:
    """Every hold that a case has had, those that stand first, newest first."""
    today = timezone.localdate(at)
    found = [_hold(row, today) for row in Hold.objects.filter(case=case).order_by("-id")]
    return tuple(sorted(found, key=lambda each: each.is_over))


def endings(case: str) -> tuple[HappenedView, ...]:
    """What was said to have ended after the case was over, newest first."""
    return tuple(
        HappenedView(
            ending=Ending(row.ending),
            on=row.on,
            source=row.source,
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
        )
        for row in Happened.objects.filter(case=case).order_by("-on", "-id")
    )


def reviews(case: str) -> tuple[ReviewView, ...]:
    """Every proposal made for a case, the newest first."""
    return tuple(_review(row) for row in Review.objects.filter(case=case).order_by("-id"))


def erasure(case: str) -> ErasureView | None:
    """The case's erasure and how far it is; None where there is none."""
    return next(iter(erasure_views(erasures().filter(case=case))), None)


def erasures() -> QuerySet[Erasure]:
    """Every erasure, the newest first."""
    return Erasure.objects.select_related("review").order_by("-begun_at", "-id")


def erasure_views(rows: Iterable[Erasure]) -> list[ErasureView]:
    """The erasures as values, each with how far its job is."""
    held = list(rows)
    jobs = states(job_key(row.case) for row in held)
    return [_erasure(row, jobs.get(job_key(row.case))) for row in held]


def due(*, at: datetime) -> QuerySet[Keeping]:
    """The cases whose time is over and that nobody holds, the longest waiting first; those proposed for too."""
    today = timezone.localdate(at)
    found = _marked(today).exclude(_is_held(today))
    return found.filter(due_on__lte=today).order_by("due_on", "case")


def waiting(*, at: datetime) -> QuerySet[Keeping]:
    """The cases for which something is proposed, the oldest proposal first."""
    found = _marked(timezone.localdate(at)).filter(_is_proposed())
    return found.order_by("reckoned_at", "case")


def coming(*, at: datetime) -> QuerySet[Keeping]:
    """The cases whose time will be over within the schedule's days of announcement, the nearest first."""
    today = timezone.localdate(at)
    last = today + timedelta(days=in_force().remind_days)
    return _marked(today).filter(due_on__gt=today, due_on__lte=last).order_by("due_on", "case")


def held(*, at: datetime) -> QuerySet[Keeping]:
    """The cases that somebody holds, by reference."""
    today = timezone.localdate(at)
    return _marked(today).filter(_is_held(today), erased_at=None).order_by("case")


def open_ended(*, at: datetime) -> QuerySet[Keeping]:
    """The cases whose end nobody has said yet, those unchanged for longest first."""
    today = timezone.localdate(at)
    found = _marked(today).exclude(_is_held(today))
    return found.filter(until=None, erased_at=None).order_by("changed_at", "case")


def to_announce(*, at: datetime) -> list[str]:
    """The references of cases whose time is coming and that have not been announced for that day."""
    return list(coming(at=at).exclude(announced_for=F("due_on")).values_list("case", flat=True))


def views(rows: Iterable[Keeping]) -> list[KeepingView]:
    """The rows of one of these lists as values."""
    return [_view(row) for row in rows]


def by_another_schedule(limit: int) -> list[str]:
    """Some of the cases that were reckoned by another schedule than the one in force."""
    found = Keeping.objects.filter(erased_at=None).exclude(schedule=in_force().digest)
    return list(found.order_by("id").values_list("case", flat=True)[:limit])


def _marked(today: date) -> QuerySet[Keeping]:
    return Keeping.objects.annotate(held=_is_held(today), proposed=_is_proposed())


def _is_held(today: date) -> Exists:
    return Exists(standing_holds(on=today).filter(case=OuterRef("case")))


def _is_proposed() -> Exists:
    return Exists(Review.objects.filter(case=OuterRef("case"), confirmed=None))


def _view(row: Keeping) -> KeepingView:
    return KeepingView(
        case=row.case,
        route=row.route,
        grounds=grounds_of(row),
        due_on=row.due_on,
        retained_until=row.retained_until,
        is_held=bool(getattr(row, "held", False)),
        is_proposed=bool(getattr(row, "proposed", False)),
        erased_at=row.erased_at,
    )


def _hold(row: Hold, today: date) -> HoldView:
    return HoldView(
        id=row.pk,
        why=row.why,
        until=row.until,
        placed_by=row.placed_by,
        placed_at=row.placed_at,
        lifted_by=row.lifted_by,
        lifted_at=row.lifted_at,
        lifted_because=row.lifted_because,
        is_over=row.lifted_at is not None or (row.until is not None and row.until < today),
    )


def _review(row: Review) -> ReviewView:
    return ReviewView(
        id=row.pk,
        verdict=Verdict(row.verdict),
        because=row.because,
        until=row.until,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        confirmed=row.confirmed,
        answer=row.answer,
    )


def _erasure(row: Erasure, job: JobView | None) -> ErasureView:
    return ErasureView(
        case=row.case,
        because=row.review.because,
        proposed_by=row.review.proposed_by,
        confirmed_by=row.review.answered_by,
        begun_at=row.begun_at,
        finished_at=row.finished_at,
        done=job.done if job else 0,
        total=job.total if job else 0,
        words=job.words if job else "",
        fault=job.error if job else "",
    )
