"""Previewing: single frames as the plan will have them in the film, before it is coded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from av.video.reformatter import ColorRange

from bluelamp.redaction.picture import Pixels

from .canvas import Canvas
from .child import Sources, Work
from .confined import Step
from .covering import Cover
from .decoding import beyond_decoding
from .encoding import coded_matrix
from .frames import Frame
from .plan import Codec, Damage, FootagePlan, check
from .stills import Wanted, asked, taken
from .values import Probe, Segment
from .whereabouts import Whereabouts, half_a_frame


def preview(
    path: Path, *, probe: Probe, plan: FootagePlan, wanted: Sequence[Wanted]
) -> tuple[Pixels, ...]:
    """The pixels of each as rendering covers it, decoded in a confined process.

    Raises PlanRefused for a plan that was made for another file, FootageRefused where a frame cannot
    be decoded and the plan does not say to show a black one, or as `stills` does.
    """
    check(plan, probe=probe)
    setting = msgspec.msgpack.encode((probe, plan))
    return asked(Step.PREVIEW, path, setting=setting, wanted=wanted)


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: the setting is the probe and the plan, orders and answers are as in `stills`."""
    probe, plan = msgspec.msgpack.decode(setting, type=tuple[Probe, FootagePlan])
    darkroom = _Darkroom(probe, plan)

    def work(order: bytes) -> Iterator[bytes]:
        yield from taken(order, sources[0], probe, darkroom.develop)

    return work


class _Darkroom:
    """Covers frames as `rendering` does, and shows them as a player shows the film."""

    def __init__(self, probe: Probe, plan: FootagePlan) -> None:
        self._picture, self._plan = probe.picture, plan
        self._canvas = Canvas(probe.picture, deep=plan.codec is not Codec.H264)
        self._cover = Cover(plan, interlaced=probe.picture.interlaced)
        first = probe.segments[0]
        whole = Segment(number=0, seek=first.seek, start=first.start, end=None)
        half = half_a_frame(probe.picture)
        self._whereabouts = Whereabouts(plan.obscured, segment=whole, half=half)

    def develop(self, frame: Frame) -> Frame:
        if frame.blank and self._plan.damage is Damage.STOP:
            raise beyond_decoding(frame.time, self._picture)
        canvas = self._canvas.of(frame)
        self._cover.draw(self._canvas.planes(canvas), self._whereabouts.at(frame.time))
        is_full = self._picture.colour["range"] == "full"
        canvas.color_range = ColorRange.JPEG if is_full else ColorRange.MPEG
        canvas.colorspace = coded_matrix(self._picture)
        return Frame(frame.time, canvas, 0, frame.scalers)
