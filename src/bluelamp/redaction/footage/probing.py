"""Probing: what a file of footage holds, where it can be cut, and what else travels in it."""

from __future__ import annotations

import bisect
import itertools
import math
import struct
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import BinaryIO, cast

import av
import msgspec
from av import Packet, VideoFrame
from av.container import InputContainer
from av.sidedata.sidedata import SideData, Type
from av.video.stream import VideoStream

from bluelamp.redaction.errors import FootageRefused

from .child import Sources, Work
from .contents import choose_picture, container_name, refusal_of, sound_streams, what_travels
from .decoding import apart, only, open_footage
from .values import PictureStream, Probe, Segment


class FootageLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one file may be: pixels a frame, longest side in pixels, seconds, frames a second.

    `segment` is how many frames a segment has at least.
    """

    pixels: int = 36_000_000
    side: int = 8192
    seconds: int = 12 * 3600
    rate: int = 250
    segment: int = 100


_SEGMENTS, _LONGEST = 16, 1000  # cut into about so many, of at most about so many frames
_FARTHEST_REORDERED = 16  # packets, ITU-T H.264 A.3.1: frames that may wait to be shown
_SIGN_OF_LIFE = 1000  # packets from one to the next
_BOTTOM_FIELD_FIRST = (3, 5)  # AV_FIELD_BB and AV_FIELD_BT of libavcodec/defs.h
_INTERLACED = (2, 3, 4, 5)
_RGB = 0  # matrix coefficients, ITU-T H.273 table 4


@dataclass(slots=True)
class _Packets:
    """The packets of the picture stream from its first key frame on."""

    times: array[int] = field(default_factory=lambda: array("q"))
    decoded_at: array[int] = field(default_factory=lambda: array("q"))
    keys: list[tuple[int, int]] = field(default_factory=list)  # time, where to seek
    hidden: int = 0
    unstamped: bool = False
    cut_short: bool = False


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: answers any order with the probe of the file, its sha256 left empty.

    Empty parts come before it, as signs of life: to read a long file takes a while.
    """
    limits = msgspec.msgpack.decode(setting, type=FootageLimits)
    return lambda _: _probe(sources[0], limits)


def _probe(source: BinaryIO, limits: FootageLimits) -> Iterator[bytes]:
    packets = _Packets()
    try:
        with open_footage(source) as container:
            index = choose_picture(container).index
            stream = only(container, index)
            yield from _scan(stream, container, packets)
            by_order = _goes_by_order(stream, packets)
            times = _shown(packets, by_order=by_order)
            _check_times(times, stream, limits)
        with open_footage(source) as container:
            stream = only(container, index)
            frame = _first_frame(stream)
            picture = _picture(stream, frame, times, by_order=by_order)
            _check_size(picture, limits)
            notes = tuple(_notes(picture, packets, frame))
            segments = tuple(_segments(picture, packets, times, limits.segment))
            probe = _described(container, picture, packets, notes, segments)
            _check_sound(probe, limits)
            yield msgspec.msgpack.encode(probe)
    except av.FFmpegError as error:
        raise refusal_of(source, error) from error


def _described(
    container: InputContainer,
    picture: PictureStream,
    packets: _Packets,
    notes: tuple[str, ...],
    segments: tuple[Segment, ...],
) -> Probe:
    return Probe(
        sha256="",
        container=container_name(container),
        duration=_seconds(picture, picture.last - picture.first),
        picture=picture,
        sound=sound_streams(container),
        travels=what_travels(container, picture.index, hidden=packets.hidden > 0),
        notes=notes,
        segments=segments,
    )


def _scan(stream: VideoStream, container: InputContainer, found: _Packets) -> Iterator[bytes]:
    """Read all packets; those before the first key frame cannot be shown by anyone."""
    for number, packet in enumerate(container.demux(stream)):
        if number % _SIGN_OF_LIFE == 0:
            yield b""
        if packet.has_sidedata("encryption_info"):
            raise FootageRefused("The footage is encrypted; send it decrypted.")
        if packet.size and (found.times or found.hidden or packet.is_keyframe):
            _note(packet, found)


def _note(packet: Packet[VideoStream], found: _Packets) -> None:
    found.cut_short = packet.is_corrupt
    found.unstamped |= packet.pts is None
    count = len(found.times) + found.hidden
    decoded_at = count if packet.dts is None else packet.dts
    time = decoded_at if packet.pts is None else packet.pts
    if packet.is_keyframe:
        found.keys.append((time, min(time, decoded_at) if packet.dts is not None else time))
    if packet.is_discard:
        found.hidden += 1
    else:
        found.times.append(time)
        found.decoded_at.append(decoded_at)


def _shown(found: _Packets, *, by_order: bool) -> list[int]:
    """The times of frames that a player shows, in order; without those that lead the first key frame."""
    if by_order:
        return sorted(found.decoded_at)
    first = found.keys[0][0] if found.keys else 0
    return apart(time for time in found.times if time >= first)


def _check_times(times: list[int], stream: VideoStream, limits: FootageLimits) -> None:
    if not times:
        raise FootageRefused("The file holds no picture that can be shown.")
    seconds = float((times[-1] - times[0]) * (stream.time_base or Fraction(1, 1000)))
    if seconds > limits.seconds:
        raise FootageRefused(
            f"The footage runs for {seconds:,.0f} seconds; at most {limits.seconds:,} are allowed."
        )
    if len(times) > limits.rate * max(1.0, seconds + 1):
        rate = len(times) / max(1.0, seconds)
        raise FootageRefused(
            f"The footage has {rate:,.0f} frames a second; at most {limits.rate} are allowed."
        )


def _check_size(picture: PictureStream, limits: FootageLimits) -> None:
    width, height = picture.width, picture.height
    if max(width, height) > limits.side or width * height > limits.pixels:
        raise FootageRefused(
            f"The picture is {width} by {height} pixels; no side may be over {limits.side:,}, and "
            f"at most {limits.pixels:,} pixels are allowed."
        )


def _check_sound(probe: Probe, limits: FootageLimits) -> None:
    """The first stream, which alone goes out, counted from the first picture."""
    for sound in probe.sound[:1]:
        first = probe.picture.first * Fraction(*probe.picture.time_base)
        seconds = float(sound.end - first)
        if seconds > limits.seconds:
            raise FootageRefused(
                f"The sound runs for {seconds:,.0f} seconds; at most {limits.seconds:,} are allowed."
            )


def _picture(
    stream: VideoStream, frame: VideoFrame, times: list[int], *, by_order: bool
) -> PictureStream:
    quarters, _ = _turn(frame)
    size = (frame.width, frame.height)
    width, height = size[::-1] if quarters % 2 else size
    base = stream.time_base or Fraction(1, 1000)
    aspect = stream.sample_aspect_ratio or Fraction(1)
    rate = stream.average_rate or stream.base_rate
    order = stream.codec_context.field_order
    return PictureStream(
        index=stream.index,
        codec=stream.codec_context.name,
        pixel_format=frame.format.name,
        width=width,
        height=height,
        rotation=90 * quarters,
        sample_aspect_ratio=aspect.as_integer_ratio(),
        time_base=base.as_integer_ratio(),
        frame_rate=rate.as_integer_ratio() if rate else None,
        interlaced=frame.interlaced_frame or order in _INTERLACED,
        bottom_field_first=order in _BOTTOM_FIELD_FIRST,
        colour=_colour(frame),
        first=times[0],
        last=times[-1],
        frames=len(times),
        by_order=by_order,
    )


def _first_frame(stream: VideoStream) -> VideoFrame:
    container = stream.container
    assert isinstance(container, InputContainer)  # noqa: S101
    for packet in container.demux(stream):
        try:
            for frame in packet.decode():
                return frame
        except av.FFmpegError:
            continue
    raise FootageRefused("Not one frame of the footage can be decoded.")


def _colour(frame: VideoFrame) -> dict[str, str]:
    """The code points of ITU-T H.273 for primaries, transfer and matrix; and whether it is full range."""
    full = frame.color_range == av.video.reformatter.ColorRange.JPEG or "yuvj" in frame.format.name
    return {
        "primaries": str(int(frame.color_primaries)),
        "transfer": str(int(frame.color_trc)),
        "matrix": str(int(frame.colorspace)),
        "range": "full" if full else "limited",
    }


def _goes_by_order(stream: VideoStream, packets: _Packets) -> bool:
    """Whether the packets' times are of no use; AVI knows an even pace in the order of decoding."""
    reordered = stream.container.format.name == "avi" and stream.codec_context.name != "mjpeg"
    reach = _FARTHEST_REORDERED if stream.codec_context.has_b_frames else 1
    return reordered or packets.unstamped or _collide(packets.times, reach)


def _collide(times: array[int], reach: int) -> bool:
    """Whether times come twice, but for a stumble: packets that near, and a tick free behind them."""
    order = sorted(range(len(times)), key=times.__getitem__)
    far = any(times[a] == times[b] and b - a > reach for a, b in itertools.pairwise(order))
    return far or any(a >= b for a, b in itertools.pairwise(apart(times)))


def _notes(picture: PictureStream, packets: _Packets, frame: VideoFrame) -> Iterator[str]:
    if _turn(frame)[1]:
        yield "The file asks players to mirror the picture; that is not done."
    if picture.rotation:
        yield "The picture was turned upright, as the file asks players to do."
    if picture.by_order:
        yield "The file gives frames no usable times; they are timed by their order."
    if packets.cut_short:
        yield "The file is cut short; what is left of its last frame is left out."


def _turn(frame: VideoFrame) -> tuple[int, bool]:
    """Quarter turns anticlockwise to be upright, and whether players are to mirror it after that.

    The display matrix of ISO/IEC 14496-12, 8.5: a b u, c d v, x y w.
    """
    sides = cast(Mapping[Type, SideData], frame.side_data)
    if Type.DISPLAYMATRIX not in sides:
        return 0, False
    a, b, _, c, d, *_ = struct.unpack("<9i", bytes(sides[Type.DISPLAYMATRIX]))
    mirrored = a * d < b * c
    angle = math.degrees(math.atan2(b, -a if mirrored else a))
    return round(-angle / 90) % 4, mirrored


def _segments(
    picture: PictureStream, packets: _Packets, times: list[int], least: int
) -> Iterator[Segment]:
    """Cut at key frames, into pieces of at least so many frames; whole where frames go by order.

    Of two frames at one time nobody knows before decoding which is the key frame: no cut there.
    """
    least = min(_LONGEST, max(least, len(times) // _SEGMENTS))
    cuts = [(picture.first, picture.first)]
    for time, seek in [] if picture.by_order else sorted(packets.keys):
        since = bisect.bisect_left(times, time) - bisect.bisect_left(times, cuts[-1][0])
        left = len(times) - bisect.bisect_left(times, time)
        if since >= least and left >= least // 2 and packets.times.count(time) < 2:
            cuts.append((time, seek))
    for number, (start, seek) in enumerate(cuts):
        end = cuts[number + 1][0] if number + 1 < len(cuts) else None
        yield Segment(number=number, seek=seek, start=start, end=end)


def _seconds(picture: PictureStream, ticks: int) -> float:
    """A stretch of time to its last frame's end."""
    frames, seconds = picture.frame_rate or (25, 1)
    return ticks * picture.time_base[0] / picture.time_base[1] + seconds / frames
