"""Footage handed over to the prosecution, and its receipt: never a public channel."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case
from bluelamp.casework.models.facts import AdviceGiven


class HandOver(models.Model):
    """What was handed over, to whom, on which footing and how (BWV-01, BWV-02); closed by the receipt.

    `footing` is what the case said of the instruction at that moment.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="handovers")
    round = models.PositiveIntegerField()
    advice = models.ForeignKey(AdviceGiven, models.PROTECT, related_name="handovers")
    footing = models.CharField(max_length=40)
    recipient = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    sent_how = models.CharField(max_length=300)
    terms = models.TextField()
    handed_by = models.CharField(max_length=40)
    handed_for = models.CharField(max_length=40, blank=True)
    handed_at = models.DateTimeField()
    received_by = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=200, blank=True)
    receipt_recorded_by = models.CharField(max_length=40, blank=True)
    receipt_recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Two people clicking at once hand over once.
            models.UniqueConstraint(fields=["case", "round"], name="a_round_is_handed_over_once"),
            models.CheckConstraint(
                condition=~Q(recipient="") & ~Q(organisation="") & ~Q(sent_how="") & ~Q(terms=""),
                name="a_handover_says_to_whom_and_how",
            ),
            models.CheckConstraint(
                condition=Q(
                    received_by="",
                    receipt="",
                    receipt_recorded_by="",
                    received_at=None,
                    receipt_recorded_at=None,
                )
                | (
                    ~Q(received_by="")
                    & ~Q(receipt="")
                    & ~Q(receipt_recorded_by="")
                    & Q(received_at__isnull=False, receipt_recorded_at__isnull=False)
                ),
                name="a_receipt_is_recorded_whole",
            ),
        ]


class HandedItem(models.Model):
    """One file that was handed over: an original, or what was made of one, by its sha256."""

    handover = models.ForeignKey(HandOver, models.PROTECT, related_name="items")
    role = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "sha256"], name="an_item_is_handed_once"),
            models.CheckConstraint(
                condition=Q(role__in=["original", "rendition"]), name="an_item_is_from_the_vault"
            ),
        ]
