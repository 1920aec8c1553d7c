from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0016_by_plan'),
    ]

    operations = [
        migrations.AddField(
            model_name='pursuit',
            name='placed',
            field=models.CharField(default='', max_length=64),
        ),
    ]
