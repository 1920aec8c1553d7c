"""When the desk was closed to release, and who opened it again: kept for good."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

append_only = import_module("bluelamp.record.migrations.0002_append_only")

TABLES = ("record_closure", "record_opening")


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.keep_for_good(schema_editor, TABLES)


class Migration(migrations.Migration):
    dependencies = [("record", "0004_witnessed")]

    operations = [
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_at", models.DateTimeField()),
                ("words", models.TextField()),
                ("seq", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="closure_says_why"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "closure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="opening",
                        serialize=False,
                        to="record.closure",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.TextField()),
                ("reasons", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_by", ""), _negated=True),
                            models.Q(("reasons", ""), _negated=True),
                        ),
                        name="opening_says_by_whom_and_why",
                    )
                ],
            },
        ),
        migrations.RunPython(guard),
    ]
