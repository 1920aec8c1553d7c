"""What was decided, and what was taken down."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case
from bluelamp.casework.models.facts import AdviceGiven
from bluelamp.casework.models.hands import apart
from bluelamp.casework.models.picture import Rendition


class Decision(models.Model):
    """A named person's decision to release or refuse, with the advice it followed or departed from."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    round = models.PositiveIntegerField()
    released = models.BooleanField()
    advice = models.ForeignKey(AdviceGiven, models.PROTECT, related_name="decisions")
    rendition = models.ForeignKey(Rendition, models.PROTECT, null=True, related_name="decisions")
    edition = models.CharField(max_length=64, blank=True)
    audience = models.CharField(max_length=10, default="everyone")
    # Of a named audience, to whom alone it goes: name and e-mail address of each.
    recipients = models.JSONField(default=list)
    # Of a release again, the release before (CI-39).
    former = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # Decided for a later hour: published by the clock then, or held back since something changed.
    embargo_until = models.DateTimeField(null=True, db_index=True)
    held_at = models.DateTimeField(null=True)
    held_because = models.TextField(blank=True)
    departs = models.BooleanField()
    ground = models.CharField(max_length=60, blank=True)
    # Which reason it is, where it is none of the listed ones.
    unlisted = models.CharField(max_length=300, blank=True)
    # Of a departure, the smallest change of facts by which the advice would have been this decision.
    change = models.JSONField(null=True)
    reasons = models.TextField()
    authorised_by = models.CharField(max_length=40, blank=True)
    authorised_for = models.CharField(max_length=40, blank=True)
    decided_by = models.CharField(max_length=40)
    decided_for = models.CharField(max_length=40, blank=True)
    # The threat to life in which one officer was both.
    emergency = models.ForeignKey("casework.Emergency", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Two people clicking at once release once; what was held back under embargo is decided anew.
            models.UniqueConstraint(
                fields=["case", "round"],
                condition=Q(held_at__isnull=True),
                name="a_round_is_decided_once",
            ),
            models.UniqueConstraint(
                fields=["edition"], condition=~Q(edition=""), name="an_edition_has_its_own_decision"
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="a_decision_has_reasons"),
            models.CheckConstraint(
                condition=Q(departs=False) | ~Q(ground=""), name="a_departure_names_its_ground"
            ),
            models.CheckConstraint(
                condition=Q(released=False)
                | (Q(rendition__isnull=False) & (~Q(edition="") | Q(embargo_until__isnull=False))),
                name="a_release_names_what_went_out",
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, held_because="")
                | (
                    Q(held_at__isnull=False, embargo_until__isnull=False, edition="")
                    & ~Q(held_because="")
                ),
                name="only_what_is_under_embargo_is_held_back",
            ),
            models.CheckConstraint(
                condition=Q(emergency__isnull=False) | apart("authorised", "decided"),
                name="authoriser_and_publisher_differ",
            ),
        ]


class Takedown(models.Model):
    """A live release taken down; it needs nobody's approval."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="takedowns")
    round = models.PositiveIntegerField()
    reason = models.CharField(max_length=40)
    explanation = models.TextField()
    tombstone = models.TextField()
    recipients = models.PositiveIntegerField()
    # From when the force's target runs: when the policy first called for it, or at once.
    called_for_at = models.DateTimeField(null=True)
    taken_down_by = models.CharField(max_length=40)
    taken_down_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(explanation=""), name="a_takedown_has_a_reason"),
        ]
