"""Each way to change the record through the database: refused by it, or found and named by the record's own check."""

import sqlite3
from contextlib import closing

import pytest
from django.db import DatabaseError, connection, transaction
from tests.record.conftest import AT, Act
from tests.record.guards import unguarded
from tests.record.test_agreement import acts

from bluelamp.record import services
from bluelamp.record.services import erase

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own")

DISARMING = [
    "DROP TRIGGER record_entry_delete",
    "DROP TABLE record_entrybody",
    "ALTER TABLE record_entry RENAME TO somewhere_else",
    "ALTER TABLE record_checkpoint ADD COLUMN more text",
    "CREATE TRIGGER record_more AFTER INSERT ON record_entry BEGIN SELECT 1; END",
    "CREATE TEMP TRIGGER more BEFORE DELETE ON record_entry BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TABLE Record_Head (id int, size int, root blob, frontier blob)",
    "CREATE TEMP VIEW record_entry AS SELECT 1 AS seq",
    "PRAGMA writable_schema = ON",
    "PRAGMA ignore_check_constraints = ON",
]


@pytest.fixture
def signed(act: Act) -> None:
    acts(act, 4)
    acts(act, 2)
    act()


@on_sqlite
@pytest.mark.usefixtures("signed")
@pytest.mark.parametrize("statement", DISARMING)
def test_our_own_connections_cannot_disarm_the_record(statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"not authorized|prohibited"):
        attempt(statement)
    assert services.verify().sound
    with pytest.raises(DatabaseError, match="the record refuses"):
        attempt("DELETE FROM record_entry")


@on_sqlite
@pytest.mark.usefixtures("signed")
def test_the_guard_stands_on_every_new_connection_and_after_a_migration() -> None:
    with connection.schema_editor() as editor:
        editor.execute("CREATE TABLE record_passing (x int)")
        editor.execute("DROP TABLE record_passing")
    for _ in range(2):
        with pytest.raises(DatabaseError, match="not authorized"):
            attempt("DROP TRIGGER record_entry_delete")
        connection.close()


def attempt(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


# What somebody does who has the database, and the entry that is named for it.
BY_HAND = {
    "an edit": ("UPDATE record_entry SET kind = 'refused' WHERE seq = 3", 3),
    "an edited body": ("UPDATE record_entrybody SET sealed = '' WHERE entry_id = 3", 3),
    "a body put elsewhere": (
        """
        UPDATE record_entrybody
        SET sealed = (SELECT sealed FROM record_entrybody WHERE entry_id = 2) WHERE entry_id = 3
        """,
        3,
    ),
    "another case": ("""UPDATE record_entry SET "case" = 'X' WHERE seq = 3""", 3),
    "a deleted body": ("DELETE FROM record_entrybody WHERE entry_id = 3", 3),
    "a deletion": ("DELETE FROM record_entry WHERE seq = 3", 3),
    "a truncation": ("DELETE FROM record_entry WHERE seq > 4", 5),
    "a truncation with its head": (
        """
        DELETE FROM record_entry WHERE seq > 4; DELETE FROM record_checkpoint WHERE size > 4;
        UPDATE record_head
        SET (size, root, frontier) = (SELECT size, root, frontier FROM record_checkpoint)
        """,
        5,
    ),
    "an old head": (
        """
        UPDATE record_head SET (size, root, frontier) =
        (SELECT size, root, frontier FROM record_checkpoint WHERE size = 4)
        """,
        5,
    ),
    "a gap": ("UPDATE record_entry SET seq = 9 WHERE seq = 7", 7),
    "an entry put in": (
        """
        INSERT INTO record_entry SELECT 8, recorded_at, kind, "case", actor, leaf, leaf_hash
        FROM record_entry WHERE seq = 2
        """,
        8,
    ),
    "no checkpoints": ("DELETE FROM record_checkpoint", 6),
    "another checkpoint": ("UPDATE record_checkpoint SET note = note || 'x' WHERE size = 4", 4),
    "nothing left": (
        "DELETE FROM record_entry; DELETE FROM record_head; DELETE FROM record_checkpoint",
        1,
    ),
}


def by_hand(statements: str) -> None:
    """Done by somebody who may take off the triggers, and on SQLite opens the file with another program."""
    if connection.vendor == "postgresql":
        with unguarded(), connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            try:
                cursor.execute(statements)
            finally:
                cursor.execute("SET session_replication_role = DEFAULT")
        return
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as opened:
        found = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%record%'"
        triggers = opened.execute(found).fetchall()
        opened.executescript("".join(f"DROP TRIGGER {name};" for name, _ in triggers))
        opened.executescript(statements)
        opened.executescript("".join(f"{sql};" for _, sql in triggers))


@pytest.mark.usefixtures("signed")
@pytest.mark.parametrize("attack", BY_HAND)
def test_what_is_done_by_hand_is_named_by_its_entry(attack: str) -> None:
    statements, entry = BY_HAND[attack]
    assert services.verify().sound
    by_hand(statements)
    found = services.verify()
    assert entry in {fault.seq for fault in found.faults}, found.faults


@pytest.mark.usefixtures("signed")
def test_a_leaf_by_hand_is_named_and_on_postgresql_refused() -> None:
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="entry_leaf_is_hashed"):
            by_hand("UPDATE record_entry SET leaf = '{}' WHERE seq = 3")
        return
    by_hand("UPDATE record_entry SET leaf = x'7b7d' WHERE seq = 3")
    assert 3 in {fault.seq for fault in services.verify().faults}


def test_an_erasure_is_no_attack(act: Act) -> None:
    acts(act, 3)
    erase(entries=[2], case="CI-26-0001", reason="Ordered", actor="DO-501", at=AT)
    assert services.verify().sound
