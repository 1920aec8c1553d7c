"""A backup of the test database as an operator makes one, and its restoration over the database."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

Restore = Callable[[], None]


@pytest.fixture
def backup(transactional_db: None, tmp_path: Path) -> Iterator[Callable[[], Restore]]:  # noqa: ARG001  a database that really commits
    """Back the database up; what it gives puts that copy back over whatever is there then."""
    made: list[str] = []

    def back_up() -> Restore:
        if connection.vendor == "sqlite":
            return _file(tmp_path / f"backup-{len(made)}")
        made.append(f"{connection.settings_dict['NAME']}_backup_{len(made)}")
        return _cluster(made[-1])

    yield back_up
    for name in made:
        _execute(f'DROP DATABASE "{name}"')


def _file(copy: Path) -> Restore:
    file = Path(connection.settings_dict["NAME"])
    connection.close()  # the last to leave writes the log back into the file
    shutil.copy(file, copy)

    def restore() -> None:
        connection.close()
        for log in ("-wal", "-shm"):
            file.with_name(file.name + log).unlink(missing_ok=True)
        shutil.copy(copy, file)

    return restore


def _cluster(copy: str) -> Restore:
    name = connection.settings_dict["NAME"]
    connection.close()  # a template has no other users
    _execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')

    def restore() -> None:
        connection.close()
        _execute(f'DROP DATABASE "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{copy}"')

    return restore


def _execute(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
