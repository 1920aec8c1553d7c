"""Write the record, or one case of it, so that an outsider can verify it.

The format is described in the stand-alone verifier, `bluelamp.ledger.verifier`.
"""

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from bluelamp.ledger import proofs
from bluelamp.ledger.errors import NoSuchProof
from bluelamp.ledger.tiles import WIDTH
from bluelamp.record import tiles
from bluelamp.record.errors import BodyDamaged, NotYetSigned
from bluelamp.record.models import Checkpoint, Entry
from bluelamp.record.rows import Row, rows
from bluelamp.record.values import ERASED, Exported
from bluelamp.record.witnessed import cosigned_note
from bluelamp.vault import keys
from bluelamp.vault.errors import KeyUnusable

FORMAT = "bluelamp-record/2"
FILE = "record.txt"


def export(
    destination: Path | BinaryIO,
    *,
    case: str | None = None,
    withheld: Collection[int] = (),
    upto: int | None = None,
) -> Exported:
    """Write every entry that the last checkpoint covers, or those of one case with their proofs.

    A path is a file, or a folder that gets a file `record.txt`. The bodies of the entries withheld are
    left out, and said to be; of a case, entries after the number `upto` are left out whole. Sign a
    checkpoint first: what is not yet covered is left out and counted. It refuses nothing damaged: the
    verifier is to find it. Raises NotYetSigned if there is no checkpoint, or an erasure since the last.
    """
    last = Checkpoint.objects.order_by("-size").first()
    if last is None:
        raise NotYetSigned("The record has no signed checkpoint yet: sign one, then export.")
    if isinstance(destination, Path):
        path = destination / FILE if destination.is_dir() else destination
        return _to_file(path, case=case, withheld=withheld, upto=upto)
    if case is None:
        lines = _whole(last, withheld)
        return _write(destination, lines, last, case, entries=last.size)
    found = sorted(
        [*rows(upto=min(last.size, upto or last.size), case=case), *_erasures(last, case)]
    )
    return _write(destination, _of_case(found, last, withheld), last, case, entries=len(found))


def _to_file(
    path: Path, *, case: str | None, withheld: Collection[int], upto: int | None
) -> Exported:
    """Write the file whole, or leave what was there as it was."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as stream:
            written = export(stream, case=case, withheld=withheld, upto=upto)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return written


def _write(
    stream: BinaryIO, lines: Iterator[bytes], last: Checkpoint, case: str | None, *, entries: int
) -> Exported:
    """Write the first line, then what follows it."""
    header = {
        "format": FORMAT,
        "origin": last.note.partition("\n")[0],
        "case": case,
        "entries": entries,
        "size": last.size,
        "checkpoints": _notes(last) if case is None else [cosigned_note(last.size)],
    }
    stream.write(json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    stream.writelines(line + b"\n" for line in lines)
    since = Entry.objects.filter(seq__gt=last.size)
    if since.filter(kind=ERASED).exists():
        raise NotYetSigned("Bodies were erased since the last checkpoint: sign one, then export.")
    beyond = since.count() if case is None else since.filter(case=case).count()
    return Exported(entries=entries, size=last.size, beyond=beyond)


def _notes(last: Checkpoint) -> list[str]:
    """The last checkpoint of each day: what was changed and hashed anew is placed between two of them."""
    signed = Checkpoint.objects.filter(size__lte=last.size).order_by("size")
    of_day = {at.date(): size for size, at in signed.values_list("size", "created_at").iterator()}
    return [cosigned_note(size) for size in of_day.values()]


def _whole(last: Checkpoint, withheld: Collection[int]) -> Iterator[bytes]:
    """Every entry, and after each tile of them their hashes."""
    hashes: list[str] = []
    for row in rows(upto=last.size):
        yield from _entry(row, withheld)
        hashes.append(row.leaf_hash.hex())
        if len(hashes) == WIDTH or row.seq == last.size:
            yield "".join(hashes).encode()
            hashes.clear()


def _of_case(found: list[Row], last: Checkpoint, withheld: Collection[int]) -> Iterator[bytes]:
    """These entries, each with its inclusion proof."""
    reader = tiles.reader()
    for row in found:
        yield from _entry(row, withheld)
        try:
            proof = proofs.inclusion(reader.node, row.seq - 1, last.size)
        except NoSuchProof:  # rows are missing: the verifier says so at this entry
            proof = ()
        yield b" ".join(step.hex().encode() for step in proof)


def _erasures(last: Checkpoint, case: str) -> Iterator[Row]:
    """The entries, of no case, that record the destruction of this case's key."""
    if not keys.destroyed(case=case):
        return
    for row in rows(upto=last.size, case="", kind=ERASED):
        said = row.opened()
        if said and json.loads(said.body)["body"].get("case") == case:
            yield row


def _entry(row: Row, withheld: Collection[int]) -> tuple[bytes, bytes]:
    """An entry's leaf and body as lines; what was damaged stays visibly so."""
    leaf = row.leaf.replace(b"\n", b"\\n")
    try:
        said = row.opened()
    except (BodyDamaged, KeyUnusable):
        return leaf, b"damaged"
    if said is None:
        return leaf, b"erased"
    if row.seq in withheld:
        return leaf, b"withheld"
    return leaf, said.salt.hex().encode() + b" " + said.body
