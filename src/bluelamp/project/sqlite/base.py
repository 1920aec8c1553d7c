"""The SQLite backend of every process: only a migration alters the record's tables or takes their triggers off.

The triggers of the record refuse what changes rows; SQLite's authorizer, asked as each statement is
prepared, refuses what would remove the triggers. It guards this program's own connections: whoever
opens the file with another is found out by what is kept aside, and by the witnesses.
"""

import sqlite3
from types import TracebackType
from typing import Any, Final, Self

from django.db.backends.sqlite3 import base, schema

_ALTERS: Final = {
    number
    for name, number in vars(sqlite3).items()
    if name.startswith(("SQLITE_CREATE_", "SQLITE_DROP_", "SQLITE_ALTER_"))
}
_PRAGMAS: Final = {"writable_schema", "ignore_check_constraints"}


def ruling(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Whether a statement may do this: SQLite's action code, and what it is done to."""
    if action == sqlite3.SQLITE_PRAGMA:
        refused = str(first).lower() in _PRAGMAS and second is not None
    else:
        refused = action in _ALTERS and any(
            str(name).lower().startswith("record_") for name in (first, second)
        )
    return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK


class SchemaEditor(schema.DatabaseSchemaEditor):
    """A migration's way to the tables, for which the guard stands aside."""

    connection: "DatabaseWrapper"

    def __enter__(self) -> Self:
        """Begin the migration."""
        self.connection.guard(on=False)
        super().__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it, and guard again."""
        try:
            super().__exit__(kind, error, trace)
        finally:
            self.connection.guard(on=True)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection on which every statement is ruled upon."""

    SchemaEditorClass = SchemaEditor

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file, guarded."""
        opened = super().get_new_connection(conn_params)
        opened.set_authorizer(ruling)
        return opened

    def guard(self, *, on: bool) -> None:
        """Rule upon statements, or let all of them pass."""
        self.ensure_connection()
        self.connection.set_authorizer(ruling if on else None)
