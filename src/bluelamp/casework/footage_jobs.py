"""The jobs of footage: looked at, covered and examined by segments, each of which any worker may take.

Killed at any point, a job is taken up by another worker: what was finished is not done again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone

from bluelamp.casework import footage_steps as steps
from bluelamp.casework import made
from bluelamp.casework.models import Image, PlanVersion
from bluelamp.casework.pieces import COVER, EXAMINE, LOOK, Piece, Stage
from bluelamp.casework.segments import begin
from bluelamp.jobs.errors import CannotSucceed
from bluelamp.jobs.registry import kind
from bluelamp.jobs.run import Run
from bluelamp.people.actor import SYSTEM
from bluelamp.record import services as record
from bluelamp.redaction import RedactionError
from bluelamp.redaction.footage.plan import FootagePlan
from bluelamp.vault.errors import AssetDamaged, AssetMissing

_LASTING = (RedactionError, AssetMissing, AssetDamaged)


def start(run: Run, piece: Piece) -> None:
    """Begin the first stage; that the original is read for this work is recorded once, before it is."""

    def let_in() -> None:
        case, at = piece.image.case.reference, timezone.now()
        record.consulted(what=piece.image.sha256, actor=SYSTEM.reference, case=case, at=at)
        begin(piece, piece.stages[0], args=piece.args, at=at)

    run.effect("begin", let_in)


@kind("casework.analyse_segment")
def analyse_segment(run: Run) -> None:
    """Find everyone in a segment, and how they move."""
    _segment(run, LOOK)


@kind("casework.render_segment")
def render_segment(run: Run) -> None:
    """Cover everyone in a segment whom the plan does not keep."""
    _segment(run, COVER)


@kind("casework.examine_segment")
def examine_segment(run: Run) -> None:
    """Hold a segment of the finished film against the plan."""
    _segment(run, EXAMINE)


@kind("casework.propose_plan")
def propose_plan(run: Run) -> None:
    """Follow everyone through the footage and propose a plan that obscures them all."""
    piece = Piece.of(run.args)
    if not piece.is_over():
        with _told(run, piece):
            proposed, cuts = steps.proposal(run, piece)
            run.effect("propose", lambda: _keep_proposal(piece, proposed, cuts, timezone.now()))
    piece.clear()


@kind("casework.join_footage")
def join_footage(run: Run) -> None:
    """Join the covered segments and the sound into one film and keep it, to be examined."""
    piece = Piece.of(run.args)
    if piece.is_over():
        return
    with _told(run, piece):
        film = run.step("film", lambda: steps.film(run, piece))
        args = {**piece.args, **film}
        run.effect("examine", lambda: begin(piece, EXAMINE, args=args, at=timezone.now()))


@kind("casework.conclude_footage")
def conclude_footage(run: Run) -> None:
    """Conclude the examination: the rendition is finished, or kept as failed."""
    piece = Piece.of(run.args)
    if not piece.is_over():
        with _told(run, piece):
            report = run.step("conclude", lambda: steps.report(run, piece))
            run.effect("finish", lambda: _finish(piece, run.args["sha256"], report))
    piece.clear()


@contextmanager
def _told(run: Run, piece: Piece) -> Iterator[None]:
    """What no further attempt can change is told once: beside the rendition, or as the job's failure."""
    row = piece.rendition
    try:
        yield
    except _LASTING as fault:
        if row is None:
            raise CannotSucceed(str(fault)) from fault
        words = str(fault)
        run.effect("fail", lambda: made.fail(row, fault=words, at=timezone.now()))
        piece.clear()


def _segment(run: Run, stage: Stage) -> None:
    piece = Piece.of(run.args)
    if piece.is_over():
        return
    with _told(run, piece):
        steps.carry_out(run, piece, stage, piece.probe.segments[run.args["segment"]])


def _keep_proposal(piece: Piece, plan: FootagePlan, cuts: list[int], at: datetime) -> None:
    Image.objects.filter(pk=piece.image.pk).update(cuts=cuts)
    found = len(plan.tracks)
    words = f"Followed {found:,}; every one is obscured" if found else "Nobody was found"
    PlanVersion.objects.create(
        image=piece.image,
        number=1,
        text=plan.canonical().decode(),
        digest=plan.digest(),
        made_by=SYSTEM.reference,
        made_at=at,
        change=words if plan.keep_sound else f"{words}; somebody speaks, so no sound goes out",
    )


def _finish(piece: Piece, sha256: str, report: Any) -> None:
    assert piece.rendition  # noqa: S101  of a search nothing is finished
    at = timezone.now()
    made.finish(piece.rendition, sha256=sha256, media_type=steps.MEDIA_TYPE, report=report, at=at)
