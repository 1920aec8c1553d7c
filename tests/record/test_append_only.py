"""The database itself refuses every change to the record but the next one."""

import pytest
from django.db import DatabaseError, connection, transaction
from tests.record.conftest import AT, Act

from bluelamp.record import selectors, services
from bluelamp.record.models import Tile

REFUSED = [
    "UPDATE record_entry SET kind = 'released' WHERE seq = 2",
    "UPDATE record_entry SET seq = 9 WHERE seq = 3",
    "UPDATE record_entrybody SET sealed = '' WHERE entry_id = 2",
    "UPDATE record_checkpoint SET note = '' WHERE size = 2",
    "UPDATE record_head SET size = 2",
    "UPDATE record_head SET size = 3",
    "UPDATE record_head SET size = 4",
    "UPDATE record_head SET root = frontier",
    "DELETE FROM record_entry WHERE seq = 3",
    "DELETE FROM record_entry",
    "DELETE FROM record_head",
    "DELETE FROM record_checkpoint",
    (
        "INSERT INTO record_entry SELECT seq + 3, recorded_at, kind, 'x', actor, leaf, leaf_hash"
        " FROM record_entry WHERE seq = 2"
    ),
    (
        "INSERT INTO record_entry SELECT 0, recorded_at, kind, 'x', actor, leaf, leaf_hash"
        " FROM record_entry WHERE seq = 2"
    ),
    "INSERT INTO record_entrybody SELECT 1, sealed FROM record_entrybody WHERE entry_id = 2",
    "INSERT INTO record_tile SELECT 0, 1, root, root FROM record_head",
    "INSERT INTO record_head SELECT 2, 0, root, frontier FROM record_head",
    "INSERT INTO record_checkpoint SELECT 4, root, frontier, note, created_at FROM record_checkpoint",
    "INSERT INTO record_checkpoint SELECT 1, root, frontier, note, created_at FROM record_checkpoint",
]
REFUSED_BY = {
    "sqlite": [
        "REPLACE INTO record_entry SELECT * FROM record_entry WHERE seq = 2",
        "REPLACE INTO record_entrybody SELECT * FROM record_entrybody WHERE entry_id = 2",
        "REPLACE INTO record_head SELECT 1, 0, root, frontier FROM record_head",
        "REPLACE INTO record_checkpoint SELECT * FROM record_checkpoint",
        "UPDATE OR REPLACE record_entry SET seq = 1 WHERE seq = 2",
    ],
    "postgresql": [
        "TRUNCATE record_entry CASCADE",
        "TRUNCATE record_head",
        "TRUNCATE record_checkpoint CASCADE",
        "TRUNCATE record_tile",
        "SET session_replication_role = replica; DELETE FROM record_checkpoint",
        (
            "INSERT INTO record_entry SELECT 4, recorded_at, kind, 'x', actor, leaf, '\\x00'::bytea"
            " FROM record_entry WHERE seq = 2"
        ),
    ],
}


def attempt(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def _three_entries(act: Act) -> None:
    act()
    act()
    services.checkpoint(at=AT)
    act()
    attempt("DELETE FROM record_entrybody WHERE entry_id = 1")


@pytest.mark.usefixtures("_three_entries")
def test_every_other_change_is_refused() -> None:
    before = selectors.head()
    for statement in REFUSED + REFUSED_BY[connection.vendor]:
        with pytest.raises(DatabaseError, match=r"the record refuses|leaf_is_hashed"):
            attempt(statement)
        assert selectors.head() == before, statement


def test_a_tile_is_kept_when_it_fills_and_stays(act: Act) -> None:
    for _ in range(255):
        act()
    assert not Tile.objects.exists()
    act()
    assert (Tile.objects.get().level, Tile.objects.get().number) == (0, 0)
    for statement in ("UPDATE record_tile SET root = hashes", "DELETE FROM record_tile"):
        with pytest.raises(DatabaseError, match="the record refuses"):
            attempt(statement)
    assert services.verify().sound


@pytest.mark.usefixtures("_three_entries")
def test_the_next_entry_and_the_next_checkpoint_are_not_refused(act: Act) -> None:
    assert act().seq == 4
    assert services.checkpoint(at=AT).size == 4
