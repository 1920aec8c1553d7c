"""An independent look for words and bytes: every file of the home, and every row of the database as its owner reads it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import connection

PIECE = 48


def traces(of: Iterable[bytes], *, home: Path) -> dict[bytes, list[str]]:
    """Where each of these is found: files by path, tables by name; only those that are found at all."""
    looked_for = list(of)
    found: dict[bytes, list[str]] = {}
    for where, content in (*_files(home), *_database()):
        for each in looked_for:
            if each.lower() in content.lower():
                found.setdefault(each, []).append(where)
    return found


def pieces(content: bytes, count: int = 8) -> list[bytes]:
    """Stretches of a file's bytes that no other file has: enough to know it by, wherever a part of it lies."""
    step = len(content) // (count + 1)
    return [content[step * number :][:PIECE] for number in range(1, count + 1)]


def _files(home: Path) -> Iterator[tuple[str, bytes]]:
    for path in home.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(home)), path.name.encode() + b"\n" + path.read_bytes()


def _database() -> Iterator[tuple[str, bytes]]:
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        for path in file.parent.glob(f"{file.name}*"):
            yield path.name, path.read_bytes()
        return
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608  a table's own name
            yield table, "\n".join(row[0] for row in cursor.fetchall()).encode()
