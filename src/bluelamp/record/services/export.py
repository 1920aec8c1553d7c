"""Write the record, or one case of it, so that an outsider can verify it.

The format is described in the stand-alone verifier, `bluelamp.ledger.verifier`.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from bluelamp.ledger import proofs
from bluelamp.ledger.tree import Tree
from bluelamp.record.errors import NotYetSigned
from bluelamp.record.models import Checkpoint, Entry
from bluelamp.record.rows import Row, rows
from bluelamp.record.values import ERASED, Exported

FORMAT = "bluelamp-record/1"

Line = dict[str, Any]


def export(destination: Path | TextIO, *, case: str | None = None) -> Exported:
    """Write every entry that the last checkpoint covers, or those of one case with their proofs.

    A path is a file, or a folder that gets a file `record.jsonl`. Sign a checkpoint first: what is
    not yet covered is left out and counted. It refuses nothing damaged: the verifier is to find it.
    Raises NotYetSigned if there is no checkpoint, or an erasure since the last one.
    """
    last = Checkpoint.objects.order_by("-size").first()
    if last is None:
        raise NotYetSigned("The record has no signed checkpoint yet: sign one, then export.")
    if isinstance(destination, Path):
        path = destination / "record.jsonl" if destination.is_dir() else destination
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            return _write(stream, last, case)
    return _write(destination, last, case)


def _write(stream: TextIO, last: Checkpoint, case: str | None) -> Exported:
    origin = last.note.partition("\n")[0]
    written = 0
    _put(stream, {"format": FORMAT, "origin": origin, "case": case, "size": last.size})
    for line in _whole(last) if case is None else _of_case(last, case):
        _put(stream, line)
        written += "seq" in line
    beyond = Entry.objects.filter(seq__gt=last.size, **({} if case is None else {"case": case}))
    if beyond.filter(kind=ERASED).exists():
        raise NotYetSigned("Bodies were erased since the last checkpoint: sign one, then export.")
    return Exported(entries=written, size=last.size, beyond=beyond.count())


def _put(stream: TextIO, line: Line) -> None:
    stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def _whole(last: Checkpoint) -> Iterator[Line]:
    """Every entry, and after the last one that it covers each checkpoint."""
    notes = Checkpoint.objects.filter(size__lte=last.size).order_by("-size")
    waiting = list(notes.values_list("size", "note"))
    for row in rows(upto=last.size):
        while waiting and waiting[-1][0] < row.seq:
            yield {"checkpoint": waiting.pop()[1]}
        yield _entry(row)
    yield from ({"checkpoint": note} for _, note in reversed(waiting))


def _of_case(last: Checkpoint, case: str) -> Iterator[Line]:
    """The case's entries, each with its inclusion proof, and the one checkpoint."""
    hashes = Entry.objects.filter(seq__lte=last.size).order_by("seq")
    tree = Tree(bytes(each) for each in hashes.values_list("leaf_hash", flat=True).iterator(2000))
    for row in rows(upto=last.size, case=case):
        # Of a record with rows missing there is no proof: the verifier says so at this entry.
        whole = tree.size == last.size
        proof = proofs.inclusion(tree.node, row.seq - 1, last.size) if whole else ()
        yield {**_entry(row), "proof": [b64encode(step).decode() for step in proof]}
    yield {"checkpoint": last.note}


def _entry(row: Row) -> Line:
    line = {"seq": row.seq, "leaf": _as_text(row.leaf), "hash": row.leaf_hash.hex()}
    if row.salt is None or row.body is None:
        return line
    return {**line, "salt": b64encode(row.salt).decode(), "body": _as_text(row.body)}


def _as_text(recorded: bytes) -> str:
    """Canonical JSON as the text it is; bytes that are not text were damaged, and stay visibly so."""
    return recorded.decode("utf-8", errors="replace")
