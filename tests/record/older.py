"""Bring a record of an earlier version to this one: run as a program, on a home of its own."""

import sys
from datetime import UTC, datetime

import django
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

SIZE = 300
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def main() -> None:
    """Write entries as the version before sealed bodies did, migrate, and check what is there then."""
    django.setup()
    from bluelamp.record import selectors, services  # noqa: PLC0415  Django is set up by then
    from bluelamp.record.models import EntryBody, Tile  # noqa: PLC0415  as above

    call_command("migrate", "record", "0002", verbosity=0)
    _write_as_before()
    call_command("migrate", "record", verbosity=0)
    _refused("UPDATE record_entrybody SET sealed = '' WHERE entry_id = 2")
    _refused(
        "INSERT INTO record_entrybody SELECT 1, sealed FROM record_entrybody WHERE entry_id = 2"
    )
    _refused("DELETE FROM record_tile")
    with transaction.atomic():
        services.append(kind="advised", case="A", actor="PO-1", at=AT, body={"n": SIZE + 1})
    services.erase(entries=[2], case="A", reason="retention", actor="DO-1", at=AT)
    bodies = [entry.body for entry in selectors.entries_for("A")]
    assert bodies[:3] == [{"n": 1}, None, {"n": 3}]
    assert bodies[SIZE] == {"n": SIZE + 1}
    assert not any(
        b'"n"' in bytes(each) for each in EntryBody.objects.values_list("sealed", flat=True)
    )
    assert Tile.objects.count() == 1
    assert services.verify().faults == ()
    sys.stdout.write("sound\n")


def _write_as_before() -> None:
    from bluelamp.ledger import entries, tree  # noqa: PLC0415  as above

    frontier = tree.Frontier()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_head (id, size, root, frontier) VALUES (1, 0, %s, %s)",
            [frontier.root(), b""],
        )
        for seq in range(1, SIZE + 1):
            salt = seq.to_bytes(32)
            stated = entries.statement(case="A", actor="PO-1", body={"n": seq})
            promised = entries.commitment(salt, stated)
            leaf = entries.leaf(seq=seq, kind="advised", at=AT, commitment=promised)
            frontier = frontier.append(tree.leaf_hash(leaf))
            cursor.execute(
                'INSERT INTO record_entry (seq, recorded_at, kind, "case", actor, leaf, leaf_hash)'
                " VALUES (%s, %s, 'advised', 'A', 'PO-1', %s, %s)",
                [seq, connection.ops.adapt_datetimefield_value(AT), leaf, tree.leaf_hash(leaf)],
            )
            cursor.execute(
                "INSERT INTO record_entrybody (entry_id, salt, body) VALUES (%s, %s, %s)",
                [seq, salt, stated],
            )
            cursor.execute(
                "UPDATE record_head SET size = %s, root = %s, frontier = %s",
                [seq, frontier.root(), frontier.to_bytes()],
            )


def _refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="the record refuses"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


if __name__ == "__main__":
    main()
