from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0015_cuts'),
    ]

    operations = [
        migrations.AddField(
            model_name='treatment',
            name='by_plan',
            field=models.BooleanField(default=False),
        ),
    ]
