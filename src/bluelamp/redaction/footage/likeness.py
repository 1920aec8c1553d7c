"""Whether a file is to be taken as footage, by its first bytes."""

from __future__ import annotations

import contextlib
from pathlib import Path

_STARTS = (b"\x1aE\xdf\xa3", b"#EXTM3U", b"ffconcat")  # Matroska; and lists that pose as footage
_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}  # ISO/IEC 14496-12
_BRANDS_OF_PICTURES = {
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis",
}  # fmt: skip
_NAMES = {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".ts", ".mts", ".m2ts", ".3gp"}
_SYNC, _PACKET = b"\x47", 188  # ISO/IEC 13818-1; some recorders put four bytes before each packet
_ENOUGH = 4 + _PACKET + 4 + 1


def is_footage(path: Path) -> bool:
    """Whether a file looks like footage, or is no picture and has the name of footage."""
    start = b""
    with contextlib.suppress(OSError), path.open("rb") as file:  # whoever opens it next says why
        start = file.read(_ENOUGH)
    return _starts_like_footage(start) or path.suffix.lower() in _NAMES


def _starts_like_footage(start: bytes) -> bool:
    if start.startswith(_STARTS):
        return True
    if start[4:8] in _BOXES:
        return start[8:12] not in _BRANDS_OF_PICTURES
    if start[:4] == b"RIFF":
        return start[8:12] == b"AVI "
    return any(
        start[at : at + 1] == start[at + _PACKET + at : at + _PACKET + at + 1] == _SYNC
        for at in (0, 4)
    )
