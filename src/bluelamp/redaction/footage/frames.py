"""One decoded frame, as those who look at it and those who cover it take it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from av import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from bluelamp.redaction.picture import Pixels

Grey = NDArray[np.uint8]  # height x width, row 0 at the top of the upright frame


@dataclass(slots=True)
class Scalers:
    """The scaling contexts of one run of frames, kept because to set one up costs more than to use it."""

    kept: dict[tuple[int, int, str], VideoReformatter] = field(default_factory=dict)

    def scale(self, picture: VideoFrame, width: int, height: int, layout: str) -> VideoFrame:
        """The frame in that size in pixels and that pixel format."""
        scaler = self.kept.setdefault((width, height, layout), VideoReformatter())
        smaller = width * height < picture.width * picture.height
        how = Interpolation.AREA if smaller else Interpolation.BILINEAR
        return scaler.reformat(picture, width, height, layout, interpolation=how, threads=1)


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame and the time that it is shown at, in ticks of the stream's time base.

    `picture` is as it was decoded, before the rotation of `quarters` quarter turns anticlockwise;
    `width` and `height` are upright. `blank` marks a solid frame in place of one that could not be
    decoded.
    """

    time: int
    picture: VideoFrame
    quarters: int
    scalers: Scalers
    blank: bool = False

    @property
    def width(self) -> int:
        """Columns of the upright frame."""
        return self.picture.height if self.quarters % 2 else self.picture.width

    @property
    def height(self) -> int:
        """Rows of the upright frame."""
        return self.picture.width if self.quarters % 2 else self.picture.height

    def rgb(self, width: int, height: int) -> Pixels:
        """Height x width x 3, upright, scaled to that size; non-square pixels stay as they are."""
        return self._scaled(width, height, "rgb24")

    def grey(self, width: int, height: int) -> Grey:
        """Height x width, upright, scaled to that size."""
        return self._scaled(width, height, "gray")

    def _scaled(self, width: int, height: int, layout: str) -> NDArray[np.uint8]:
        across, down = (height, width) if self.quarters % 2 else (width, height)
        scaled = self.scalers.scale(self.picture, across, down, layout).to_ndarray()
        return np.ascontiguousarray(np.rot90(scaled, self.quarters), np.uint8)
