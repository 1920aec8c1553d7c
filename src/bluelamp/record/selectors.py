"""Read the record: for pages, and for those who check it."""

import json

from bluelamp.ledger.tree import EMPTY_ROOT
from bluelamp.record.keys import signing_key
from bluelamp.record.models import Checkpoint, Entry, Head
from bluelamp.record.values import CheckpointView, EntryView


def entries_for(case: str) -> list[EntryView]:
    """Every entry of a case, oldest first."""
    found = Entry.objects.filter(case=case).select_related("erasable").order_by("seq")
    return [_view(entry) for entry in found]


def recent(limit: int, kind: str | None = None) -> list[EntryView]:
    """The newest entries of the whole record, or of one kind, newest first."""
    found = Entry.objects.select_related("erasable").order_by("-seq")
    return [_view(entry) for entry in (found.filter(kind=kind) if kind else found)[:limit]]


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


def view_of(row: Checkpoint) -> CheckpointView:
    """A checkpoint's row as a value."""
    return CheckpointView(
        size=row.size, root=bytes(row.root).hex(), note=row.note, created_at=row.created_at
    )


def _view(entry: Entry) -> EntryView:
    erasable = getattr(entry, "erasable", None)
    return EntryView(
        seq=entry.seq,
        at=entry.recorded_at,
        kind=entry.kind,
        case=entry.case,
        actor=entry.actor,
        body=json.loads(bytes(erasable.body))["body"] if erasable else None,
    )
