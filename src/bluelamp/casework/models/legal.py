"""Legal advice that was sought: that it was, by whom and when. What was asked and advised lies sealed in the vault."""

from django.db import models
from django.db.models import F, Q

from bluelamp.casework.models.case import Case


class LegalAdvice(models.Model):
    """A question to a legal adviser and the answer, each by the sha256 of its sealed, privileged words (CI-40)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="legal_advice")
    round = models.PositiveIntegerField()
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    question = models.CharField(max_length=64)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by="", answered_at=None, answer="")
                | (~Q(answered_by="") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="legal_advice_is_given_whole",
            ),
            models.CheckConstraint(
                condition=~Q(answered_by=F("asked_by")), name="legal_advice_is_another_persons"
            ),
        ]


class LegalReader(models.Model):
    """A decider whom the asker named: may read the advice, besides the asker and legal advisers."""

    advice = models.ForeignKey(LegalAdvice, models.PROTECT, related_name="readers")
    officer = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["advice", "officer"], name="a_reader_is_named_once"),
        ]
