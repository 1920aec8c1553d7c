import django.db.models.deletion
from django.db import migrations, models

import bluelamp.casework.lifecycle


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0007_reasons'),
    ]

    operations = [
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('account', models.TextField()),
                ('known_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('opened_by', models.CharField(max_length=40)),
                ('opened_at', models.DateTimeField()),
                ('called_at', models.DateTimeField(null=True)),
                ('closed_by', models.CharField(blank=True, max_length=40)),
                ('closed_at', models.DateTimeField(null=True)),
                ('conclusion', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='BreachStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('words', models.TextField()),
                ('reference', models.CharField(blank=True, max_length=200)),
                ('happened_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=40)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='HandedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=10)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('media_type', models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveIntegerField()),
                ('footing', models.CharField(max_length=40)),
                ('recipient', models.CharField(max_length=200)),
                ('organisation', models.CharField(max_length=200)),
                ('sent_how', models.CharField(max_length=300)),
                ('terms', models.TextField()),
                ('handed_by', models.CharField(max_length=40)),
                ('handed_for', models.CharField(blank=True, max_length=40)),
                ('handed_at', models.DateTimeField()),
                ('received_by', models.CharField(blank=True, max_length=200)),
                ('received_at', models.DateTimeField(null=True)),
                ('receipt', models.CharField(blank=True, max_length=200)),
                ('receipt_recorded_by', models.CharField(blank=True, max_length=40)),
                ('receipt_recorded_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_state_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='decision',
            name='a_round_is_decided_once',
        ),
        migrations.RemoveConstraint(
            model_name='decision',
            name='a_release_names_what_went_out',
        ),
        migrations.AddField(
            model_name='decision',
            name='audience',
            field=models.CharField(default='everyone', max_length=10),
        ),
        migrations.AddField(
            model_name='decision',
            name='embargo_until',
            field=models.DateTimeField(db_index=True, null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='former',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.decision'),
        ),
        migrations.AddField(
            model_name='decision',
            name='held_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='held_because',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='recipients',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='takedown',
            name='called_for_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='case',
            name='state',
            field=models.CharField(choices=[('preparing', 'preparing'), ('notified', 'notified'), ('objected', 'objected'), ('embargoed', 'embargoed'), ('live', 'live'), ('handed_over', 'handed_over'), ('taken_down', 'taken_down'), ('refused', 'refused'), ('closed', 'closed')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', [bluelamp.casework.lifecycle.State['PREPARING'], bluelamp.casework.lifecycle.State['NOTIFIED'], bluelamp.casework.lifecycle.State['OBJECTED'], bluelamp.casework.lifecycle.State['EMBARGOED'], bluelamp.casework.lifecycle.State['LIVE'], bluelamp.casework.lifecycle.State['HANDED_OVER'], bluelamp.casework.lifecycle.State['TAKEN_DOWN'], bluelamp.casework.lifecycle.State['REFUSED'], bluelamp.casework.lifecycle.State['CLOSED']])), name='case_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('held_at__isnull', True)), fields=('case', 'round'), name='a_round_is_decided_once'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('edition', ''), _negated=True), fields=('edition',), name='an_edition_has_its_own_decision'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('released', False), models.Q(('rendition__isnull', False), models.Q(models.Q(('edition', ''), _negated=True), ('embargo_until__isnull', False), _connector='OR')), _connector='OR'), name='a_release_names_what_went_out'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_at__isnull', True), ('held_because', '')), models.Q(('edition', ''), ('embargo_until__isnull', False), ('held_at__isnull', False), models.Q(('held_because', ''), _negated=True)), _connector='OR'), name='only_what_is_under_embargo_is_held_back'),
        ),
        migrations.AddField(
            model_name='breach',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaches', to='casework.case'),
        ),
        migrations.AddField(
            model_name='breach',
            name='takedown',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='breaches', to='casework.takedown'),
        ),
        migrations.AddField(
            model_name='breachstep',
            name='breach',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='casework.breach'),
        ),
        migrations.AddField(
            model_name='handover',
            name='advice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='casework.advicegiven'),
        ),
        migrations.AddField(
            model_name='handover',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='casework.case'),
        ),
        migrations.AddField(
            model_name='handeditem',
            name='handover',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='casework.handover'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('account', ''), _negated=True), name='a_breach_says_what_happened'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('known_at'))), name='a_breach_is_due_after_it_was_known'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', ''), ('conclusion', '')), models.Q(models.Q(('closed_by', ''), _negated=True), models.Q(('conclusion', ''), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='a_breach_is_closed_whole'),
        ),
        migrations.AddConstraint(
            model_name='breachstep',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_step_says_what_was_done'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.UniqueConstraint(fields=('case', 'round'), name='a_round_is_handed_over_once'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recipient', ''), _negated=True), models.Q(('organisation', ''), _negated=True), models.Q(('sent_how', ''), _negated=True), models.Q(('terms', ''), _negated=True)), name='a_handover_says_to_whom_and_how'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('receipt', ''), ('receipt_recorded_at', None), ('receipt_recorded_by', ''), ('received_at', None), ('received_by', '')), models.Q(models.Q(('received_by', ''), _negated=True), models.Q(('receipt', ''), _negated=True), models.Q(('receipt_recorded_by', ''), _negated=True), ('receipt_recorded_at__isnull', False), ('received_at__isnull', False)), _connector='OR'), name='a_receipt_is_recorded_whole'),
        ),
        migrations.AddConstraint(
            model_name='handeditem',
            constraint=models.UniqueConstraint(fields=('handover', 'sha256'), name='an_item_is_handed_once'),
        ),
        migrations.AddConstraint(
            model_name='handeditem',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['original', 'rendition'])), name='an_item_is_from_the_vault'),
        ),
    ]
