from django.db import migrations, models
from django.db.models import PROTECT


class Migration(migrations.Migration):
    """What is made of footage for viewing."""

    dependencies = [("casework", "0010_sources")]

    operations = [
        migrations.CreateModel(
            name="ProxyPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=100)),
                ("described", models.JSONField(default=dict)),
                ("image", models.ForeignKey(on_delete=PROTECT, related_name="proxy_parts", to="casework.image")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("image", "name"), name="proxy_parts_are_made_once")],
            },
        ),
    ]
