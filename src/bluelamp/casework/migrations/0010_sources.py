from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What a fact was said on, and the questions that were sent."""

    dependencies = [("casework", "0009_access")]

    operations = [
        migrations.AddField(
            model_name="assertedfact",
            name="kind",
            field=models.CharField(default="record", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="assertedfact",
            name="attachment",
            field=models.CharField(blank=True, db_index=True, max_length=64, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="assertedfact",
            name="attachment_name",
            field=models.CharField(blank=True, max_length=200, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="assertedfact",
            constraint=models.CheckConstraint(
                condition=Q(kind__in=["record", "derived", "judgement"]), name="a_fact_is_of_a_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="assertedfact",
            constraint=models.CheckConstraint(
                condition=Q(attachment="", attachment_name="")
                | (~Q(attachment="") & ~Q(attachment_name="")),
                name="attached_evidence_has_a_name",
            ),
        ),
        migrations.CreateModel(
            name="QuestionSent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fact", models.CharField(max_length=60)),
                ("officer", models.CharField(max_length=40)),
                ("note", models.TextField(blank=True)),
                ("sent_by", models.CharField(max_length=40)),
                ("sent_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT,
                        related_name="questions",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "fact"], name="question_of_a_case")]
            },
        ),
    ]
