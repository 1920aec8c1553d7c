"""Move the cases' keys out of the database, so that an older copy of it cannot bring one back; packs are kept."""

from django.db import migrations, models

from bluelamp.vault import keys

ROLES = ["original", "rendition", "privileged", "proxy", "pack"]
CHOICES = [(role, role.capitalize()) for role in ROLES]


def move_out(apps, schema_editor):
    """Each key to its file, durably, before its row goes with the table."""
    for held in apps.get_model("vault", "CaseKey").objects.order_by("id").iterator():
        wrapped = bytes(held.wrapped)
        keys.wrapped(case=held.case, purpose=held.role, at=held.created_at, make=lambda _root: wrapped)


class Migration(migrations.Migration):

    dependencies = [
        ('vault', '0003_proxies'),
    ]

    operations = [
        migrations.RunPython(move_out),
        migrations.DeleteModel(name='CaseKey'),
        migrations.RemoveConstraint(model_name='asset', name='vault_asset_role_known'),
        migrations.AlterField(
            model_name='asset',
            name='role',
            field=models.CharField(choices=CHOICES, max_length=16),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ROLES)), name='vault_asset_role_known'),
        ),
    ]
