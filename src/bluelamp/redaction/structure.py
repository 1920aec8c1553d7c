"""What a finished file is made of: every segment or chunk, and anything that should not be there.

JPEG: ITU-T T.81 annex B.  PNG: W3C PNG (third edition), section 5.  WebP: RFC 9649, section 2.
"""

# ruff: noqa: A002  the public names are the plain words "format"

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from .picture import Format

_JPEG_ALLOWED = {
    0xC0: "SOF0", 0xC2: "SOF2", 0xC4: "DHT", 0xD8: "SOI", 0xD9: "EOI", 0xDA: "SOS", 0xDB: "DQT",
    0xDD: "DRI",
}  # fmt: skip
_BARE_JFIF = re.compile(rb"\x00\x10JFIF\x00.{7}\x00\x00", re.DOTALL)  # its thumbnail is 0 by 0
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG_ALLOWED = {"IHDR", "IDAT", "IEND"}
_WEBP_ALLOWED = {"VP8 ", "VP8L"}

# Starts of pictures, long enough not to occur by chance in compressed samples.
_PICTURES = {
    "JPEG": re.compile(rb"\xff\xd8\xff(?:[\xe0\xe1]..(?:JFIF|Exif)\x00|\xdb\x00[\x43\x84]\x00)", re.DOTALL),
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "WebP": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "TIFF or EXIF": re.compile(rb"Exif\x00\x00|II\*\x00\x08\x00\x00\x00|MM\x00\*\x00\x00\x00\x08"),
    "HEIF": re.compile(rb"ftyp(?:hei[cxms]|mif1|msf1|avif)"),
}  # fmt: skip
LONGEST_START = 12  # bytes, that of WebP


def parts(content: bytes, *, format: Format) -> tuple[str, ...]:
    """The names of the file's segments or chunks in order; ``trailing bytes`` for what follows."""
    match format:
        case Format.JPEG:
            return tuple(_jpeg(content))
        case Format.PNG:
            return tuple(_png(content))
        case Format.WEBP:
            return tuple(_webp(content))
        case Format.TIFF | Format.HEIC | Format.AVIF:
            return (f"{format} is not written here",)
        case _:
            assert_never(format)


def unexpected(content: bytes, *, format: Format) -> tuple[str, ...]:
    """The parts that a finished file may not have, each once."""
    allowed = {*_JPEG_ALLOWED.values(), "bare JFIF", *_PNG_ALLOWED, *_WEBP_ALLOWED}
    return tuple(
        dict.fromkeys(part for part in parts(content, format=format) if part not in allowed)
    )


def pictures_inside(content: bytes, *, at: int = 0) -> tuple[str, ...]:
    """Further pictures that begin anywhere after the file's own start.

    Of a part of a file `at` is where it begins; parts must share `LONGEST_START` bytes.
    """
    return tuple(
        f"{name} at byte {at + match.start():,}"
        for name, start in _PICTURES.items()
        for match in start.finditer(content, max(0, 4 - at))
    )


def _jpeg(content: bytes) -> Iterator[str]:
    at = 0
    while at + 2 <= len(content):
        marker = content[at + 1]
        if content[at] != 0xFF:
            yield "bytes between segments"
            return
        yield _jpeg_name(content, at, marker)
        at += 2
        if marker == 0xD9:
            if at < len(content):
                yield "trailing bytes"
            return
        if marker != 0xD8:
            at += int.from_bytes(content[at : at + 2], "big")
        if marker == 0xDA:
            found = _SCAN_END.search(content, at)
            at = found.start() if found else len(content)
    yield "no end"


def _jpeg_name(content: bytes, at: int, marker: int) -> str:
    if marker == 0xE0 and _BARE_JFIF.match(content, at + 2):
        return "bare JFIF"
    if 0xE0 <= marker <= 0xEF:
        return f"APP{marker - 0xE0}"
    return _JPEG_ALLOWED.get(marker, "comment" if marker == 0xFE else f"marker {marker:02X}")


def _png(content: bytes) -> Iterator[str]:
    at = 8
    while at + 12 <= len(content):
        name = content[at + 4 : at + 8].decode("latin-1")
        at += 12 + int.from_bytes(content[at : at + 4], "big")
        yield name
        if name == "IEND":
            if at < len(content):
                yield "trailing bytes"
            return
    yield "no end"


def _webp(content: bytes) -> Iterator[str]:
    end = 8 + int.from_bytes(content[4:8], "little")
    at = 12
    while at + 8 <= min(end, len(content)):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        yield content[at : at + 4].decode("latin-1")
        at += 8 + size + size % 2
    if end > len(content) or at != end:
        yield "no end"
    if len(content) > end:
        yield "trailing bytes"
