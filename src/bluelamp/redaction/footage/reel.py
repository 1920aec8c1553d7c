"""The reel: the analyses of all segments joined into one run of numbered frames, cut into shots."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.finding import Kind

from .movement import Movement, movement
from .values import Analysis, PictureStream, Probe, Seen

_KEPT = 1024  # movements that are kept unpacked
_AT_MOST = 240.0  # frames a second that are believed


class Reel:
    """All frames of the footage, numbered from 0, whatever order the analyses come in.

    Raises FootageRefused where they do not cover every frame exactly once.
    """

    def __init__(self, probe: Probe, analyses: Iterable[Analysis]) -> None:
        ordered = sorted(analyses, key=lambda analysis: analysis.segment)
        _check(probe, ordered)
        self.size = (probe.picture.width, probe.picture.height)
        self.times = tuple(itertools.chain.from_iterable(each.times for each in ordered))
        self._time_base = probe.picture.time_base
        self._number = {time: number for number, time in enumerate(self.times)}
        self._packed = [step for each in ordered for step in _steps(each)]
        self._cuts = {self._number[time] for each in ordered for time in each.cuts if time in self._number}  # fmt: skip
        self._looks = self._by_frame(one for each in ordered for one in each.seen)
        self.steps = functools.lru_cache(_KEPT)(self._movement)

    @property
    def shots(self) -> tuple[range, ...]:
        """The frames from each cut up to the next; also where the movement is not known."""
        broken = {number for number in range(1, len(self.times)) if not self._packed[number - 1]}
        starts = sorted({0, *self._cuts, *broken})
        ends = [*starts[1:], len(self.times)]
        return tuple(
            range(start, end) for start, end in zip(starts, ends, strict=True) if start < end
        )

    def frames(self, seconds: float) -> int:
        """So many seconds counted in frames, at least one."""
        if len(self.times) < 2:
            return 1
        ticks = float(np.median(np.diff(self.times)))
        step = max(ticks * self._time_base[0] / self._time_base[1], 1 / _AT_MOST)
        return max(1, round(seconds / step))

    def looks(self, kind: Kind, shot: range) -> Mapping[int, Sequence[Seen]]:
        """What was seen of one kind in a shot, by frame, the surest first."""
        looks = self._looks[kind]
        return {frame: looks[frame] for frame in shot if frame in looks}

    def _movement(self, frame: int) -> Movement:
        """The movement to a frame from the one before."""
        known = self._packed[frame - 1]
        assert known, "a shot ends where the movement is not known"  # noqa: S101
        return movement(*known, self.size)

    def _by_frame(self, seen: Iterable[Seen]) -> dict[Kind, dict[int, list[Seen]]]:
        looks: dict[Kind, dict[int, list[Seen]]] = {kind: defaultdict(list) for kind in Kind}
        for one in sorted(
            seen, key=lambda one: (-one.confidence, msgspec.structs.astuple(one.place))
        ):
            looks[one.kind][self._number[one.place.time]].append(one)
        return looks


def _check(probe: Probe, ordered: Sequence[Analysis]) -> None:
    whole = [each.segment for each in ordered] == [each.number for each in probe.segments] and all(
        segment.start <= time and (segment.end is None or time < segment.end)
        for each, segment in zip(ordered, probe.segments, strict=True)
        for time in each.times
    )
    times = [time for each in ordered for time in each.times]
    in_order = all(earlier < later for earlier, later in itertools.pairwise(times))
    if not (whole and in_order and _as_many(probe.picture, times)):
        raise FootageRefused(
            "What was seen in the segments does not cover every frame of the footage exactly once; "
            "the footage must be looked through again."
        )


def _as_many(picture: PictureStream, times: Sequence[int]) -> bool:
    """Whether all frames are there; the last may have been cut short with the file."""
    if not picture.packets_are_frames or len(times) == picture.frames:
        return True
    return len(times) == picture.frames - 1 and (not times or times[-1] < picture.last)


def _steps(analysis: Analysis) -> Iterable[tuple[bytes, tuple[int, int]] | None]:
    """One for each frame of the segment, None where it is not known."""
    known = [(packed, analysis.grid) for packed in analysis.motion]
    return [*known, *[None] * (len(analysis.times) - len(known))]
