"""What others say of the record's checkpoints: kept for good, but for what came of asking them last."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

append_only = import_module("bluelamp.record.migrations.0002_append_only")

TABLES = ("record_cosignature", "record_timestamp")


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.keep_for_good(schema_editor, TABLES)


class Migration(migrations.Migration):
    dependencies = [("record", "0003_tiles_and_sealed_bodies")]

    operations = [
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("party", models.TextField(primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("said", models.TextField()),
                ("words", models.TextField(blank=True)),
                ("size", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("witness", models.TextField()),
                ("key", models.TextField()),
                ("line", models.TextField()),
                ("cosigned_at", models.DateTimeField()),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cosignatures",
                        to="record.checkpoint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("checkpoint", "key"), name="one_line_of_each_witness"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TimeStamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("authority", models.TextField()),
                ("token", models.BinaryField()),
                ("stamped_at", models.DateTimeField()),
                ("kept_at", models.DateTimeField()),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="time_stamps",
                        to="record.checkpoint",
                    ),
                ),
            ],
        ),
        migrations.RunPython(guard),
    ]
