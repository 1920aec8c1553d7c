"""The tables of the record: entries that stay, bodies that can be erased, the head, tiles, checkpoints.

Triggers (migration 0002) refuse every change but the next entry, the erasure of a body and the next
checkpoint. They guard against mistakes; against whoever owns the database, the signed checkpoints do.
"""

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One act: its number, the exact bytes that the tree hashes, and columns to find it by."""

    seq = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField(db_index=True)
    kind = models.TextField(db_index=True)
    case = models.TextField(db_index=True, blank=True)
    actor = models.TextField(db_index=True)
    leaf = models.BinaryField()
    leaf_hash = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="entry_is_numbered_from_one", condition=Q(seq__gte=1)),
            models.CheckConstraint(name="entry_has_a_kind", condition=~Q(kind="")),
            models.CheckConstraint(name="entry_has_an_actor", condition=~Q(actor="")),
        ]


class EntryBody(models.Model):
    """What an entry says, with the salt, sealed by the key of its case (`record.bodies`).

    It is erased by deleting the row, or by destroying the key.
    """

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.PROTECT, related_name="erasable"
    )
    sealed = models.BinaryField()


class Head(models.Model):
    """The one row that says how far the record reaches: its size, root, and the tree's right edge."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField()
    root = models.BinaryField()
    frontier = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(name="head_is_one_row", condition=Q(id=1))]


class Tile(models.Model):
    """A full tile of the tree (`ledger.tiles`): its root, and its 256 hashes one after another."""

    pk = models.CompositePrimaryKey("level", "number")
    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    root = models.BinaryField()
    hashes = models.BinaryField()


class Checkpoint(models.Model):
    """A signed statement of the record's size and root, with the right edge that it closed on."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    frontier = models.BinaryField()
    note = models.TextField()
    created_at = models.DateTimeField()


class Closure(models.Model):
    """From when nothing could be released, and why: the first entry that is not what is kept elsewhere, if one is known."""

    closed_at = models.DateTimeField()
    words = models.TextField()
    seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="closure_says_why", condition=~Q(words=""))]


class Opening(models.Model):
    """A named administrator has opened the desk to release again, with reasons."""

    closure = models.OneToOneField(
        Closure, primary_key=True, on_delete=models.PROTECT, related_name="opening"
    )
    opened_at = models.DateTimeField()
    opened_by = models.TextField()
    reasons = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="opening_says_by_whom_and_why", condition=~Q(opened_by="") & ~Q(reasons="")
            )
        ]


class Cosignature(models.Model):
    """A witness's line on a checkpoint, the first of each key: that it saw nothing larger, and when."""

    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.PROTECT, related_name="cosignatures"
    )
    witness = models.TextField()
    key = models.TextField()
    line = models.TextField()
    cosigned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_line_of_each_witness", fields=["checkpoint", "key"])
        ]


class TimeStamp(models.Model):
    """A token over a checkpoint's note by a time-stamp authority, as it was answered (RFC 3161)."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="time_stamps")
    authority = models.TextField()
    token = models.BinaryField()
    stamped_at = models.DateTimeField()
    kept_at = models.DateTimeField()


class Asked(models.Model):
    """What came of asking a witness or the time-stamp authority the last time; replaced by the next."""

    party = models.TextField(primary_key=True)
    asked_at = models.DateTimeField()
    said = models.TextField()
    words = models.TextField(blank=True)
    size = models.BigIntegerField(null=True)
