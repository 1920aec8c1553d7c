"""Proofs of entries come out of the database by a few rows, and hold outside."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.record.conftest import AT, Act
from tests.record.guards import unguarded

from bluelamp.ledger import proofs, tiles, tree
from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.errors import NoSuchProof
from bluelamp.ledger.notes import VerifierKey
from bluelamp.ledger.tlog_proof import TlogProof
from bluelamp.record import selectors, services
from bluelamp.record.errors import NotYetSigned
from bluelamp.record.models import Entry, Tile

SIZE = 520


@pytest.fixture
def hashes(act: Act) -> Sequence[bytes]:
    """The leaf hashes of a record of two full tiles and a begun one."""
    for number in range(SIZE):
        act("AB"[number % 2])
    return [
        bytes(each) for each in Entry.objects.order_by("seq").values_list("leaf_hash", flat=True)
    ]


def test_every_kind_of_proof_is_the_trees(hashes: Sequence[bytes]) -> None:
    whole = tree.Tree(hashes)
    for size in (1, 2, 255, 256, 257, 512, 513, SIZE):
        for seq in {1, size // 2 + 1, size}:
            found = selectors.inclusion(seq, size)
            assert found == proofs.inclusion(whole.node, seq - 1, size)
            assert proofs.includes(hashes[seq - 1], seq - 1, size, whole.root(size), found)
        assert selectors.consistency(size, SIZE) == proofs.consistency(whole.node, size, SIZE)
    with CaptureQueriesContext(connection) as asked:
        selectors.inclusion(300, SIZE)
    assert len(asked) <= 6
    _what_is_not_there_is_refused()
    _what_was_changed_in_a_tile_is_named()


def _what_is_not_there_is_refused() -> None:
    for ask in (
        lambda: selectors.inclusion(0, SIZE),
        lambda: selectors.inclusion(SIZE + 1, SIZE),
        lambda: selectors.inclusion(1, SIZE + 1),
        lambda: selectors.consistency(0, SIZE),
        lambda: selectors.consistency(SIZE, SIZE + 1),
    ):
        with pytest.raises(NoSuchProof):
            ask()


def _what_was_changed_in_a_tile_is_named() -> None:
    assert services.verify().sound
    kept = Tile.objects.get(level=0, number=1)
    with unguarded():
        Tile.objects.filter(level=0, number=1).update(root=bytes(32))
    (fault,) = services.verify().faults
    assert (fault.seq, fault.words) == (
        512,
        "the tile 1 of level 0 is not that of the entries up to here",
    )
    with unguarded():
        Tile.objects.filter(level=0, number=1).delete()
    (fault,) = services.verify().faults
    assert (fault.seq, fault.words) == (512, "the tile 1 of level 0 is missing")
    with unguarded():
        Tile.objects.create(level=0, number=1, root=kept.root, hashes=kept.hashes)
    assert len(tiles.from_bytes(bytes(kept.hashes))) == tiles.WIDTH
    assert services.verify().sound


def test_a_proof_file_is_under_the_checkpoint_asked_for(act: Act, verifying_key: str) -> None:
    with pytest.raises(NotYetSigned):
        selectors.tlog_proof(1)
    for _ in range(5):
        act()
    first = services.checkpoint(at=AT)
    act()
    services.checkpoint(at=AT)
    assert TlogProof.parse(selectors.tlog_proof(3, size=5)).note == first.note
    found = TlogProof.parse(selectors.tlog_proof(3))
    assert (found.index, len(found.proof)) == (2, 3)
    signed = Checkpoint.opened(found.note, [VerifierKey.parse(verifying_key)])
    leaf = tree.leaf_hash(bytes(Entry.objects.get(seq=3).leaf))
    assert proofs.includes(leaf, 2, 6, signed.root, found.proof)
    with pytest.raises(NoSuchProof):
        selectors.tlog_proof(6, size=5)
    with pytest.raises(NotYetSigned):
        selectors.tlog_proof(1, size=4)
