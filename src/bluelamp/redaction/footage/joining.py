"""Joining: the rendered segments and the sound into one MP4 file that holds nothing else.

No edit list is needed for the pictures, and FFmpeg's own remarks are left out or emptied.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import msgspec
from av import Packet
from av.audio.stream import AudioStream
from av.codec.context import Flags
from av.container import OutputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from bluelamp.redaction.errors import FootageRefused

from .atoms import blank
from .encoding import ENCODERS, CodedHead, CodedPicture, ordinary_priority, set_up
from .plan import Codec
from .rendering import Coded, CodedTail
from .sound import PACKET, SoundHead, SoundMessage, SoundNotes, SoundPackets
from .values import PictureStream
from .whereabouts import half_a_frame

_CODED: msgspec.msgpack.Decoder[Coded] = msgspec.msgpack.Decoder(Coded)
_SOUND: msgspec.msgpack.Decoder[SoundMessage] = msgspec.msgpack.Decoder(SoundMessage)
_HVC1 = "hvc1"  # parameters stand in the header alone, as most players want


@dataclass(slots=True)
class Joined:
    """What went into the file: frames, times of blank ones in ticks, notes on the sound."""

    frames: int = 0
    blank: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def join(
    path: Path,
    *,
    segments: Iterable[Iterator[bytes]],
    sound: Iterator[bytes],
    picture: PictureStream,
    codec: Codec,
) -> Joined:
    """Write the film to a file; the parts are those that rendering and coding the sound answered.

    Raises FootageRefused where a segment is not whole, was coded otherwise, or lies in time before
    the end of the one before it.
    """
    try:
        return _joined(path, segments, sound, picture, codec)
    except msgspec.DecodeError as error:
        raise FootageRefused("A rendered segment cannot be read.") from error


def _joined(
    path: Path,
    segments: Iterable[Iterator[bytes]],
    sound: Iterator[bytes],
    picture: PictureStream,
    codec: Codec,
) -> Joined:
    joined = Joined()
    heard = (_SOUND.decode(part) for part in sound)
    head = next(heard, None)
    with _film(path, picture) as film:
        pictures = cast(VideoStream, film.add_stream(ENCODERS[codec], rate=picture.rate))
        set_up(pictures.codec_context, picture, codec)
        if codec is Codec.HEVC:
            pictures.codec_context.codec_tag = _HVC1
        streams = [_pictures(pictures, segments, picture, joined)]
        if isinstance(head, SoundHead):
            streams.append(_sound(_sound_stream(film, head), head, heard, joined))
        with ordinary_priority():
            film.start_encoding()
        for packet in heapq.merge(*streams, key=_moment):
            film.mux_one(packet)
    with path.open("r+b") as file:
        blank(file)
    return joined


def _film(path: Path, picture: PictureStream) -> OutputContainer:
    scale = str(picture.time_base[1])
    options = {
        "movflags": "faststart",
        "fflags": "bitexact",
        "video_track_timescale": scale,
        "movie_timescale": scale,
    }
    return av.open(f"file:{path.absolute()}", "w", format="mp4", options=options)


def _moment(packet: Packet[Stream]) -> Fraction:
    return cast(int, packet.dts) * packet.time_base


def _pictures(
    stream: VideoStream,
    segments: Iterable[Iterator[bytes]],
    picture: PictureStream,
    joined: Joined,
) -> Iterator[Packet[Stream]]:
    """Every picture as a packet that lasts until the next."""
    base = Fraction(*picture.time_base)
    before: Packet[Stream] | None = None
    for coded in _in_order(segments, stream, joined):
        packet = _packet(stream, coded.content, coded.time, base)
        packet.is_keyframe = coded.is_key
        if before:
            before.duration = coded.time - cast(int, before.pts)
            yield before
        before = packet
    if before:
        before.duration = max(1, round(2 * half_a_frame(picture)))
        yield before


def _in_order(
    segments: Iterable[Iterator[bytes]], stream: VideoStream, joined: Joined
) -> Iterator[CodedPicture]:
    """The pictures of all segments; every segment whole, and none shown before the last."""
    latest = -1
    for parts in segments:
        coded = (_CODED.decode(part) for part in parts)
        _check_head(next(coded, None), stream)
        before, whole = joined.frames, False
        for each in coded:
            if isinstance(each, CodedPicture) and each.time > latest:
                yield each
                latest = each.time
                joined.frames += 1
            elif isinstance(each, CodedTail):
                whole = each.frames == joined.frames - before
                joined.blank += each.blank
            else:
                raise FootageRefused("A rendered segment does not follow on from the last.")
        if not whole:
            raise FootageRefused("A rendered segment is not whole.")


def _check_head(head: Coded | None, stream: VideoStream) -> None:
    coder = stream.codec_context
    expected = (coder.width, coder.height, coder.extradata)
    if not isinstance(head, CodedHead) or (head.width, head.height, head.parameters) != expected:
        raise FootageRefused("A rendered segment was coded with other settings than the film.")


def _sound_stream(film: OutputContainer, head: SoundHead) -> AudioStream:
    stream = film.add_stream("aac", rate=head.rate)
    stream.codec_context.layout = "mono" if head.channels == 1 else "stereo"
    stream.codec_context.flags |= Flags.bitexact
    return stream


def _sound(
    stream: AudioStream, head: SoundHead, heard: Iterator[SoundMessage], joined: Joined
) -> Iterator[Packet[Stream]]:
    """Every coded packet at its time, each following on from the one before."""
    if stream.codec_context.extradata != head.extradata:
        raise FootageRefused("The sound was coded with other settings than the film.")
    time, base = head.first, Fraction(1, head.rate)
    for message in heard:
        if isinstance(message, SoundNotes):
            joined.notes += message.notes
        elif isinstance(message, SoundPackets):
            for content in message.packets:
                packet = _packet(stream, content, time, base)
                packet.is_keyframe, packet.duration = True, PACKET
                yield packet
                time += PACKET


def _packet(stream: Stream, content: bytes, time: int, base: Fraction) -> Packet[Stream]:
    packet: Packet[Stream] = Packet(content)
    packet.stream, packet.time_base = stream, base
    packet.pts = packet.dts = time
    return packet
