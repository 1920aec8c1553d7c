"""The rights test as it was answered for a case: sets of answers, each of which supersedes the one before."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case


class RightsTest(models.Model):
    """One set of answers to the rights test; the newest of a round counts (CI-34, BWV-10, REC-01)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="rights_tests")
    round = models.PositiveIntegerField()
    purpose = models.CharField(max_length=40)
    basis = models.CharField(max_length=40)
    regime = models.CharField(max_length=40)
    legitimate = models.BooleanField()
    necessary = models.BooleanField()
    proportionate = models.BooleanField()
    answered_by = models.CharField(max_length=40)
    answered_at = models.DateTimeField()


class RightsAnswer(models.Model):
    """The words on one question; those taken over from an earlier set keep who wrote them, and when."""

    test = models.ForeignKey(RightsTest, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["test", "number"], name="a_question_is_answered_once"),
            models.CheckConstraint(condition=~Q(text=""), name="an_answer_says_something"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=15), name="the_questions_are_fifteen"
            ),
        ]
