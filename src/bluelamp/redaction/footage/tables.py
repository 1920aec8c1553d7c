"""The tables of an MP4 file: where each coded picture and packet of sound lies, and when it plays.

ISO/IEC 14496-12, section 8.  Read without FFmpeg, so that one reading can be held against another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from bluelamp.redaction.errors import FootageRefused

from .atoms import Atom, content

Numbers = NDArray[np.int64]

_MOST_ENTRIES = 20_000_000
_STATED = "The output's tables contradict each other."


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One stream as its tables give it.

    `kind` is ``vide`` or ``soun``, `entry` the four letters of its coding, `size` a picture's width
    and height in pixels.  `offsets` and `sizes` are in bytes, in the order of decoding; `times` and
    `lengths` in ticks of 1/`scale` before any edit.  An edit is how long it lasts, in ticks of 1/`film_scale`, and the time in the stream at
    which it begins, -1 for a stretch with nothing.
    """

    kind: str
    entry: str
    size: tuple[int, int]
    scale: int
    film_scale: int
    offsets: Numbers
    sizes: Numbers
    times: Numbers
    lengths: Numbers
    edits: tuple[tuple[int, int], ...]
    upright: bool

    @property
    def shown(self) -> Numbers:
        """The times at which they play, in ticks, in the order of playing."""
        begins = next((media for _, media in self.edits if media >= 0), 0)
        empty = sum(length for length, media in self.edits if media < 0)
        return np.sort(self.times - begins + empty * self.scale // self.film_scale)

    @property
    def hidden(self) -> int:
        """How many ticks of the stream, at its start or end, the edits leave out."""
        played = [edit for edit in self.edits if edit[1] >= 0]
        if not played or not self.times.size:
            return 0
        if len(played) > 1:
            return int(self.lengths.sum())
        length, begins = played[0]
        end = int((self.times + self.lengths).max())
        lasts = -(-length * self.scale // self.film_scale)
        rounding = self.scale // self.film_scale + 1
        return max(0, begins - int(self.times.min())) + max(0, end - begins - lasts - rounding)


def stored(file: BinaryIO, found: tuple[Atom, ...]) -> tuple[Stored, ...]:
    """The streams of a file; raises FootageRefused where its tables cannot be those of one."""
    film = next((atom for atom in found if atom.path == "moov/mvhd"), None)
    tracks: list[dict[str, Atom]] = []
    for atom in found:
        if atom.path == "moov/trak":
            tracks.append({})
        elif atom.path.startswith("moov/trak/") and tracks:
            tracks[-1].setdefault(atom.path.rpartition("/")[2], atom)
    if film is None:
        raise FootageRefused("The output has no table of contents.")
    return tuple(_stream(file, track, _scale(content(file, film))) for track in tracks)


def _stream(file: BinaryIO, track: Mapping[str, Atom], film_scale: int) -> Stored:
    try:
        boxes = {
            name: content(file, track[name])
            for name in ("mdhd", "hdlr", "tkhd", "stsd", "stts", "stsc", "stsz")
        }
        boxes |= {
            name: content(file, track[name])
            for name in ("ctts", "elst", "stco", "co64")
            if name in track
        }
        return _read(boxes, film_scale)
    except (KeyError, ValueError, IndexError, OverflowError) as error:
        raise FootageRefused(_STATED) from error


def _read(boxes: Mapping[str, bytes], film_scale: int) -> Stored:
    sizes = _sizes(boxes["stsz"])
    lengths = _run_lengths(boxes["stts"], len(sizes))
    times = np.cumsum(lengths) - lengths
    if "ctts" in boxes:
        times = times + _run_lengths(boxes["ctts"], len(sizes)).astype(np.int32)
    chunks = _rows(boxes["co64"], ">u8") if "co64" in boxes else _rows(boxes["stco"], ">u4")
    return Stored(
        kind=boxes["hdlr"][8:12].decode("latin-1"),
        entry=boxes["stsd"][12:16].decode("latin-1"),
        size=_size(boxes["stsd"]),
        scale=_scale(boxes["mdhd"]),
        film_scale=film_scale,
        offsets=_offsets(chunks[:, 0], boxes["stsc"], sizes),
        sizes=sizes,
        times=times,
        lengths=lengths,
        edits=_edits(boxes.get("elst", b"")),
        upright=_upright(boxes["tkhd"]),
    )


def _size(described: bytes) -> tuple[int, int]:
    """Width and height of the only description; 0 by 0 for sound."""
    if int.from_bytes(described[4:8], "big") != 1:
        raise ValueError(_STATED)
    width, height = (int.from_bytes(described[at : at + 2], "big") for at in (40, 42))
    return (0, 0) if described[12:16] == b"mp4a" else (width, height)


def _scale(header: bytes) -> int:
    """Ticks a second, of a film's or a stream's header."""
    at = 20 if header[:1] == b"\x01" else 12
    scale = int.from_bytes(header[at : at + 4], "big")
    if not scale:
        raise FootageRefused(_STATED)
    return scale


def _rows(table: bytes, kind: str, columns: int = 1) -> Numbers:
    """The entries of a table that counts them first; no byte may follow them."""
    count = int.from_bytes(table[4:8], "big")
    length = np.dtype(kind).itemsize * columns * count
    if count > _MOST_ENTRIES or len(table) != 8 + length:
        raise ValueError(_STATED)
    return np.frombuffer(table, kind, offset=8).reshape(count, columns).astype(np.int64)


def _sizes(table: bytes) -> Numbers:
    same, count = (int.from_bytes(table[at : at + 4], "big") for at in (4, 8))
    if same:
        if count > _MOST_ENTRIES or len(table) != 12:
            raise ValueError(_STATED)
        return np.full(count, same, np.int64)
    return _rows(table[:4] + table[8:], ">u4")[:, 0]


def _run_lengths(table: bytes, count: int) -> Numbers:
    """One value for each of so many, from a table of how often each value comes."""
    rows = _rows(table, ">u4", 2)
    if int(rows[:, 0].sum()) != count:
        raise ValueError(_STATED)
    return np.repeat(rows[:, 1], rows[:, 0])


def _offsets(chunks: Numbers, table: bytes, sizes: Numbers) -> Numbers:
    """Where each lies: chunk by chunk, and within a chunk one behind the other."""
    rows = _rows(table, ">u4", 3)
    firsts = np.append(rows[:, 0], len(chunks) + 1)
    per_chunk = np.repeat(rows[:, 1], np.diff(firsts))
    if len(per_chunk) != len(chunks) or int(per_chunk.sum()) != len(sizes):
        raise ValueError(_STATED)
    before = np.cumsum(sizes) - sizes
    begins = np.cumsum(per_chunk) - per_chunk
    of_chunk = np.repeat(np.arange(len(chunks)), per_chunk)
    return np.asarray(chunks[of_chunk] + before - before[begins[of_chunk]], np.int64)


def _edits(table: bytes) -> tuple[tuple[int, int], ...]:
    if not table:
        return ()
    columns = ">u8,>i8,>u4" if table[:1] == b"\x01" else ">u4,>i4,>u4"
    kind = np.dtype([(name, part) for name, part in zip("abc", columns.split(","), strict=True)])
    count = int.from_bytes(table[4:8], "big")
    if len(table) != 8 + kind.itemsize * count:
        raise ValueError(_STATED)
    rows = np.frombuffer(table, kind, offset=8)
    return tuple((int(row["a"]), int(row["b"])) for row in rows)


def _upright(header: bytes) -> bool:
    """Whether players show the stream as it is stored: its matrix is the identity."""
    one, corner = (1 << 16).to_bytes(4, "big"), (1 << 30).to_bytes(4, "big")
    nothing = bytes(12)
    at = 52 if header[:1] == b"\x01" else 40
    return header[at : at + 36] == one + nothing + one + nothing + corner
