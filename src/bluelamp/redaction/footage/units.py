"""The units that coded pictures are made of, and those that say more than the pictures need.

H.264: ITU-T H.264 table 7-1.  HEVC: ITU-T H.265 table 7-1.  AV1: bitstream specification 6.2.2.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from .tables import Stored

# Slices, parameters and delimiters; whatever else there is may carry a message.
_NEEDED = {
    "avc1": {1, 5, 7, 8, 9},
    "hvc1": {*range(10), *range(16, 22), *range(32, 36)},
    "hev1": {*range(10), *range(16, 22), *range(32, 36)},
    "av01": {1, 2, 3, 4, 6, 7},
}
_REMARKS = {"avc1": {6}, "hvc1": {39, 40}, "hev1": {39, 40}, "av01": {5}}
_LENGTH = 4  # bytes that give a unit's length


def remarks(file: BinaryIO, stream: Stored) -> tuple[str, ...]:
    """What the coded pictures carry besides pictures, each kind once, in words for a person."""
    if stream.entry not in _NEEDED:
        return (f"pictures coded as {stream.entry!r}",)
    kinds = set(_kinds(file, stream))
    return tuple(
        _named(kind, stream.entry) for kind in sorted(kinds - _NEEDED[stream.entry], key=str)
    )


def _kinds(file: BinaryIO, stream: Stored) -> Iterator[int | None]:
    """Of every unit of every sample; None also for a sample that the file does not hold."""
    end = file.seek(0, io.SEEK_END)
    for at, size in zip(stream.offsets.tolist(), stream.sizes.tolist(), strict=True):
        if not 0 <= at <= end - size:
            yield None
            continue
        file.seek(at)
        sample = file.read(size)
        yield from _obus(sample) if stream.entry == "av01" else _nal_units(sample, stream.entry)


def _named(kind: int | None, entry: str) -> str:
    if kind is None:
        return "bytes between coded pictures"
    return "remarks beside the pictures" if kind in _REMARKS[entry] else f"units of kind {kind}"


def _nal_units(sample: bytes, entry: str) -> Iterator[int | None]:
    """The kind of each unit; None where lengths and sample do not agree."""
    at = 0
    while at + _LENGTH < len(sample):
        length = int.from_bytes(sample[at : at + _LENGTH], "big")
        first = sample[at + _LENGTH]
        at += _LENGTH + length
        yield first & 0x1F if entry == "avc1" else first >> 1 & 0x3F
    if at != len(sample):
        yield None


def _obus(sample: bytes) -> Iterator[int | None]:
    at = 0
    while at < len(sample):
        header = sample[at]
        at += 2 if header & 4 else 1
        if not header & 2:
            yield None
            return
        length, at = _leb128(sample, at)
        at += length
        yield header >> 3 & 0xF
    if at != len(sample):
        yield None


def _leb128(sample: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the least first; and where it ends."""
    value = 0
    for place, byte in enumerate(sample[at : at + 8]):
        value |= (byte & 0x7F) << 7 * place
        if not byte & 0x80:
            return value, at + place + 1
    return len(sample), len(sample) + 1
