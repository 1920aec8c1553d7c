import bluelamp.casework.categories
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0017_placed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Characteristics',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offence_group', models.CharField(blank=True, max_length=20)),
                ('sex', models.CharField(blank=True, max_length=10)),
                ('ethnicity', models.CharField(blank=True, max_length=2)),
                ('source', models.CharField(max_length=200)),
                ('recorded_by', models.CharField(max_length=40)),
                ('recorded_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='characteristics', to='casework.case')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('offence_group__in', ['', bluelamp.casework.categories.OffenceGroup['VIOLENCE'], bluelamp.casework.categories.OffenceGroup['SEXUAL'], bluelamp.casework.categories.OffenceGroup['ROBBERY'], bluelamp.casework.categories.OffenceGroup['THEFT'], bluelamp.casework.categories.OffenceGroup['DAMAGE'], bluelamp.casework.categories.OffenceGroup['DRUGS'], bluelamp.casework.categories.OffenceGroup['WEAPONS'], bluelamp.casework.categories.OffenceGroup['PUBLIC_ORDER'], bluelamp.casework.categories.OffenceGroup['SOCIETY'], bluelamp.casework.categories.OffenceGroup['FRAUD'], bluelamp.casework.categories.OffenceGroup['SUMMARY'], bluelamp.casework.categories.OffenceGroup['MOTORING']]), ('sex__in', ['', bluelamp.casework.categories.Sex['FEMALE'], bluelamp.casework.categories.Sex['MALE'], bluelamp.casework.categories.Sex['OTHER']]), ('ethnicity__in', ['', bluelamp.casework.categories.Ethnicity['W1'], bluelamp.casework.categories.Ethnicity['W2'], bluelamp.casework.categories.Ethnicity['W3'], bluelamp.casework.categories.Ethnicity['W9'], bluelamp.casework.categories.Ethnicity['M1'], bluelamp.casework.categories.Ethnicity['M2'], bluelamp.casework.categories.Ethnicity['M3'], bluelamp.casework.categories.Ethnicity['M9'], bluelamp.casework.categories.Ethnicity['A1'], bluelamp.casework.categories.Ethnicity['A2'], bluelamp.casework.categories.Ethnicity['A3'], bluelamp.casework.categories.Ethnicity['A4'], bluelamp.casework.categories.Ethnicity['A9'], bluelamp.casework.categories.Ethnicity['B1'], bluelamp.casework.categories.Ethnicity['B2'], bluelamp.casework.categories.Ethnicity['B9'], bluelamp.casework.categories.Ethnicity['O2'], bluelamp.casework.categories.Ethnicity['O9'], bluelamp.casework.categories.Ethnicity['NOT_STATED']])), name='characteristics_are_of_the_lists'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='characteristics_have_a_source')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('route', models.CharField(max_length=40)),
                ('result', models.CharField(max_length=12)),
                ('month', models.PositiveIntegerField()),
                ('unit', models.CharField(blank=True, max_length=120)),
                ('offence_group', models.CharField(blank=True, max_length=20)),
                ('sentence', models.CharField(blank=True, max_length=20)),
                ('ground', models.CharField(max_length=60, null=True)),
                ('departure', models.CharField(max_length=60, null=True)),
                ('clauses', models.CharField(blank=True, max_length=200)),
                ('age_band', models.CharField(blank=True, max_length=10)),
                ('sex', models.CharField(blank=True, max_length=10)),
                ('ethnicity', models.CharField(blank=True, max_length=2)),
                ('verdict_days', models.PositiveIntegerField(null=True)),
                ('authority_minutes', models.PositiveIntegerField(null=True)),
                ('gallery_minutes', models.PositiveIntegerField(null=True)),
                ('press_minutes', models.PositiveIntegerField(null=True)),
                ('outlets_minutes', models.PositiveIntegerField(null=True)),
                ('file_minutes', models.PositiveIntegerField(null=True)),
                ('file_open', models.BooleanField(default=False)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='casework.case')),
            ],
            options={
                'indexes': [models.Index(fields=['route', 'month', 'sentence', 'offence_group', 'result'], name='outcomes_as_they_are_asked_for'), models.Index(fields=['unit', 'route', 'month', 'sentence', 'offence_group', 'result'], name='outcomes_by_unit'), models.Index(fields=['route', 'age_band', 'sex', 'ethnicity', 'result', 'month'], name='outcomes_by_person'), models.Index(condition=models.Q(('ground__isnull', False)), fields=['route', 'ground', 'clauses', 'month'], name='outcomes_ground'), models.Index(condition=models.Q(('departure__isnull', False)), fields=['route', 'departure', 'result', 'clauses', 'month'], name='outcomes_departure'), models.Index(condition=models.Q(('verdict_days__isnull', False)), fields=['route', 'month', 'verdict_days'], name='outcomes_verdict_days'), models.Index(condition=models.Q(('authority_minutes__isnull', False)), fields=['route', 'month', 'authority_minutes'], name='outcomes_authority_minutes'), models.Index(condition=models.Q(('gallery_minutes__isnull', False)), fields=['route', 'month', 'gallery_minutes'], name='outcomes_gallery_minutes'), models.Index(condition=models.Q(('press_minutes__isnull', False)), fields=['route', 'month', 'press_minutes'], name='outcomes_press_minutes'), models.Index(condition=models.Q(('outlets_minutes__isnull', False)), fields=['route', 'month', 'outlets_minutes'], name='outcomes_outlets_minutes'), models.Index(condition=models.Q(('file_minutes__isnull', False)), fields=['route', 'month', 'file_minutes'], name='outcomes_file_minutes'), models.Index(condition=models.Q(('file_open', True)), fields=['file_open'], name='files_still_open')],
                'constraints': [models.UniqueConstraint(fields=('case', 'round'), name='a_round_has_one_outcome'), models.CheckConstraint(condition=models.Q(('result__in', [bluelamp.casework.categories.Result['RELEASED'], bluelamp.casework.categories.Result['REFUSED'], bluelamp.casework.categories.Result['HANDED_OVER'], bluelamp.casework.categories.Result['CLOSED']]), ('offence_group__in', ['', bluelamp.casework.categories.OffenceGroup['VIOLENCE'], bluelamp.casework.categories.OffenceGroup['SEXUAL'], bluelamp.casework.categories.OffenceGroup['ROBBERY'], bluelamp.casework.categories.OffenceGroup['THEFT'], bluelamp.casework.categories.OffenceGroup['DAMAGE'], bluelamp.casework.categories.OffenceGroup['DRUGS'], bluelamp.casework.categories.OffenceGroup['WEAPONS'], bluelamp.casework.categories.OffenceGroup['PUBLIC_ORDER'], bluelamp.casework.categories.OffenceGroup['SOCIETY'], bluelamp.casework.categories.OffenceGroup['FRAUD'], bluelamp.casework.categories.OffenceGroup['SUMMARY'], bluelamp.casework.categories.OffenceGroup['MOTORING']]), ('sentence__in', ['', bluelamp.casework.categories.Sentence['CUSTODIAL'], bluelamp.casework.categories.Sentence['NON_CUSTODIAL'], bluelamp.casework.categories.Sentence['HOSPITAL_ORDER'], bluelamp.casework.categories.Sentence['AWAITED']]), ('age_band__in', ['', bluelamp.casework.categories.AgeBand['UNDER_18'], bluelamp.casework.categories.AgeBand['FROM_18'], bluelamp.casework.categories.AgeBand['FROM_25'], bluelamp.casework.categories.AgeBand['FROM_35'], bluelamp.casework.categories.AgeBand['FROM_45'], bluelamp.casework.categories.AgeBand['FROM_55'], bluelamp.casework.categories.AgeBand['FROM_65'], bluelamp.casework.categories.AgeBand['ADULT']]), ('sex__in', ['', bluelamp.casework.categories.Sex['FEMALE'], bluelamp.casework.categories.Sex['MALE'], bluelamp.casework.categories.Sex['OTHER']]), ('ethnicity__in', ['', bluelamp.casework.categories.Ethnicity['W1'], bluelamp.casework.categories.Ethnicity['W2'], bluelamp.casework.categories.Ethnicity['W3'], bluelamp.casework.categories.Ethnicity['W9'], bluelamp.casework.categories.Ethnicity['M1'], bluelamp.casework.categories.Ethnicity['M2'], bluelamp.casework.categories.Ethnicity['M3'], bluelamp.casework.categories.Ethnicity['M9'], bluelamp.casework.categories.Ethnicity['A1'], bluelamp.casework.categories.Ethnicity['A2'], bluelamp.casework.categories.Ethnicity['A3'], bluelamp.casework.categories.Ethnicity['A4'], bluelamp.casework.categories.Ethnicity['A9'], bluelamp.casework.categories.Ethnicity['B1'], bluelamp.casework.categories.Ethnicity['B2'], bluelamp.casework.categories.Ethnicity['B9'], bluelamp.casework.categories.Ethnicity['O2'], bluelamp.casework.categories.Ethnicity['O9'], bluelamp.casework.categories.Ethnicity['NOT_STATED']])), name='an_outcome_is_of_the_lists'), models.CheckConstraint(condition=models.Q(('month__gte', 190001), ('month__lte', 999912)), name='a_month_is_a_month')],
            },
        ),
    ]
