"""The file around pictures and sound: everything in it belongs there, and nothing else is in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.examination import Check
from bluelamp.redaction.structure import LONGEST_START, pictures_inside

from .atoms import Atom, atoms, strangers
from .plan import Codec, FootagePlan
from .sound import PACKET
from .tables import Stored, stored
from .units import remarks

_ENTRIES = {Codec.H264: "avc1", Codec.HEVC: "hvc1", Codec.AV1: "av01"}
_PICTURES, _SOUND = "vide", "soun"
_PART = 1 << 23  # bytes


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands in the file: boxes by name, streams by their tables, and how each check came out."""

    boxes: tuple[str, ...]
    streams: tuple[Stored, ...]
    checks: tuple[Check, ...]

    @property
    def pictures(self) -> Stored | None:
        """The only picture stream."""
        return next((each for each in self.streams if each.kind == _PICTURES), None)

    @property
    def described(self) -> tuple[str, ...]:
        """The streams in words for a person."""
        return tuple(
            f"pictures: {each.entry}, {each.size[0]} by {each.size[1]}, {len(each.sizes):,} frames"
            if each.kind == _PICTURES
            else f"sound: {each.entry}, {each.scale:,} samples a second, {len(each.sizes):,} packets"
            for each in self.streams
        )


def look_at_shell(file: BinaryIO, *, plan: FootagePlan, has_sound: bool) -> Shell:
    """The file taken apart; `has_sound` says whether the original has any."""
    found = atoms(file)
    boxes = tuple(dict.fromkeys(atom.path for atom in found))
    odd = strangers(file, found)
    parts = _verdict("parts", odd, "Nothing but pictures and sound travels.", "The file also holds")
    try:
        streams = stored(file, found)
    except FootageRefused as error:
        unread = Check(name="tables", passed=False, detail=str(error))
        return Shell(boxes, (), (parts, unread))
    checks = [
        parts,
        _check_streams(streams, plan, has_sound=has_sound),
        *_inside(file, found, streams),
    ]
    return Shell(boxes, streams, tuple(checks))


def _verdict(name: str, bad: tuple[str, ...], good: str, complaint: str) -> Check:
    detail = f"{complaint}: {', '.join(bad)}." if bad else good
    return Check(name=name, passed=not bad, detail=detail)


def _check_streams(streams: tuple[Stored, ...], plan: FootagePlan, *, has_sound: bool) -> Check:
    sound = plan.keep_sound and has_sound
    wanted = [(_PICTURES, _ENTRIES[plan.codec]), *([(_SOUND, "mp4a")] if sound else [])]
    there = [(each.kind, each.entry) for each in streams]
    words = ", ".join(" ".join(each) for each in there) or "none"
    return Check(
        name="streams",
        passed=sorted(there) == sorted(wanted),
        detail=f"The streams are as planned: {words}."
        if sorted(there) == sorted(wanted)
        else f"The streams are not as planned: {words}.",
    )


def _inside(
    file: BinaryIO, found: tuple[Atom, ...], streams: tuple[Stored, ...]
) -> Iterator[Check]:
    said = tuple(
        words for each in streams if each.kind == _PICTURES for words in remarks(file, each)
    )
    yield _verdict(
        "units", said, "The coded pictures carry nothing else.", "Besides pictures there are"
    )
    yield _verdict(
        "embedded",
        tuple(dict.fromkeys(_carved(file))),
        "No other picture lies inside.",
        "Another picture lies inside",
    )
    loose = _loose(found, streams)
    yield Check(
        name="contents",
        passed=not loose,
        detail=f"{loose:,} bytes belong to no picture and no packet of sound."
        if loose
        else "Every byte of the contents belongs to a picture or a packet of sound.",
    )
    yield _verdict(
        "edits", tuple(_edited(streams)), "No edit hides a frame or turns it.", "An edit list hides"
    )


def _carved(file: BinaryIO) -> Iterator[str]:
    """Pictures anywhere in the file, which is read a part at a time; perhaps named twice."""
    size = file.seek(0, io.SEEK_END)
    for at in range(0, size, _PART):
        file.seek(at)
        yield from pictures_inside(file.read(_PART + LONGEST_START), at=at)


def _loose(found: tuple[Atom, ...], streams: tuple[Stored, ...]) -> int:
    """Bytes of the contents outside every sample, and of samples outside the contents or shared."""
    contents = [(atom.body, atom.end) for atom in found if atom.path == "mdat"]
    begins = np.concatenate([[0], *(each.offsets for each in streams)])[1:]
    ends = begins + np.concatenate([[0], *(each.sizes for each in streams)])[1:]
    order = np.argsort(begins, kind="stable")
    begins, ends = begins[order], ends[order]
    shared = int(np.maximum(ends[:-1] - begins[1:], 0).sum())
    outside = int(
        (ends - begins).sum()
        - sum(
            int(np.maximum(np.minimum(ends, end) - np.maximum(begins, start), 0).sum())
            for start, end in contents
        )
    )
    unused = sum(end - start for start, end in contents) - int((ends - begins).sum())
    return abs(unused) + shared + outside


def _edited(streams: tuple[Stored, ...]) -> Iterator[str]:
    for each in streams:
        allowed = PACKET if each.kind == _SOUND else 0
        if each.hidden > allowed + (each.lengths[-1] if allowed and each.lengths.size else 0):
            yield f"{each.hidden / each.scale:.3f} seconds of the {each.kind} stream"
        if each.kind == _PICTURES and not each.upright:
            yield "the picture's true position"
