from typing import Any

import django.db.models.deletion
from django.db import migrations, models

# The entries that count as decisions, as acts called them when this was written.
DECIDED = (
    "authorised", "approved", "superintendent consulted", "communications consulted",
    "rights test answered", "identity confirmed", "wrong person", "person decided on",
    "rendition approved", "rendition returned", "restriction ended", "objected",
    "objection answered", "released", "released under embargo", "held back", "handed over",
    "refused", "taken down", "concluded", "reopened", "closed", "who sees it changed",
    "breach opened", "breach closed", "emergency declared", "emergency reviewed",
)  # fmt: skip


def number_what_was_decided(apps: Any, _schema_editor: Any) -> None:
    """Give the decisions that the record holds already their numbers, case by case in their order."""
    entries = apps.get_model("record", "Entry").objects.filter(kind__in=DECIDED).order_by("seq")
    cases = dict(apps.get_model("casework", "Case").objects.values_list("reference", "pk"))
    line, last = apps.get_model("casework", "DecisionLine"), dict.fromkeys(cases, 0)
    for seq, case in entries.values_list("seq", "case").iterator():
        if case in cases:
            last[case] += 1
            line.objects.create(case_id=cases[case], number=last[case], entry=seq)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0018_figures"),
        ("record", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("entry", models.BigIntegerField(unique=True)),
                ("sensitive", models.BooleanField(default=False)),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="decision_lines", to="casework.case")),
                ("corrects", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="casework.decisionline")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="a_decision_has_a_number_of_its_own"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="decisions_are_numbered_from_one"),
                    models.CheckConstraint(condition=models.Q(("corrects", None), models.Q(("corrects", models.F("id")), _negated=True), _connector="OR"), name="a_decision_does_not_correct_itself"),
                ],
            },
        ),
        migrations.RunPython(number_what_was_decided, migrations.RunPython.noop),
    ]  # fmt: skip
