"""Check a disclosure pack, byte by byte, with nothing of the program that made it.

This file stands alone: it needs Python 3.11 and nothing else, so that it can be read in one sitting
and handed to an outsider:

    python bag_checker.py PACK.zip        or the folder that it was unpacked to

It names each file that is missing, added or not what the bag's manifests say (BagIt, RFC 8493); of
a ZIP file also a change in its frame. Then it compares every paper and published file with the
sha256 that the record's own entry “pack made” gives. That the entry itself stands in the record as
it was signed is for `verifier.py`, on the folder `data/proof`.

It answers 0 where all is as it was made, 1 where something was changed, 2 where it cannot be read.
"""

import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

SOUND, CHANGED, UNREADABLE = 0, 1, 2

MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
RECORD = "data/proof/record.txt"
LINE = re.compile(r"([0-9a-f]{64})  (.+)")
PIECE = 1 << 20

# What Python's ZIP reader raises of a file that was changed.
BROKEN = (BadZipFile, OSError, EOFError, RuntimeError, ValueError, KeyError)


class Unreadable(Exception):
    """What was given is no pack that can be read."""


class Folder:
    """A pack that was unpacked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.names = sorted(
            each.relative_to(path).as_posix() for each in path.rglob("*") if not each.is_dir()
        )

    def open(self, name: str) -> IO[bytes]:
        """The file of that name."""
        return (self.path / name).open("rb")

    def frame(self) -> Iterator[str]:
        """A folder has no frame."""
        return iter(())


class Zipped:
    """A pack as it was made; everything in it lies in one folder."""

    def __init__(self, path: Path) -> None:
        self.path, self.zipped = path, ZipFile(path)
        self.members = self.zipped.infolist()
        self.root = self.members[0].filename.partition("/")[0] if self.members else ""
        self.names = sorted(each.filename.removeprefix(f"{self.root}/") for each in self.members)

    def open(self, name: str) -> IO[bytes]:
        """The file of that name."""
        return self._member(self.zipped.getinfo(f"{self.root}/{name}"))

    def frame(self) -> Iterator[str]:
        """Where the ZIP file differs from one made anew of the same files."""
        with tempfile.TemporaryFile() as anew:
            try:
                self._again(anew)
            except BROKEN as error:
                yield f"{self.path.name}: its frame was changed ({error})"
                return
            anew.seek(0)
            at = _first_difference(self.path, anew)
        if at is not None:
            before = [each for each in self.members if each.header_offset <= at]
            last = max(before, key=lambda each: each.header_offset, default=None)
            near = last.filename if last else "its beginning"
            yield f"{self.path.name}: its frame was changed at byte {at}, at or after {near}"

    def _member(self, member: ZipInfo) -> IO[bytes]:
        if member.compress_type != ZIP_STORED:
            raise BadZipFile("it is compressed, as no pack is made")
        return self.zipped.open(member)

    def _again(self, to: IO[bytes]) -> None:
        with ZipFile(to, "w", ZIP_STORED) as zipped:
            for each in self.members:
                frame = ZipInfo(each.filename, (1980, 1, 1, 0, 0, 0))
                frame.external_attr = 0o644 << 16
                with (
                    self._member(each) as old,
                    zipped.open(frame, "w", force_zip64=True) as new,
                ):
                    while piece := old.read(PIECE):
                        new.write(piece)


def _first_difference(path: Path, other: IO[bytes]) -> int | None:
    at = 0
    with path.open("rb") as one:
        while True:
            left, right = one.read(PIECE), other.read(PIECE)
            if left != right:
                pairs = zip(left, right, strict=False)
                same = next((i for i, (a, b) in enumerate(pairs) if a != b), None)
                return at + (min(len(left), len(right)) if same is None else same)
            if not left:
                return None
            at += len(left)


def faults(pack: Folder | Zipped) -> Iterator[str]:
    """Everything that is not as it was made, each with its file."""
    digests = {}
    for name in pack.names:
        try:
            with pack.open(name) as file:
                digests[name] = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        except BROKEN as error:
            yield f"{name}: cannot be read ({error})"
    payload = [name for name in pack.names if name.startswith("data/")]
    tags = [name for name in pack.names if not name.startswith("data/") and name != TAGS]
    for manifest, listed in ((TAGS, tags), (MANIFEST, payload)):
        if manifest in digests:
            yield from _against(pack, manifest, listed, digests)
        else:
            yield f"{manifest}: missing, or it cannot be read"
    yield from _recorded(pack, digests)
    yield from pack.frame()


def _against(
    pack: Folder | Zipped, manifest: str, listed: list[str], digests: dict[str, str]
) -> Iterator[str]:
    stated: dict[str, str] = {}
    with pack.open(manifest) as file:
        lines = file.read().decode("utf-8", errors="replace").split("\n")
    if lines.pop():
        yield f"{manifest}: its last line is cut"
    for number, line in enumerate(lines, start=1):
        parts = LINE.fullmatch(line)
        if parts:
            stated[parts[2]] = parts[1]
        else:
            yield f"{manifest}: line {number} is no sha256 and name"
    for name in sorted({*listed, *stated}):
        if name not in stated:
            yield f"{name}: not in {manifest}"
        elif name not in pack.names:
            yield f"{name}: missing, though {manifest} lists it"
        elif name in digests and digests[name] != stated[name]:
            yield f"{name}: not what {manifest} says; one of the two was changed"


def _recorded(pack: Folder | Zipped, digests: dict[str, str]) -> Iterator[str]:
    """Papers and published files against the last entry “pack made” of the record."""
    if RECORD not in digests:
        yield f"{RECORD}: missing, so no entry of the record vouches for the papers"
        return
    made: dict[str, Any] | None = None
    with pack.open(RECORD) as file:
        for line in file:
            stated = _body(line.decode("utf-8", errors="replace"))
            made = stated or made
    if made is None:
        yield f"{RECORD}: no entry in it says what the pack was made of"
        return
    for path, digest in sorted(made.items()):
        name = f"data/{path}"
        if name not in pack.names:
            yield f"{name}: missing, though the record's entry “pack made” names it"
        elif name in digests and digests[name] != digest:
            yield f"{name}: not what the record's entry “pack made” says"


def _body(line: str) -> dict[str, Any] | None:
    """The files that the entry on this line says a pack was made of; None for any other line."""
    start = line.find(' {"')
    if start < 0 or '"documents"' not in line:
        return None
    try:
        documents = json.loads(line[start:])["body"]["documents"]
    except (ValueError, KeyError, TypeError):
        return None
    return documents if isinstance(documents, dict) else None


def opened(path: Path) -> Folder | Zipped:
    """The pack at that path; raises Unreadable."""
    try:
        if path.is_dir():
            return Folder(path)
        return Zipped(path)
    except BROKEN as error:
        raise Unreadable(f"{path}: no pack that can be read: {error}") from error


def main(arguments: list[str]) -> int:
    """Check the pack that is named and say what was found."""
    if len(arguments) != 1:
        sys.stderr.write("python bag_checker.py PACK.zip (or the folder that it was unpacked to)\n")
        return UNREADABLE
    try:
        pack = opened(Path(arguments[0]))
    except Unreadable as refused:
        sys.stderr.write(f"{refused}\n")
        return UNREADABLE
    found = list(faults(pack))
    for fault in found:
        sys.stdout.write(f"{fault}\n")
    if not found:
        sys.stdout.write(f"Every one of the {len(pack.names)} files is as it was made.\n")
    return CHANGED if found else SOUND


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
