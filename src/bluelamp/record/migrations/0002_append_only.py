"""Let the database itself refuse every change to the record but the next one.

An entry takes the number after the head's and never changes; its body is written with it, and can
only be deleted; the head goes up by one, onto an entry that is there; checkpoints grow and stay.
On PostgreSQL the triggers also fire for replication roles, TRUNCATE is refused, and a leaf's hash
is checked. Altering one of these tables on SQLite drops its triggers: such a migration remakes them.
"""

from collections.abc import Iterable

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NEXT = "(SELECT size + 1 FROM record_head WHERE id = 1)"

# What each table refuses, as a condition on OLD and NEW; "TRUE" refuses the statement altogether.
REFUSED = {
    ("record_entry", "INSERT"): f"NEW.seq IS DISTINCT FROM {NEXT}",
    ("record_entry", "UPDATE"): "TRUE",
    ("record_entry", "DELETE"): "TRUE",
    ("record_entrybody", "INSERT"): f"NEW.entry_id IS DISTINCT FROM {NEXT}",
    ("record_entrybody", "UPDATE"): "TRUE",
    ("record_head", "INSERT"): "NEW.size <> 0 OR EXISTS (SELECT 1 FROM record_entry)",
    ("record_head", "UPDATE"): "NEW.id <> OLD.id OR NEW.size <> OLD.size + 1 OR NEW.size"
    " IS DISTINCT FROM (SELECT max(seq) FROM record_entry)",
    ("record_head", "DELETE"): "TRUE",
    ("record_checkpoint", "INSERT"): "NEW.size > (SELECT size FROM record_head WHERE id = 1)"
    " OR EXISTS (SELECT 1 FROM record_checkpoint WHERE size >= NEW.size)",
    ("record_checkpoint", "UPDATE"): "TRUE",
    ("record_checkpoint", "DELETE"): "TRUE",
}
TABLES = sorted({table for table, _ in REFUSED})
LEAF_IS_HASHED = "ALTER TABLE record_entry ADD CONSTRAINT entry_leaf_is_hashed"
LEAF_IS_HASHED += " CHECK (leaf_hash = sha256('\\x00'::bytea || leaf))"


def sqlite(table: str, act: str, condition: str) -> list[str]:
    # SQLite before 3.39 knows IS NOT but not IS DISTINCT FROM.
    condition = condition.replace("IS DISTINCT FROM", "IS NOT")
    return [
        f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, 'the record refuses {act} on {table}'); END"
    ]


def postgresql(table: str, act: str, condition: str) -> list[str]:
    name = f"{table}_{act.lower()}"
    row = "OLD" if act == "DELETE" else "NEW"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION 'the record refuses {act} on {table}'"
        f" USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$",
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
    ]


def postgresql_truncate(table: str) -> list[str]:
    name = f"{table}_truncate"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION 'the record refuses TRUNCATE on {table}'"
        f" USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {name}()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
    ]


def keep_for_good(schema_editor: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Let rows be added to these tables, and never be changed or taken out."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    guarded = postgresql if on_postgresql else sqlite
    statements = []
    for table in tables:
        statements += guarded(table, "UPDATE", "TRUE") + guarded(table, "DELETE", "TRUE")
        statements += postgresql_truncate(table) if on_postgresql else []
    for statement in statements:
        schema_editor.execute(statement, params=None)


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    statements = []
    for (table, act), condition in REFUSED.items():
        statements += (postgresql if on_postgresql else sqlite)(table, act, condition)
    if on_postgresql:
        statements += [line for table in TABLES for line in postgresql_truncate(table)]
        statements.append(LEAF_IS_HASHED)
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [migrations.RunPython(guard)]
