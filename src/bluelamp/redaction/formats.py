"""Which format a file is, by its first bytes; never by its name."""

from __future__ import annotations

from .errors import PictureRefused
from .picture import Format

ALLOWED = "JPEG, PNG, WebP, TIFF, HEIC or AVIF"

# Brands of ISO/IEC 23008-12 (HEIF) whose still pictures are HEVC-coded, and those coded in AV1.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis"}
_AVIF_BRANDS = {b"avif", b"avis"}
_GENERIC_BRANDS = {b"mif1", b"msf1"}

_REFUSED = (
    (b"GIF8", "a GIF"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"BM", "a BMP"),
    (b"#EXTM3U", "a playlist"),
    (b"ffconcat", "a playlist"),
    (b"\x1aE\xdf\xa3", "a Matroska video"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x00\x00\x01\x00", "an icon"),
)


def sniff(start: bytes) -> Format:
    """The format of a file that starts with these bytes (64 are enough).

    Raises PictureRefused, saying what the file looks like, for anything off the allow-list.
    """
    if not start:
        raise PictureRefused(f"The file is empty; send a picture as {ALLOWED}.")
    if start.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if start.startswith((b"II*\x00", b"MM\x00*")):
        return Format.TIFF
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return Format.WEBP
    if still := _heif(start):
        return still
    raise PictureRefused(f"The file is {_likeness(start)}, not a picture; send {ALLOWED}.")


def _heif(start: bytes) -> Format | None:
    """What an ISO base media file names among its brands: an AV1 still, an HEVC still, or neither."""
    if start[4:8] != b"ftyp":
        return None
    end = min(int.from_bytes(start[:4], "big"), len(start))
    brands = {start[8:12], *(start[at : at + 4] for at in range(16, end - 3, 4))}
    if brands & _HEIC_BRANDS:
        return Format.HEIC
    if brands & _AVIF_BRANDS:
        return Format.AVIF
    return Format.HEIC if start[8:12] in _GENERIC_BRANDS else None


def _likeness(start: bytes) -> str:
    for magic, name in _REFUSED:
        if start.startswith(magic):
            return name
    if start[4:8] == b"ftyp":
        return "a video"
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<svg", b"<?xml")):
        return "an SVG or XML document"
    if text.startswith((b"<!doctype", b"<html")):
        return "a web page"
    if all(byte in b"\t\r\n" or 32 <= byte < 127 for byte in start):
        return "plain text"
    return "of a kind not known here"
