from django.db import migrations, models

ROLES = ["original", "rendition", "privileged", "proxy"]
CHOICES = [(role, role.capitalize()) for role in ROLES]


class Migration(migrations.Migration):

    dependencies = [
        ('vault', '0002_privileged'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='asset', name='vault_asset_role_known'),
        migrations.RemoveConstraint(model_name='casekey', name='vault_key_role_known'),
        migrations.AlterField(
            model_name='asset',
            name='role',
            field=models.CharField(choices=CHOICES, max_length=16),
        ),
        migrations.AlterField(
            model_name='casekey',
            name='role',
            field=models.CharField(choices=CHOICES, max_length=16),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ROLES)), name='vault_asset_role_known'),
        ),
        migrations.AddConstraint(
            model_name='casekey',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ROLES)), name='vault_key_role_known'),
        ),
    ]
