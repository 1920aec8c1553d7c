"""Pursuing: where what a person has drawn a box around goes, on or back through its shot.

A confined process decodes one segment after the other, from the time of the box to a cut, to the
edge of the picture, to where it is lost, or for as long as is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np

from bluelamp.redaction.errors import FootageRefused, PlanRefused

from .child import Sources, Work
from .confined import Confined, Step
from .decoding import frames
from .frames import Frame, Grey
from .motion import CUT_BELOW, LONG_SIDE, Flow
from .placing import places
from .pursuit import Ending, Pursuit
from .values import Place, Probe, Segment

_LONGEST, _MOST = 60.0, 600.0  # seconds
_PATIENCE = 0.5  # seconds for which it may be hidden
_SIDE, _FRAME = (
    64,
    1280,
)  # pixels of the box's shorter side and of the picture's longer one, as seen
_PLAINLY_ALIKE = 0.95  # correlation above which nobody needs to look for a cut


class Way(StrEnum):
    """In which direction of time."""

    ON = "on"
    BACK = "back"


class Pursued(msgspec.Struct, frozen=True, kw_only=True):
    """Where it went, in the order of time, why it was pursued no further, and until when in ticks."""

    places: tuple[Place, ...]
    ending: Ending
    until: int


class _Chase(msgspec.Struct, frozen=True, kw_only=True):
    start: Place
    way: Way
    bound: int  # ticks


def pursue(
    path: Path,
    *,
    probe: Probe,
    start: Place,
    way: Way | str,
    longest: float = _LONGEST,
    tell: Callable[[int], object] | None = None,
) -> Pursued:
    """Where what is in a box at a time goes, for at most so many seconds; `tell` hears frames done.

    Raises PlanRefused for a box that holds nothing of the picture or a time of no frame,
    FootageRefused where the footage cannot be decoded.
    """
    _check(start, probe)
    per_second = probe.picture.time_base[1] / probe.picture.time_base[0]
    order = _Chase(start=start, way=Way(way), bound=round(min(longest, _MOST) * per_second))
    done, answer = 0, b""
    with Confined(Step.PURSUE, setting=msgspec.msgpack.encode(probe), sources=[path]) as process:
        for part in process.ask(msgspec.msgpack.encode(order)):
            done, answer = done + 1, part or answer
            if tell:
                tell(done)
    try:
        return msgspec.msgpack.decode(answer, type=Pursued)
    except msgspec.DecodeError as error:
        raise FootageRefused("The decoder gave no usable answer for this file.") from error


def _check(start: Place, probe: Probe) -> None:
    picture = probe.picture
    if not picture.first <= start.time <= picture.last:
        raise PlanRefused("What is pursued must be there at a time of the footage.")
    across = min(start.right, picture.width) - max(start.left, 0)
    down = min(start.bottom, picture.height) - max(start.top, 0)
    if not (across >= 1 and down >= 1):
        raise PlanRefused("What is pursued must lie in the picture.")


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: the setting is the probe; the answer an empty part for every frame, then Pursued."""
    probe = msgspec.msgpack.decode(setting, type=Probe)
    _run_once()

    def work(order: bytes) -> Iterator[bytes]:
        yield from _pursued(sources[0], probe, msgspec.msgpack.decode(order, type=_Chase))

    return work


def _run_once() -> None:
    """Afterwards no library needs to open a file any more."""
    ground = (np.indices((96, 96)).sum(axis=0) % 23 * 11).astype(np.uint8)
    Pursuit(np.array((30.0, 30.0, 60.0, 60.0)), ground, patience=1).go(np.roll(ground, 1, 1))
    _is_cut(_Seen(0, None, ground), _Seen(1, None, 255 - ground), Flow())


@dataclass(frozen=True, slots=True)
class _Seen:
    """A frame as a pursuit takes it: at its scale, None where it cannot be decoded, and very small."""

    time: int
    grey: Grey | None
    small: Grey


def _pursued(source: BinaryIO, probe: Probe, chase: _Chase) -> Iterator[bytes]:
    start, picture = chase.start, probe.picture
    size = (picture.width, picture.height)
    look = _Look(size, start)
    seen = _in_order(source, probe, chase, look)
    before = next(seen, None)
    if before is None or before.grey is None:
        raise FootageRefused("The frame to pursue from cannot be decoded.")
    box = np.array((start.left, start.top, start.right, start.bottom)) * look.scale
    patience = max(1, round(_PATIENCE * picture.rate))
    pursuit, flow = Pursuit(box, before.grey, patience=patience), Flow()
    times, ending = [start.time], None
    for frame in seen:
        yield b""
        if abs(frame.time - start.time) > chase.bound:
            ending = Ending.BOUND
        elif _is_cut(before, frame, flow):
            ending = Ending.CUT
        else:
            times.append(frame.time)
            ending, before = pursuit.go(frame.grey), frame
        if ending:
            break
    count = pursuit.certain + 1 if ending is Ending.LOST else len(times)
    path = np.array(pursuit.path[:count]) / look.scale
    in_order = slice(None, None, -1 if chase.way is Way.BACK else 1)
    found = places((0, path[in_order]), times[:count][in_order], size)
    yield msgspec.msgpack.encode(
        Pursued(places=found, ending=ending or Ending.END, until=times[count - 1])
    )


class _Look:
    """Makes frames small: so that the shorter side of the box is long enough to know it again."""

    def __init__(self, size: tuple[int, int], start: Place) -> None:
        side = min(start.right - start.left, start.bottom - start.top)
        wanted = min(1.0, _SIDE / side, _FRAME / max(size))
        self._size = round(size[0] * wanted), round(size[1] * wanted)
        self.scale = np.tile(np.array(self._size) / size, 2)
        small = LONG_SIDE / max(size)
        self._small = max(1, round(size[0] * small)), max(1, round(size[1] * small))

    def at(self, frame: Frame) -> _Seen:
        grey = None if frame.blank else frame.grey(*self._size)
        return _Seen(frame.time, grey, frame.grey(*self._small))


def _in_order(source: BinaryIO, probe: Probe, chase: _Chase, look: _Look) -> Iterator[_Seen]:
    """The frames in the order of the pursuit, the one first that is shown at its start."""
    time = chase.start.time
    begun = [each for each in probe.segments if each.start <= time] or [probe.segments[0]]
    if chase.way is Way.BACK:
        for segment in reversed(begun):
            run = _of_segment(source, probe, segment)
            yield from reversed([look.at(frame) for frame in run if frame.time <= time])
        return
    latest: Frame | None = None
    for segment in probe.segments[len(begun) - 1 :]:
        for frame in _of_segment(source, probe, segment):
            if frame.time > time and latest:
                yield look.at(latest)
            latest = frame
    if latest:
        yield look.at(latest)


def _of_segment(source: BinaryIO, probe: Probe, segment: Segment) -> Iterator[Frame]:
    for frame in frames(source, probe.picture, segment):
        if segment.end is None or frame.time < segment.end:
            yield frame


def _is_cut(before: _Seen, frame: _Seen, flow: Flow) -> bool:
    """Whether a new shot lies between two frames; the same question as in `analysing`."""
    with np.errstate(invalid="ignore"):  # flat pictures are like nothing
        likeness = np.corrcoef(before.small.ravel(), frame.small.ravel())[0, 1]
    if likeness > _PLAINLY_ALIKE:
        return False
    return flow.between(before.small, frame.small)[1] < CUT_BELOW
