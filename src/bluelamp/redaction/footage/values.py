"""The values that pass between the steps: what a file holds, what was seen in it, who is followed.

Times are presentation times in ticks of the picture stream's time base, as the file gives them.
Places are in pixels of the upright picture (rotation applied), fractions allowed.
"""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

from bluelamp.redaction.finding import Kind

_SKIPS_FRAMES = "mpeg4"  # may say "as before" with a packet that gives no frame
_NUMBERS = re.compile(rb"\[\s+((?:-?[\d.e+-]+,?\s+)+)\]")


class Place(msgspec.Struct, frozen=True, array_like=True):
    """A box at a time: left and top inside, right and bottom outside; may reach over the edge."""

    time: int
    left: float
    top: float
    right: float
    bottom: float


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A run of frames that can be worked on alone: presentation times from `start` up to `end`.

    `seek` is the time of a key frame from which every one of them can be decoded; `end` is None in
    the last segment.
    """

    number: int
    seek: int
    start: int
    end: int | None


class PictureStream(msgspec.Struct, frozen=True, kw_only=True):
    """The picture stream that is worked on; sizes in pixels, `width` and `height` upright.

    `rotation` is anticlockwise, in degrees. `first` and `last` are the times of the first and last
    frames that a player shows. Where `by_order` is set the file's times cannot be used, and frames
    are timed by their order.
    """

    codec: str
    pixel_format: str
    width: int
    height: int
    rotation: int
    sample_aspect_ratio: tuple[int, int]
    time_base: tuple[int, int]
    frame_rate: tuple[int, int] | None
    interlaced: bool
    colour: dict[str, str]
    first: int
    last: int
    frames: int
    index: int = 0
    by_order: bool = False
    bottom_field_first: bool = False

    @property
    def rate(self) -> Fraction:
        """Frames a second; 25 where the file does not say."""
        return Fraction(*(self.frame_rate or (25, 1)))

    @property
    def packets_are_frames(self) -> bool:
        """Whether each packet that is shown gives one frame, so that `frames` counts them."""
        return not (self.interlaced or self.by_order or self.codec == _SKIPS_FRAMES)

    def clock(self, time: int) -> float:
        """A time in ticks as seconds from the first frame."""
        return (time - self.first) * self.time_base[0] / self.time_base[1]

    def ticks(self, seconds: float) -> int:
        """The time in ticks nearest to so many seconds from the first frame."""
        return self.first + round(seconds * self.time_base[1] / self.time_base[0])


class SoundStream(msgspec.Struct, frozen=True, kw_only=True):
    """One sound stream; `start` and `duration` in seconds."""

    codec: str
    channels: int
    rate: int
    start: float
    duration: float

    @property
    def end(self) -> Fraction:
        """In seconds."""
        return Fraction(self.start) + Fraction(self.duration)


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """What a file of footage holds; `travels` names all else in it, none of which will go out."""

    sha256: str
    container: str
    duration: float
    picture: PictureStream
    sound: tuple[SoundStream, ...]
    travels: tuple[str, ...]
    notes: tuple[str, ...]
    segments: tuple[Segment, ...]


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One box from one detector in one frame; confidence 0 to 1, `turn` as for a sighting."""

    place: Place
    kind: Kind
    confidence: float
    turn: float = 0.0


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen in one segment: every frame's time, cuts, detections, and how things moved.

    `cuts` are the times of first frames of a new shot. `looked` are the times of the frames that a
    detector was run on. `motion` holds, for each frame but the last of the file, the packed movement
    of a coarse grid of points to the frame after, be it the next segment's first; its size is `grid`
    (columns, rows). `cuts` may name that frame too.
    """

    segment: int
    times: tuple[int, ...]
    cuts: tuple[int, ...]
    looked: tuple[int, ...]
    seen: tuple[Seen, ...]
    grid: tuple[int, int]
    motion: tuple[bytes, ...]


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time, from `start` up to `end`, in seconds of presentation."""

    start: float
    end: float


def readable(value: msgspec.Struct) -> bytes:
    """The value as indented JSON, each list of numbers on one line."""
    indented = msgspec.json.format(msgspec.json.encode(value), indent=2)
    return _NUMBERS.sub(_on_one_line, indented) + b"\n"


def _on_one_line(numbers: re.Match[bytes]) -> bytes:
    return b"[" + b" ".join(numbers[1].split()) + b"]"
