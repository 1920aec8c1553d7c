"""Fragmented MP4: a head that says how to decode, then fragments that play as soon as they are there.

ISO/IEC 14496-12, 8.8 (fragments), 14496-14 (AAC) and 14496-15, 5.3 (H.264).  Nothing is written but
what a player needs: no date, no name, no remark.  Every sample is shown when it is decoded.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

_MATRIX = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_UNDETERMINED = 0x55C4  # the language
_SELF_CONTAINED = 1
_KEY, _NOT_KEY = 0x02000000, 0x01010000  # sample flags: depends on no other, or on others
_BASE_IS_MOOF = 0x020000
_OFFSET_LENGTHS_SIZES_FLAGS = 0x000701
_HIGH_PROFILES = {100, 110, 122, 244}
_SPS, _PPS, _KIND = 7, 8, 0x1F
_START_CODE = b"\x00\x00\x01"
_AAC, _AUDIO_STREAM = 0x40, 0x15  # ISO/IEC 14496-1, tables 5 and 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The only stream of a file: `scale` ticks a second, `duration` in ticks, its `entry` a box.

    `size` is in pixels, and none for sound; `mime` is as in RFC 6381.
    """

    scale: int
    duration: int
    entry: bytes
    mime: str
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A coded picture or packet of sound, and how many ticks it lasts."""

    lasts: int
    is_key: bool
    content: bytes


def pictures(
    *, size: tuple[int, int], aspect: Fraction, parameters: bytes, scale: int, duration: int
) -> Stream:
    """A stream of H.264 pictures with such parameter sets; `aspect` is that of one pixel.

    Raises ValueError where the parameters hold no set of each kind.
    """
    sets = {unit[0] & _KIND: unit for unit in _units(parameters)}
    if not {_SPS, _PPS} <= set(sets):
        raise ValueError("The parameters of the pictures are not whole.")
    sps, pps = sets[_SPS], sets[_PPS]
    extension = b"\xfd\xf8\xf8\x00" if sps[1] in _HIGH_PROFILES else b""  # 4:2:0, 8 bits
    configuration = b"\x01" + sps[1:4] + b"\xff\xe1" + _counted(sps) + b"\x01" + _counted(pps)
    described = struct.pack(">6xH16x2H2I4xH32xHh", 1, *size, 72 << 16, 72 << 16, 1, 24, -1)
    shape = b"" if aspect == 1 else _box(b"pasp", struct.pack(">2I", *aspect.as_integer_ratio()))
    return Stream(
        scale=scale,
        duration=duration,
        entry=_box(b"avc1", described, _box(b"avcC", configuration, extension), shape),
        mime=f'video/mp4; codecs="avc1.{sps[1:4].hex()}"',
        size=size,
    )


def sound(*, rate: int, channels: int, configuration: bytes, duration: int) -> Stream:
    """A stream of AAC-LC; the configuration is that of ISO/IEC 14496-3, 1.6.2.1."""
    decoder = struct.pack(">2B11x", _AAC, _AUDIO_STREAM) + _descriptor(5, configuration)
    stream = struct.pack(">Hx", 1) + _descriptor(4, decoder) + _descriptor(6, b"\x02")
    described = struct.pack(">6xH8x2H4xI", 1, channels, 16, rate << 16)
    esds = _full(b"esds", 0, 0, _descriptor(3, stream))
    entry = _box(b"mp4a", described, esds)
    return Stream(scale=rate, duration=duration, entry=entry, mime='audio/mp4; codecs="mp4a.40.2"')


def head(stream: Stream) -> bytes:
    """What is given to a player once, before any fragment."""
    film = struct.pack(">8x3I12x", stream.scale, 0, 0x10000) + _MATRIX + bytes(24)
    track = _box(b"trak", _track(stream), _box(b"mdia", *_media(stream)))
    extends = _box(
        b"mvex",
        _full(b"mehd", 1, 0, struct.pack(">Q", stream.duration)),
        _full(b"trex", 0, 0, struct.pack(">5I", 1, 1, 0, 0, 0)),
    )
    moov = _box(b"moov", _full(b"mvhd", 0, 0, film + b"\0\0\0\x02"), track, extends)
    return _box(b"ftyp", b"iso6\0\0\0\0iso6mp41") + moov


def fragment(number: int, *, start: int, samples: Sequence[Sample]) -> bytes:
    """Samples that follow on from one another, the first decoded at `start`, in ticks."""
    if not samples:
        return _box(b"free")
    rows = b"".join(
        struct.pack(">3I", each.lasts, len(each.content), _KEY if each.is_key else _NOT_KEY)
        for each in samples
    )
    count = struct.pack(">I", len(samples))

    def moof(offset: int) -> bytes:
        run = count + struct.pack(">i", offset) + rows
        return _box(
            b"moof",
            _full(b"mfhd", 0, 0, struct.pack(">I", number)),
            _box(
                b"traf",
                _full(b"tfhd", 0, _BASE_IS_MOOF, struct.pack(">I", 1)),
                _full(b"tfdt", 1, 0, struct.pack(">Q", start)),
                _full(b"trun", 0, _OFFSET_LENGTHS_SIZES_FLAGS, run),
            ),
        )

    contents = _box(b"mdat", *(each.content for each in samples))
    return moof(len(moof(0)) + 8) + contents


def picture_units(coded: bytes) -> bytes:
    """A coded picture with the length before each unit in place of start codes (ITU-T H.264 annex B)."""
    return b"".join(struct.pack(">I", len(unit)) + unit for unit in _units(coded))


def _units(stream: bytes) -> list[bytes]:
    """The units between start codes; a zero before a code belongs to the code."""
    return [unit.rstrip(b"\0") for unit in stream.split(_START_CODE)[1:] if unit.rstrip(b"\0")]


def _track(stream: Stream) -> bytes:
    width, height = stream.size or (0, 0)
    volume = 0 if stream.size else 0x0100
    described = struct.pack(">8xI20xH2x", 1, volume) + _MATRIX
    return _full(b"tkhd", 0, 3, described + struct.pack(">2I", width << 16, height << 16))


def _media(stream: Stream) -> tuple[bytes, ...]:
    kind = b"vide" if stream.size else b"soun"
    own = _full(b"vmhd", 0, 1, bytes(8)) if stream.size else _full(b"smhd", 0, 0, bytes(4))
    here = _full(b"dref", 0, 0, b"\0\0\0\x01", _full(b"url ", 0, _SELF_CONTAINED))
    tables = _box(
        b"stbl",
        _full(b"stsd", 0, 0, b"\0\0\0\x01", stream.entry),
        _full(b"stts", 0, 0, bytes(4)),
        _full(b"stsc", 0, 0, bytes(4)),
        _full(b"stsz", 0, 0, bytes(8)),
        _full(b"stco", 0, 0, bytes(4)),
    )
    return (
        _full(b"mdhd", 0, 0, struct.pack(">8x2I2H", stream.scale, 0, _UNDETERMINED, 0)),
        _full(b"hdlr", 0, 0, bytes(4) + kind + bytes(13)),
        _box(b"minf", own, _box(b"dinf", here), tables),
    )


def _box(kind: bytes, *contents: bytes) -> bytes:
    content = b"".join(contents)
    return struct.pack(">I", 8 + len(content)) + kind + content


def _full(kind: bytes, version: int, flags: int, *contents: bytes) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags), *contents)


def _counted(content: bytes) -> bytes:
    return struct.pack(">H", len(content)) + content


def _descriptor(tag: int, content: bytes) -> bytes:
    return struct.pack(">2B", tag, len(content)) + content
