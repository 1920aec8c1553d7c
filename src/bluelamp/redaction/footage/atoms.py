"""What an MP4 file is made of: every box by name, and whatever should not be there.

ISO/IEC 14496-12 (boxes), 14496-14 and -15 (AAC, H.264 and HEVC in them), AV1-ISOBMFF.  A list of
what may be there is checked, so that a kind of box nobody thought of is a stranger as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

_TABLES = "moov/trak/mdia/minf/stbl"
_ENTRY = f"{_TABLES}/stsd/"
_PICTURE_ENTRIES, _SOUND_ENTRY = ("avc1", "hvc1", "hev1", "av01"), "mp4a"

# Where the boxes inside a box begin, counted from the end of its header.
_HOLDS = {
    "moov": 0, "moov/trak": 0, "moov/trak/edts": 0, "moov/trak/mdia": 0,
    "moov/trak/mdia/minf": 0, "moov/trak/mdia/minf/dinf": 0, "moov/trak/mdia/minf/dinf/dref": 8,
    _TABLES: 0, f"{_TABLES}/stsd": 8, _ENTRY + _SOUND_ENTRY: 28,
    **{_ENTRY + entry: 78 for entry in _PICTURE_ENTRIES},
}  # fmt: skip
_ALLOWED = {
    "ftyp", "mdat", "free", "moov/free",
    *_HOLDS,
    "moov/mvhd", "moov/trak/tkhd", "moov/trak/edts/elst", "moov/trak/mdia/mdhd",
    "moov/trak/mdia/hdlr", "moov/trak/mdia/minf/vmhd", "moov/trak/mdia/minf/smhd",
    "moov/trak/mdia/minf/dinf/dref/url ",
    *(f"{_TABLES}/{name}" for name in ("stts", "ctts", "stss", "stsc", "stsz", "stco", "co64")),
    *(f"{_TABLES}/{name}" for name in ("sdtp", "sgpd", "sbgp")),
    *(
        f"{_ENTRY}{entry}/{name}"
        for entry in _PICTURE_ENTRIES
        for name in ("avcC", "hvcC", "av1C", "pasp", "colr", "btrt", "fiel", "mdcv", "clli")
    ),
    f"{_ENTRY}{_SOUND_ENTRY}/esds", f"{_ENTRY}{_SOUND_ENTRY}/btrt",
}  # fmt: skip
_PROGRAM_NAME = (42, 74)  # where it stands in the description of a picture stream
_MOST_ATOMS = 1_000


class Atom(msgspec.Struct, frozen=True, kw_only=True):
    """One box: its path of four-letter names, and where its header, body and end lie, in bytes."""

    path: str
    start: int
    body: int
    end: int

    @property
    def length(self) -> int:
        """Of the body, in bytes."""
        return self.end - self.body


def atoms(file: BinaryIO) -> tuple[Atom, ...]:
    """Every box in the order of the file; bytes that are none come as ``trailing bytes``."""
    size = file.seek(0, 2)
    found: list[Atom] = []
    for atom in _within(file, "", 0, size):
        found.append(atom)
        if len(found) == _MOST_ATOMS:
            break
    return tuple(found)


def content(file: BinaryIO, atom: Atom, *, most: int = 64_000_000) -> bytes:
    """The bytes of a box's body, no more than `most`."""
    file.seek(atom.body)
    return file.read(min(atom.length, most))


def strangers(file: BinaryIO, found: tuple[Atom, ...]) -> tuple[str, ...]:
    """What a finished file may not hold, each once, in words for a person."""
    odd = [_name(atom) for atom in found if atom.path not in _ALLOWED]
    odd += [f"bytes in the free box at {a.start:,}" for a in found if _filled(file, a)]
    odd += [words for atom in found for words in _said(file, atom)]
    if len(found) == _MOST_ATOMS:
        odd.append(f"{_MOST_ATOMS:,} boxes or more")
    return tuple(dict.fromkeys(odd))


def blank(file: BinaryIO) -> None:
    """Empty the two places in which FFmpeg always writes something of its own; lengths stay.

    They are the user data of the film and the name of the program that coded the pictures.
    """
    for atom in atoms(file):
        if atom.path == "moov/udta":
            file.seek(atom.start + 4)
            file.write(b"free" + bytes(atom.length))
        elif atom.path in {_ENTRY + entry for entry in _PICTURE_ENTRIES}:
            file.seek(atom.body + _PROGRAM_NAME[0])
            file.write(bytes(_PROGRAM_NAME[1] - _PROGRAM_NAME[0]))


def _within(file: BinaryIO, path: str, at: int, end: int) -> Iterator[Atom]:
    while end - at >= 8:
        name, body, after = _header(file, at, end)
        if after is None:
            break
        atom = Atom(path=f"{path}/{name}" if path else name, start=at, body=body, end=after)
        yield atom
        if atom.path in _HOLDS:
            yield from _within(file, atom.path, body + _HOLDS[atom.path], after)
        at = after
    if at < end:
        yield Atom(path=f"{path}/trailing bytes".lstrip("/"), start=at, body=at, end=end)


def _header(file: BinaryIO, at: int, end: int) -> tuple[str, int, int | None]:
    """The name, where the body begins and where it ends; None where it would reach over the end."""
    file.seek(at)
    header = file.read(16)
    size, name = int.from_bytes(header[:4], "big"), header[4:8].decode("latin-1")
    body = at + 8
    if size == 1:
        size, body = int.from_bytes(header[8:16], "big"), at + 16
    elif size == 0:
        size = end - at
    after = at + size
    return name, body, after if body <= after <= end else None


def _name(atom: Atom) -> str:
    shown = "".join(letter if letter.isprintable() else "?" for letter in atom.path)
    return f"{shown} at byte {atom.start:,}"


def _filled(file: BinaryIO, atom: Atom) -> bool:
    return atom.path.endswith("free") and any(content(file, atom))


def _said(file: BinaryIO, atom: Atom) -> Iterator[str]:
    """Dates, names and addresses in boxes that have room for them."""
    kind = atom.path.rpartition("/")[2]
    if kind in {"mvhd", "tkhd", "mdhd"}:
        head = content(file, atom, most=20)
        if any(head[4 : 20 if head[:1] == b"\x01" else 12]):
            yield f"a date in {kind}"
    elif kind == "hdlr":
        name = content(file, atom, most=1_000)[24:].strip(b"\x00")
        if name not in {b"", b"VideoHandler", b"SoundHandler"}:
            yield "a name of its own for a stream"
    elif kind == "url " and content(file, atom, most=5) != b"\x00\x00\x00\x01":
        yield "the address of another file"
    elif kind in _PICTURE_ENTRIES and any(content(file, atom)[slice(*_PROGRAM_NAME)]):
        yield "the name of the program that coded the pictures"
