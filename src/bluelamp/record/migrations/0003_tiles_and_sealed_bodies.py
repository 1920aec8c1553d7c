"""Keep the tree's full tiles, and seal what entries say by the key of their case.

Changing the bodies' table drops its triggers on SQLite: they are taken off and put on again here.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from bluelamp.ledger import tiles
from bluelamp.record import bodies

append_only = import_module("bluelamp.record.migrations.0002_append_only")

BODY, TILE = "record_entrybody", "record_tile"
BODY_REFUSED = {at: when for at, when in append_only.REFUSED.items() if at[0] == BODY}
TILE_REFUSED = {
    (TILE, "INSERT"): "((NEW.number + 1) << (8 * (NEW.level + 1))) >"
    " (SELECT size FROM record_head WHERE id = 1)",
    (TILE, "UPDATE"): "TRUE",
    (TILE, "DELETE"): "TRUE",
}


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for table, act in BODY_REFUSED:
        name = f"{table}_{act.lower()}"
        of_table = f"FUNCTION {name}() CASCADE" if on_postgresql else f"TRIGGER {name}"
        schema_editor.execute(f"DROP {of_table}", params=None)


def seal(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    kept = apps.get_model("record", "EntryBody").objects
    for row in kept.select_related("entry").order_by("entry_id").iterator():
        seq, case, at = row.entry.seq, row.entry.case, row.entry.recorded_at
        stated = {"salt": bytes(row.salt), "body": bytes(row.body)}
        sealed = bodies.sealed(seq=seq, case=case, at=at, **stated)
        kept.filter(entry_id=seq).update(sealed=sealed)


def tile(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    growing, filled, kept = tiles.Tiling(), {}, apps.get_model("record", "Tile").objects
    entries = apps.get_model("record", "Entry").objects.order_by("seq")
    for leaf_hash in entries.values_list("leaf_hash", flat=True).iterator():
        for level, full in growing.append(bytes(leaf_hash)):
            number = filled[level] = filled.get(level, -1) + 1
            hashes = tiles.to_bytes(full.levels[0])
            kept.create(level=level, number=number, root=full.root(), hashes=hashes)


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    guarded = append_only.postgresql if on_postgresql else append_only.sqlite
    statements = append_only.postgresql_truncate(TILE) if on_postgresql else []
    for (table, act), condition in (BODY_REFUSED | TILE_REFUSED).items():
        statements += guarded(table, act, condition)
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0002_append_only"), ("vault", "0004_keys_in_files")]

    operations = [
        migrations.CreateModel(
            name="Tile",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level",
                        "number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("level", models.SmallIntegerField()),
                ("number", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("hashes", models.BinaryField()),
            ],
        ),
        migrations.RunPython(unguard),
        migrations.AddField("entrybody", "sealed", models.BinaryField(default=b"")),
        migrations.RunPython(seal),
        migrations.RemoveField("entrybody", "salt"),
        migrations.RemoveField("entrybody", "body"),
        migrations.AlterField("entrybody", "sealed", models.BinaryField()),
        migrations.RunPython(tile),
        migrations.RunPython(guard),
    ]
