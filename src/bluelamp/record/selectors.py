"""Read the record: for pages, and for those who check it."""

import json
from collections.abc import Collection, Iterable

from bluelamp.ledger import proofs
from bluelamp.ledger.proofs import Proof
from bluelamp.ledger.tlog_proof import TlogProof
from bluelamp.ledger.tree import EMPTY_ROOT
from bluelamp.record import bodies, tiles
from bluelamp.record.errors import NotYetSigned
from bluelamp.record.keys import signing_key
from bluelamp.record.models import Checkpoint, Entry, Head
from bluelamp.record.values import CheckpointView, EntryView
from bluelamp.record.witnessed import cosigned_note


def entries_for(case: str, *, leaving_out: Collection[str] = ()) -> list[EntryView]:
    """Every entry of a case but those of the kinds left out, oldest first."""
    found = Entry.objects.filter(case=case).select_related("erasable").order_by("seq")
    return views(found.exclude(kind__in=leaving_out) if leaving_out else found)


def recent(limit: int, kind: str | None = None) -> list[EntryView]:
    """The newest entries of the whole record, or of one kind, newest first."""
    found = Entry.objects.select_related("erasable").order_by("-seq")
    return views((found.filter(kind=kind) if kind else found)[:limit])


def head() -> tuple[int, str]:
    """How many entries the record has, and its root in hexadecimal."""
    row = Head.objects.filter(id=1).first()
    return (row.size, bytes(row.root).hex()) if row else (0, EMPTY_ROOT.hex())


def latest_checkpoint() -> CheckpointView | None:
    """The last checkpoint signed, if any."""
    last = Checkpoint.objects.order_by("-size").first()
    return view_of(last) if last else None


def verifier_key() -> str:
    """The key that outsiders verify the record's checkpoints with, as name+id+base64."""
    return str(signing_key().verifier)


def inclusion(seq: int, size: int) -> Proof:
    """Prove that the entry of this number is among the first `size`. Raises NoSuchProof."""
    return proofs.inclusion(tiles.reader().node, seq - 1, size)


def consistency(old: int, new: int) -> Proof:
    """Prove that the first `new` entries begin with the first `old`. Raises NoSuchProof."""
    return proofs.consistency(tiles.reader().node, old, new)


def tlog_proof(seq: int, *, size: int | None = None) -> str:
    """The proof file of an entry under the checkpoint of this size, or the last, as it is cosigned.

    Raises NotYetSigned if there is no such checkpoint, NoSuchProof if it does not cover the entry.
    """
    signed = Checkpoint.objects.filter(**({} if size is None else {"size": size}))
    last = signed.order_by("-size").first()
    if last is None:
        raise NotYetSigned("There is no such signed checkpoint: sign one, then ask for the proof.")
    proof = inclusion(seq, last.size)
    return str(TlogProof(index=seq - 1, proof=proof, note=cosigned_note(last.size)))


def view_of(row: Checkpoint) -> CheckpointView:
    """A checkpoint's row as a value."""
    return CheckpointView(
        size=row.size, root=bytes(row.root).hex(), note=row.note, created_at=row.created_at
    )


def views(entries: Iterable[Entry]) -> list[EntryView]:
    """Rows of entries as values, with what they say unless it was erased. Raises BodyDamaged."""
    return [_view(entry) for entry in entries]


def _view(entry: Entry) -> EntryView:
    erasable = getattr(entry, "erasable", None)
    sealed = bytes(erasable.sealed) if erasable else None
    said = bodies.opened(seq=entry.seq, case=entry.case, sealed=sealed)
    return EntryView(
        seq=entry.seq,
        at=entry.recorded_at,
        kind=entry.kind,
        case=entry.case,
        actor=entry.actor,
        body=json.loads(said.body)["body"] if said else None,
    )
