"""The canvas: a fresh 4:2:0 frame with a decoded picture's samples and nothing else that it carried."""

from __future__ import annotations

import cv2
import numpy as np
from av import VideoFrame
from av.video.format import VideoFormat
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from .covering import Plane, Samples
from .frames import Frame
from .values import PictureStream

_AS_THEY_ARE = {"yuv420p": ("yuv420p", "yuvj420p"), "yuv420p10le": ("yuv420p10le",)}
_TURNS = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}


class Canvas:
    """Makes canvases for one picture stream: upright, with even sides, of 8 bits or of 10.

    4:2:0 has no odd sides: the last row or column is repeated where there is one.
    """

    def __init__(self, picture: PictureStream, *, deep: bool) -> None:
        self.width, self.height = (side + side % 2 for side in (picture.width, picture.height))
        stored = VideoFormat(picture.pixel_format)
        self.bits = 10 if deep and stored.components[0].bits > 8 else 8
        self.layout = "yuv420p10le" if self.bits > 8 else "yuv420p"
        self._range = ColorRange.JPEG if picture.colour["range"] == "full" else ColorRange.MPEG
        self._matrix = Colorspace.ITU709 if stored.is_rgb else None
        self._reformatter = VideoReformatter()

    def of(self, frame: Frame) -> VideoFrame:
        """A canvas with the frame's samples."""
        source = self._laid_out(frame.picture)
        canvas = VideoFrame(self.width, self.height, self.layout)
        for into, out in zip(self._samples(canvas), self._samples(source), strict=True):
            turned = cv2.rotate(out, _TURNS[frame.quarters]) if frame.quarters else out
            rows, columns = turned.shape
            into[:rows, :columns] = turned
            into[rows:, :columns] = turned[-1:]
            into[:, columns:] = into[:, columns - 1 : columns]
        return canvas

    def planes(self, canvas: VideoFrame) -> tuple[Plane, ...]:
        """The canvas's planes, to be drawn in."""
        deep = self.bits - 8
        limited = self._range is ColorRange.MPEG
        brightness, *colours = self._samples(canvas)
        lowest, highest = (16 << deep, 235 << deep) if limited else (0, (256 << deep) - 1)
        grey, top = 128 << deep, (240 << deep if limited else highest)
        return (
            Plane(brightness, 1, lowest, lowest, highest),
            *(Plane(colour, 2, grey, lowest, top) for colour in colours),
        )

    def _laid_out(self, picture: VideoFrame) -> VideoFrame:
        if picture.format.name in _AS_THEY_ARE[self.layout]:
            return picture
        return self._reformatter.reformat(
            picture,
            format=self.layout,
            dst_colorspace=self._matrix,
            src_color_range=None if self._matrix else self._range,
            dst_color_range=self._range,
            threads=1,
        )

    def _samples(self, frame: VideoFrame) -> list[Samples]:
        return [
            self._numbers(memoryview(plane)).reshape(plane.height, -1)[:, : plane.width]
            for plane in frame.planes
        ]

    def _numbers(self, content: memoryview) -> Samples:
        if self.bits > 8:
            return np.frombuffer(content, np.uint16)
        return np.frombuffer(content, np.uint8)
