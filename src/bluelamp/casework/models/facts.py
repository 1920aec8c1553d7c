"""What people have said, and the advice that was given on it."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case


class AssertedFact(models.Model):
    """What somebody said about a fact; a later row of the same name supersedes it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="facts")
    name = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    known = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    said_by = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "name", "id"])]
        constraints = [
            models.CheckConstraint(condition=~Q(said_by=""), name="a_fact_has_a_source"),
        ]


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
