from django.db import migrations, models
from django.db.models import F, Q

STATES = [
    'preparing', 'notified', 'objected', 'embargoed', 'live', 'handed_over', 'taken_down', 'refused', 'closed',
    'erased',
]
NOT_RECKONED = Q(kept_as_of=None) | ~Q(kept_as_of=F('changed_at'))


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0019_decision_log'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='case', name='case_state_is_known'),
        migrations.AlterField(
            model_name='case',
            name='state',
            field=models.CharField(choices=[(state, state) for state in STATES], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=Q(state__in=STATES), name='case_state_is_known'),
        ),
        migrations.AddField(
            model_name='case',
            name='kept_as_of',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=NOT_RECKONED, fields=['id'], name='kept_is_to_be_reckoned'),
        ),
    ]
