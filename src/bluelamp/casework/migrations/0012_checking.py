from django.db import migrations, models
from django.db.models import PROTECT, Q


class Migration(migrations.Migration):
    """What a checker looked at, and the frames that they say must go back."""

    dependencies = [("casework", "0011_proxies")]

    operations = [
        migrations.CreateModel(
            name="Looked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moment", models.CharField(max_length=120)),
                ("looked_by", models.CharField(max_length=40)),
                ("looked_at", models.DateTimeField()),
                ("rendition", models.ForeignKey(on_delete=PROTECT, related_name="looked", to="casework.rendition")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("rendition", "looked_by", "moment"), name="a_moment_is_looked_at_once")],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seconds", models.FloatField()),
                ("box", models.JSONField(null=True)),
                ("words", models.CharField(max_length=500)),
                ("made_by", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("rendition", models.ForeignKey(on_delete=PROTECT, related_name="remarks", to="casework.rendition")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=~Q(words=""), name="a_remark_has_words"),
                    models.CheckConstraint(condition=Q(seconds__gte=0), name="a_remark_is_in_the_film"),
                ],
            },
        ),
    ]
