import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0006_pictured'),
    ]

    operations = [
        migrations.CreateModel(
            name='CommunicationsView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveIntegerField()),
                ('in_favour', models.BooleanField()),
                ('view', models.TextField()),
                ('given_by', models.CharField(max_length=40)),
                ('given_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='LegalAdvice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveIntegerField()),
                ('asked_by', models.CharField(max_length=40)),
                ('asked_at', models.DateTimeField()),
                ('question', models.CharField(max_length=64)),
                ('answered_by', models.CharField(blank=True, max_length=40)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='LegalReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('officer', models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='RightsAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('written_by', models.CharField(max_length=40)),
                ('written_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='RightsTest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveIntegerField()),
                ('purpose', models.CharField(max_length=40)),
                ('basis', models.CharField(max_length=40)),
                ('regime', models.CharField(max_length=40)),
                ('legitimate', models.BooleanField()),
                ('necessary', models.BooleanField()),
                ('proportionate', models.BooleanField()),
                ('answered_by', models.CharField(max_length=40)),
                ('answered_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='authorisation',
            name='categories',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='authorisation',
            name='decided_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='change',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='unlisted',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddConstraint(
            model_name='authorisation',
            constraint=models.CheckConstraint(condition=models.Q(('decided_at', None), ('decided_at__lte', models.F('answered_at')), _connector='OR'), name='authority_is_decided_before_it_is_entered'),
        ),
        migrations.AddField(
            model_name='communicationsview',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='communications_views', to='casework.case'),
        ),
        migrations.AddField(
            model_name='legaladvice',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legal_advice', to='casework.case'),
        ),
        migrations.AddField(
            model_name='legalreader',
            name='advice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readers', to='casework.legaladvice'),
        ),
        migrations.AddField(
            model_name='rightstest',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rights_tests', to='casework.case'),
        ),
        migrations.AddField(
            model_name='rightsanswer',
            name='test',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='casework.rightstest'),
        ),
        migrations.AddConstraint(
            model_name='communicationsview',
            constraint=models.CheckConstraint(condition=models.Q(('view', ''), _negated=True), name='a_view_says_something'),
        ),
        migrations.AddConstraint(
            model_name='legaladvice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', '')), models.Q(models.Q(('answered_by', ''), _negated=True), ('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='legal_advice_is_given_whole'),
        ),
        migrations.AddConstraint(
            model_name='legaladvice',
            constraint=models.CheckConstraint(condition=models.Q(('answered_by', models.F('asked_by')), _negated=True), name='legal_advice_is_another_persons'),
        ),
        migrations.AddConstraint(
            model_name='legalreader',
            constraint=models.UniqueConstraint(fields=('advice', 'officer'), name='a_reader_is_named_once'),
        ),
        migrations.AddConstraint(
            model_name='rightsanswer',
            constraint=models.UniqueConstraint(fields=('test', 'number'), name='a_question_is_answered_once'),
        ),
        migrations.AddConstraint(
            model_name='rightsanswer',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='an_answer_says_something'),
        ),
        migrations.AddConstraint(
            model_name='rightsanswer',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 15)), name='the_questions_are_fifteen'),
        ),
    ]
