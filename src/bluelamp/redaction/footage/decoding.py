"""Decoding: the frames that a player would show, each once, in order, at its own time.

Frames hidden behind an edit list are decoded where others need them and never handed on.  FFmpeg is
given a descriptor and a short list of containers: it can follow no path, address or playlist.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

import av
from av import Packet, VideoFrame
from av.codec.context import ThreadType
from av.container import InputContainer
from av.stream import Discard
from av.video.stream import VideoStream

from bluelamp.redaction.errors import FootageRefused

from .frames import Frame, Scalers
from .values import PictureStream, Segment

CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts"
CODECS = {"h264": "H.264", "hevc": "HEVC", "vp9": "VP9", "mpeg4": "MPEG-4", "mjpeg": "MJPEG"}
_SKIPS_FRAMES = "mpeg4"  # may say "as before" with a packet that gives no frame
_RUN_UPS = (0, 2, 20, 120)  # seconds before the key frame to start at, where it is not enough

Decoded = list[VideoFrame] | None  # None where the packet is broken
Shown = tuple[int, VideoFrame | None]  # a time, and None where the frame cannot be decoded


def open_footage(source: BinaryIO) -> InputContainer:
    """The container in an open file; raises FFmpeg's own errors where it is none of CONTAINERS."""
    source.seek(0)
    options = {
        "fd": str(source.fileno()),
        "protocol_whitelist": "fd",
        "format_whitelist": CONTAINERS,
    }
    return av.open("fd:", "r", options=options, metadata_errors="replace")


def only(container: InputContainer, index: int) -> VideoStream:
    """The picture stream of that number, read without the others and decoded in one thread."""
    for stream in container.streams:
        stream.discard = Discard.default if stream.index == index else Discard.all
    chosen = cast(VideoStream, container.streams[index])
    chosen.thread_count = 1
    chosen.thread_type = ThreadType.NONE
    return chosen


def frames(source: BinaryIO, picture: PictureStream, segment: Segment) -> Iterator[Frame]:
    """Every frame of the segment, and after them the first frame of the next where there is one.

    A frame that cannot be decoded comes as a black one, marked `blank`, and so do those after it up
    to the next key frame; the broken last frame of a file cut short is left out.  Raises
    FootageRefused where times go backwards or the picture changes its size or pixel format.
    """
    shown = _from_start(source, picture, segment)
    yield from _as_frames(shown, picture, segment, before=segment.start - 1)


def frames_near(
    source: BinaryIO, picture: PictureStream, segment: Segment, time: int
) -> Iterator[Frame]:
    """As `frames`, but from any that is shown at that time or before: as few as can be found to do."""
    for run_up in () if picture.by_order else _RUN_UPS[:-1]:
        with open_footage(source) as container:
            stream = _sought(container, picture, time, run_up)
            shown = _apart(_timed_by_stamp(stream, picture))
            run = itertools.dropwhile(lambda each: each[1] is None, shown)
            first = next(run, None)
            if first and first[0] <= time:
                again = itertools.chain([first], run)
                yield from _as_frames(again, picture, segment, before=first[0] - 1)
                return
    yield from frames(source, picture, segment)


def _as_frames(
    shown: Iterator[Shown], picture: PictureStream, segment: Segment, *, before: int
) -> Iterator[Frame]:
    scalers = Scalers()
    for time, decoded in shown:
        if time <= before:
            raise FootageRefused(f"The times of the frames go backwards after {before} ticks.")
        before = time
        if decoded:
            _check_layout(decoded, picture)
        yield Frame(time, decoded or black(picture), picture.rotation // 90, scalers, not decoded)
        if segment.end is not None and time >= segment.end:
            return


def beyond_decoding(time: int, picture: PictureStream) -> FootageRefused:
    """The refusal of a frame that cannot be decoded, at a time in ticks."""
    seconds = (time - picture.first) * picture.time_base[0] / picture.time_base[1]
    return FootageRefused(
        f"The frame at {seconds:.3f} seconds cannot be decoded; with --damage blank, such frames "
        "come out black."
    )


def black(picture: PictureStream) -> VideoFrame:
    """A black frame in the stream's size before rotation."""
    turned = picture.rotation % 180 == 90
    width, height = (picture.height, picture.width) if turned else (picture.width, picture.height)
    frame = VideoFrame(width, height, "gray")
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    return frame.reformat(format=picture.pixel_format)


def _check_layout(decoded: VideoFrame, picture: PictureStream) -> None:
    turned = picture.rotation % 180 == 90
    size = (decoded.height, decoded.width) if turned else (decoded.width, decoded.height)
    if (*size, decoded.format.name) != (picture.width, picture.height, picture.pixel_format):
        raise FootageRefused(
            f"The picture changes to {size[0]} by {size[1]} pixels ({decoded.format.name}) in the "
            "middle of the file; footage must keep one size and pixel format."
        )


def _from_start(source: BinaryIO, picture: PictureStream, segment: Segment) -> Iterator[Shown]:
    """Frames from the segment's first on, sought from further back until that one can be decoded.

    What cannot be after the longest run-up is damaged; only where seeking fails is all of the file
    decoded up to there.
    """
    for run_up in (*_RUN_UPS, None) if segment.number else (None,):
        with open_footage(source) as container:
            stream = _sought(container, picture, segment.seek, run_up)
            if picture.by_order:
                shown = _timed_by_order(stream, picture)
            else:
                shown = _apart(_timed_by_stamp(stream, picture))
            run = (each for each in shown if each[0] >= segment.start)
            first = next(run, None)
            enough = bool(first and first[1]) or run_up == _RUN_UPS[-1]
            if first and (run_up is None or (first[0] == segment.start and enough)):
                yield first
                yield from run
                return


def _sought(
    container: InputContainer, picture: PictureStream, time: int, run_up: int | None
) -> VideoStream:
    """The stream from a key frame on, so many seconds before a time; None is from the start."""
    stream = only(container, picture.index)
    if run_up is not None:
        ticks = run_up * picture.time_base[1] // picture.time_base[0]
        container.seek(time - ticks, stream=stream)
    return stream


def _apart(shown: Iterator[Shown]) -> Iterator[Shown]:
    """Frames that share a time, each a tick after the one before; see `apart`."""
    before: int | None = None
    count = 0
    for time, frame in shown:
        count = count + 1 if time == before else 0
        before = time
        yield time + count, frame


def apart(times: Iterable[int]) -> list[int]:
    """Times in order, those that are equal each a tick after the one before."""
    return [time for time, _ in _apart((time, None) for time in sorted(times))]


def _timed_by_stamp(stream: VideoStream, picture: PictureStream) -> Iterator[Shown]:
    """Frames come out in the order of time, so a packet's time that one passes over is lost."""
    each_gives_a_frame = picture.codec != _SKIPS_FRAMES and not picture.interlaced
    expected: list[int] = []
    broken, final = False, None
    for packet, is_last, decoded in _decoded(stream):
        counts = each_gives_a_frame or decoded is None
        shows = packet.size > 0 and not packet.is_discard and counts
        final = packet.pts if is_last else final
        if packet.pts is not None and shows and not (is_last and decoded is None):
            heapq.heappush(expected, packet.pts)
        for frame in decoded or ():
            time = cast(int, frame.pts)
            while expected and expected[0] < time:
                broken = True
                yield heapq.heappop(expected), None
            if expected and expected[0] == time:
                heapq.heappop(expected)
            if frame.is_corrupt and time == final:
                continue  # cut short within its last frame
            broken = frame.is_corrupt or (broken and not frame.key_frame)
            yield time, None if broken else frame
    yield from ((lost, None) for lost in sorted(expected))


def _timed_by_order(stream: VideoStream, picture: PictureStream) -> Iterator[Shown]:
    """The n-th frame at the time of the n-th packet; without usable times, at an even pace."""
    pace = _pace(picture)
    times: deque[int] = deque()
    latest = picture.first - pace
    for packet, _, decoded in _decoded(stream):
        if packet.size and packet.dts is not None:
            times.append(packet.dts)
        for frame in [None] if decoded is None else decoded:
            time = times.popleft() if times else latest + pace
            latest = time if time > latest else latest + pace
            yield latest, None if frame is None or frame.is_corrupt else frame


def _pace(picture: PictureStream) -> int:
    """Ticks from one frame to the next at the stream's own rate."""
    frames, seconds = picture.frame_rate or (25, 1)
    return max(1, round(seconds * picture.time_base[1] / (frames * picture.time_base[0])))


def _decoded(stream: VideoStream) -> Iterator[tuple[Packet[VideoStream], bool, Decoded]]:
    """Packets, whether each is the last of the file, and the frames that come out on it."""
    packets = cast(InputContainer, stream.container).demux(stream)
    packet = next(packets, None)
    while packet is not None:
        following = next(packets, None)
        is_last = packet.size > 0 and (following is None or not following.size)
        decoded: Decoded = None
        with contextlib.suppress(av.FFmpegError):
            decoded = None if packet.is_corrupt else packet.decode()
        yield packet, is_last, decoded
        packet = following
