"""What people have said, and the advice that was given on it."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case


class AssertedFact(models.Model):
    """What somebody said about a fact, on what evidence; a later row of the same name supersedes it.

    `kind` is what the policy called it then; `attachment` the sha256 of evidence sealed in the vault.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="facts")
    name = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    known = models.BooleanField(default=True)
    kind = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    attachment = models.CharField(max_length=64, blank=True, db_index=True)
    attachment_name = models.CharField(max_length=200, blank=True)
    said_by = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "name", "id"])]
        constraints = [
            models.CheckConstraint(condition=~Q(said_by=""), name="a_fact_has_a_source"),
            models.CheckConstraint(
                condition=Q(kind__in=["record", "derived", "judgement"]), name="a_fact_is_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(attachment="", attachment_name="")
                | (~Q(attachment="") & ~Q(attachment_name="")),
                name="attached_evidence_has_a_name",
            ),
        ]


class QuestionSent(models.Model):
    """A question of a case that was sent to an officer who can answer it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="questions")
    fact = models.CharField(max_length=60)
    officer = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    sent_by = models.CharField(max_length=40)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "fact"], name="question_of_a_case")]


class AdviceGiven(models.Model):
    """Advice as it was given: the exact bytes, with the facts and the pack's digest in them."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="advice")
    round = models.PositiveIntegerField()
    outcome = models.CharField(max_length=30)
    as_of = models.DateField()
    pack_digest = models.CharField(max_length=80)
    facts = models.JSONField()
    text = models.TextField()
    asked_by = models.CharField(max_length=40)
    given_at = models.DateTimeField()
