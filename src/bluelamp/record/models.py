"""The tables of the record: entries that stay, bodies that can be erased, the head, the checkpoints.

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
    """What an entry says, as the exact bytes committed to, with the salt; its row is what is erased."""

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.PROTECT, related_name="erasable"
    )
    salt = models.BinaryField()
    body = models.BinaryField()


class Head(models.Model):
    """The one row that says how far the record reaches: its size, root, and the tree's right edge."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField()
    root = models.BinaryField()
    frontier = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(name="head_is_one_row", condition=Q(id=1))]


class Checkpoint(models.Model):
    """A signed statement of the record's size and root, with the right edge that it closed on."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    frontier = models.BinaryField()
    note = models.TextField()
    created_at = models.DateTimeField()
