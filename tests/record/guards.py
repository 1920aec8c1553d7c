"""Take the record's triggers off and put them on again: for the emptying of test databases, and for tampering."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.testcases import TransactionTestCase

FOUND = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master"
    " WHERE type = 'trigger' AND tbl_name LIKE 'record\\_%' ESCAPE '\\'",
    "postgresql": "SELECT tgrelid::regclass::text, tgname, '' FROM pg_trigger"
    " WHERE NOT tgisinternal AND starts_with(tgrelid::regclass::text, 'record_')",
}
OFF = {"sqlite": "DROP TRIGGER {name}", "postgresql": "ALTER TABLE {table} DISABLE TRIGGER {name}"}
ON = {"sqlite": "{sql}", "postgresql": "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"}


@contextmanager
def unguarded() -> Iterator[None]:
    """Let the tables of the record be changed at will, as their owner could."""
    guard(on=False)
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor])
        triggers = cursor.fetchall()
        for table, name, _ in triggers:
            cursor.execute(OFF[connection.vendor].format(table=table, name=name))
        try:
            yield
        finally:
            for table, name, sql in triggers:
                cursor.execute(ON[connection.vendor].format(table=table, name=name, sql=sql))
            guard(on=True)


def guard(*, on: bool) -> None:
    """Rule upon statements that would alter the record's tables, or let them pass."""
    if connection.vendor == "sqlite":
        connection.guard(on=on)


@pytest.fixture(autouse=True, scope="session")
def _test_databases_can_be_emptied() -> Iterator[None]:
    """Django empties the tables after a test with real transactions, which the triggers refuse."""
    emptied = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        with unguarded():
            emptied(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield
