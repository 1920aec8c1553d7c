"""Encoding: frames that hold nothing but samples in, coded pictures out, each shown when it is decoded.

No frame is moved: without B-frames the order of decoding is that of showing, so segments join
without a seam and the file that they make needs no edit list.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from typing import cast

import msgspec
from av import Packet, VideoFrame
from av.bitstream import BitStreamFilterContext
from av.codec.context import CodecContext, Flags
from av.filter import Graph
from av.stream import Stream
from av.video.codeccontext import VideoCodecContext
from av.video.format import VideoFormat
from av.video.reformatter import ColorRange

from .canvas import Canvas
from .plan import Codec
from .values import PictureStream

ENCODERS = {Codec.H264: "libx264", Codec.HEVC: "libx265", Codec.AV1: "libsvtav1"}
_OPTIONS = {
    # With the look ahead of `veryfast` (mbtree): files as small as its own for three fifths of its work.
    Codec.H264: {
        "preset": "superfast",
        "crf": "21",
        "bf": "0",
        "a53cc": "0",
        "x264-params": "mbtree=1:rc-lookahead=10:partitions=i8x8",
    },
    Codec.HEVC: {
        "preset": "superfast",
        "crf": "24",
        "x265-params": "bframes=0:info=0:log-level=none:pools=none:frame-threads=1:open-gop=0",
    },
    Codec.AV1: {"preset": "10", "crf": "32", "svtav1-params": "pred-struct=1:lp=1"},
}
# Supplemental enhancement information names the encoder and its settings: nobody needs it to decode.
_WITHOUT_REMARKS = {
    Codec.H264: "filter_units=remove_types=6",
    Codec.HEVC: "filter_units=remove_types=39|40",
    Codec.AV1: "null",
}
_RGB, _BT709 = "0", "1"  # matrix coefficients, ITU-T H.273 table 4


class CodedHead(msgspec.Struct, frozen=True, tag=True):
    """What a decoder must know beforehand; sizes in pixels, as coded."""

    codec: Codec
    width: int
    height: int
    parameters: bytes


class CodedPicture(msgspec.Struct, frozen=True, tag=True):
    """One coded picture and its time, in ticks from the first picture of the footage."""

    time: int
    is_key: bool
    content: bytes


class Encoder:
    """Codes the frames of one segment; the same settings give the same head in every segment."""

    def __init__(self, picture: PictureStream, codec: Codec) -> None:
        self.canvas = Canvas(picture, deep=codec is not Codec.H264)
        self._codec = codec
        self._coder = cast(VideoCodecContext, CodecContext.create(ENCODERS[codec], "w"))
        set_up(self._coder, picture, codec)
        with ordinary_priority():
            self._coder.open()
        self._filter = BitStreamFilterContext(_WITHOUT_REMARKS[codec], codec.value)
        self._fields = (
            _Fields(picture, self.canvas) if _is_coded_in_fields(picture, codec) else None
        )

    @property
    def head(self) -> CodedHead:
        """What stands in front of every segment."""
        coder = self._coder
        return CodedHead(self._codec, coder.width, coder.height, coder.extradata or b"")

    def encode(self, canvas: VideoFrame | None, time: int = 0) -> Iterator[CodedPicture]:
        """What comes out on a canvas shown at that time, in ticks; on None, all that is left."""
        if canvas:
            canvas.pts = time
            canvas = self._fields.marked(canvas) if self._fields else canvas
        for packet in self._coder.encode(canvas):
            for kept in self._filter.filter(packet):
                yield _coded(kept)
        if canvas is None:
            for kept in self._filter.filter(None):
                yield _coded(kept)


def set_up(coder: VideoCodecContext, picture: PictureStream, codec: Codec) -> None:
    """Prepare an encoder that is not open yet: the same for every segment and for the film."""
    canvas = Canvas(picture, deep=codec is not Codec.H264)
    coder.width, coder.height = canvas.width, canvas.height
    coder.pix_fmt = canvas.layout
    coder.time_base = Fraction(*picture.time_base)
    coder.framerate = picture.rate
    aspect = Fraction(*picture.sample_aspect_ratio)
    coder.sample_aspect_ratio = 1 / aspect if picture.rotation % 180 else aspect
    coder.thread_count = 1
    coder.flags |= Flags.global_header | Flags.bitexact | Flags.closed_gop
    coder.options = dict(_OPTIONS[codec])
    if _is_coded_in_fields(picture, codec):
        coder.flags |= Flags.interlaced_dct | Flags.interlaced_me
    _tag_colour(coder, picture)


@contextmanager
def ordinary_priority() -> Iterator[None]:
    """Every thread is scheduled afterwards as this one was before an encoder was opened.

    SVT-AV1 gives itself, and whoever opens it, real-time priority wherever it may (as root), and
    every program started from there inherits that: one film would starve the whole machine.
    """
    if sys.platform != "linux":
        yield
        return
    policy, parameters = os.sched_getscheduler(0), os.sched_getparam(0)
    yield
    with suppress(PermissionError):  # confined: it may not look, and was refused the priority too
        for thread in Path("/proc/self/task").iterdir():
            with suppress(ProcessLookupError):  # it has ended
                os.sched_setscheduler(int(thread.name), policy, parameters)


def _is_coded_in_fields(picture: PictureStream, codec: Codec) -> bool:
    """Only H.264 knows fields, and only in heights that it can halve into macroblocks' rows."""
    return picture.interlaced and codec is Codec.H264 and picture.height % 4 == 0


class _Fields:
    """Marks canvases as two fields; which comes first is said by a frame, and a filter can say it."""

    def __init__(self, picture: PictureStream, canvas: Canvas) -> None:
        self._graph = Graph()
        entry = self._graph.add_buffer(
            width=canvas.width,
            height=canvas.height,
            format=VideoFormat(canvas.layout),
            time_base=Fraction(*picture.time_base),
        )
        mark = self._graph.add("setfield", "bff" if picture.bottom_field_first else "tff")
        self._graph.link_nodes(entry, mark, self._graph.add("buffersink")).configure()

    def marked(self, canvas: VideoFrame) -> VideoFrame:
        self._graph.vpush(canvas)
        return self._graph.vpull()


def _tag_colour(coder: VideoCodecContext, picture: PictureStream) -> None:
    colour = picture.colour
    coder.color_primaries = int(colour["primaries"])
    coder.color_trc = int(colour["transfer"])
    coder.colorspace = coded_matrix(picture)
    coder.color_range = ColorRange.JPEG if colour["range"] == "full" else ColorRange.MPEG


def coded_matrix(picture: PictureStream) -> int:
    """The matrix coefficients that the film is coded by, ITU-T H.273 table 4."""
    matrix = picture.colour["matrix"]
    return int(_BT709 if matrix == _RGB else matrix)


def _coded(packet: Packet[Stream]) -> CodedPicture:
    return CodedPicture(cast(int, packet.pts), packet.is_keyframe, bytes(packet))
