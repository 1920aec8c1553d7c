"""Who may see a sensitive case, and who opened a case or acted alone because of a threat to life."""

from django.db import models
from django.db.models import F, Q

from bluelamp.casework.models.case import Case
from bluelamp.casework.models.hands import apart


class Named(models.Model):
    """An officer named to a sensitive case, who alone with the others named may see it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="named")
    officer = models.CharField(max_length=40)
    named_by = models.CharField(max_length=40)
    named_at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "officer"],
                condition=Q(ended_at=None),
                name="an_officer_is_named_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_by="", ended_at=None)
                | (~Q(ended_by="") & Q(ended_at__isnull=False)),
                name="a_name_is_struck_out_whole",
            ),
        ]
        indexes = [models.Index(fields=["officer", "case"], name="named_of_whom")]


class Emergency(models.Model):
    """One named officer's use of the break-glass: a threat to life, with reasons, reviewed by another.

    Until `until` the officer sees the case and may be both people where two are asked for.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="emergencies")
    round = models.PositiveIntegerField()
    threat = models.TextField()
    why_alone = models.TextField()
    declared_by = models.CharField(max_length=40)
    declared_for = models.CharField(max_length=40, blank=True)
    declared_at = models.DateTimeField()
    until = models.DateTimeField()
    review_due_at = models.DateTimeField()
    justified = models.BooleanField(null=True)
    review = models.TextField(blank=True)
    reviewed_by = models.CharField(max_length=40, blank=True)
    reviewed_for = models.CharField(max_length=40, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(threat="") & ~Q(why_alone=""), name="an_emergency_has_reasons"
            ),
            models.CheckConstraint(
                condition=Q(justified=None, review="", reviewed_by="", reviewed_at=None)
                | (
                    ~Q(review="")
                    & ~Q(reviewed_by="")
                    & Q(justified__isnull=False, reviewed_at__isnull=False)
                ),
                name="an_emergency_is_reviewed_whole",
            ),
            models.CheckConstraint(
                condition=apart("declared", "reviewed"), name="an_emergency_is_reviewed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("declared_at")), name="an_emergency_lasts_a_while"
            ),
        ]
        indexes = [models.Index(fields=["declared_by", "until"], name="emergency_of_whom")]
