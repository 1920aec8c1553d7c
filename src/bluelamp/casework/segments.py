"""How the stages of work on footage follow on one another: segment by segment, and then what gathers them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from bluelamp.casework.pieces import STAGES, Piece, Stage
from bluelamp.jobs import selectors
from bluelamp.jobs import services as jobs
from bluelamp.jobs.values import JobState, JobView


def begin(piece: Piece, stage: Stage, *, args: Mapping[str, Any], at: datetime) -> None:
    """Let in as many segments as there are workers.

    Each that ends lets in the next, so that what falls due meanwhile comes first.
    """
    for number in range(min(settings.BLUELAMP_WORKERS, len(piece.probe.segments))):
        _let_in(piece, stage, number, args, at)


def follow_on(job: JobView, *, at: datetime) -> None:
    """After a segment comes the next, and after the last whatever gathers them, if anything does.

    The caller holds the case locked: of two that end at once, one sees that the other has ended.
    """
    stage = STAGES.get(job.kind)
    if stage is None or job.state is not JobState.DONE:
        return
    piece = Piece.of(job.args)
    if piece.is_over():
        return
    args = {name: value for name, value in job.args.items() if name != "segment"}
    keys = piece.segment_keys(stage)
    found = selectors.states(keys)
    left = [number for number, key in enumerate(keys) if key not in found]
    if left:
        _let_in(piece, stage, left[0], args, at)
    elif stage.then and all(each.state is JobState.DONE for each in found.values()):
        jobs.enqueue(stage.then, key=piece.gathering_key(stage), args=args, at=at)


def _let_in(piece: Piece, stage: Stage, number: int, args: Mapping[str, Any], at: datetime) -> None:
    key = piece.segment_keys(stage)[number]
    jobs.enqueue(stage.kind, key=key, args={**args, "segment": number}, at=at)
