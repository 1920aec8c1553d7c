"""What stands in a container besides the picture that is worked on, and why a file is no footage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from bluelamp.redaction.errors import FootageRefused

from .decoding import CODECS
from .values import SoundStream

_KINDS = "MP4, MOV, MKV, WebM, AVI or TS"
_STILL = Disposition.attached_pic | Disposition.still_image | Disposition.timed_thumbnails
_ENCRYPTED = {"encv", "enca", "drmi", "drms"}


def choose_picture(container: InputContainer) -> VideoStream:
    """The picture stream that players show: of several the one marked default, else the largest."""
    streams = [each for each in container.streams.video if not each.disposition & _STILL]
    if not streams:
        only_sound = container.streams.audio and not container.streams.video
        raise FootageRefused(
            "The file holds sound alone and no picture."
            if only_sound
            else "The file holds no moving picture."
        )
    chosen = max(
        streams,
        key=lambda each: (bool(each.disposition & Disposition.default), each.width * each.height),
    )
    if chosen.codec_tag in _ENCRYPTED or "enc_key_id" in chosen.metadata:
        raise FootageRefused("The footage is encrypted; send it decrypted.")
    if chosen.codec_context is None or chosen.codec_context.name not in CODECS:
        name = chosen.codec_context.name if chosen.codec_context else "an unknown codec"
        raise FootageRefused(
            f"The picture is coded as {name}; {', '.join(CODECS.values())} are supported."
        )
    return chosen


def container_name(container: InputContainer) -> str:
    """The container as people call it."""
    match container.format.name:
        case "mpegts":
            return "TS"
        case "avi":
            return "AVI"
        case "matroska,webm":
            return "MKV"
        case _:
            return "MOV" if container.metadata.get("major_brand") == "qt  " else "MP4"


def sound_streams(container: InputContainer) -> tuple[SoundStream, ...]:
    """Every sound stream that can be decoded."""
    return tuple(_sound(stream) for stream in container.streams.audio if stream.codec_context)


def _sound(stream: AudioStream) -> SoundStream:
    base = stream.time_base or 0
    return SoundStream(
        codec=stream.codec_context.name,
        channels=stream.codec_context.channels,
        rate=stream.codec_context.sample_rate or 0,
        start=float((stream.start_time or 0) * base),
        duration=float((stream.duration or 0) * base),
    )


def what_travels(container: InputContainer, picture: int, *, hidden: bool) -> tuple[str, ...]:
    """All else that the file carries, none of which goes out: kinds and numbers, no contents."""
    hides = ("frames hidden by an edit list",) if hidden else ()
    return (*_travelling(container, picture), *hides)


def _travelling(container: InputContainer, picture: int) -> Iterator[str]:
    for stream in container.streams:
        if stream.index == picture:
            continue
        if isinstance(stream, VideoStream):
            still = stream.disposition & _STILL
            yield "an embedded picture" if still else "a further picture stream"
        elif stream.type != "audio":
            yield f"a {stream.type} stream"
    yield from ["a further sound stream"] * (len(container.streams.audio) - 1)
    if chapters := container.chapters():
        yield f"{len(chapters)} chapters"
    if tags := len(container.metadata) + sum(len(each.metadata) for each in container.streams):
        yield f"{tags} tags"


def refusal_of(source: BinaryIO, error: av.FFmpegError) -> FootageRefused:
    """Why FFmpeg could not open a file, in a sentence for a person."""
    source.seek(0)
    start = source.read(4096)
    if not start:
        return FootageRefused("The file is empty.")
    if start.lstrip().startswith((b"#EXTM3U", b"ffconcat", b"<?xml")):
        return FootageRefused("The file is a playlist that points to other files, not footage.")
    if b"ftyp" in start[:64] and isinstance(error, av.InvalidDataError):
        return FootageRefused("The file is cut short or damaged: its index cannot be read.")
    return FootageRefused(f"The file is not footage: it is not {_KINDS}, or it is damaged.")
