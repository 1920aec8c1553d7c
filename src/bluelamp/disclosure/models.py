"""The tables of the disclosure room: marks on material, what is withheld and why, packs and to whom they went."""

from django.db import models
from django.db.models import Q


class Mark(models.Model):
    """Somebody's mark on an item of a case: sensitive, privileged or a third party's; taken off by a name too."""

    case = models.CharField(max_length=20)
    item = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    why = models.TextField()
    marked_by = models.CharField(max_length=40)
    marked_at = models.DateTimeField()
    removed_by = models.CharField(max_length=40, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "item", "kind"],
                condition=Q(removed_at=None),
                name="an_item_is_marked_once_as_each",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["sensitive", "privileged", "third_party"]),
                name="a_mark_is_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(removed_by="", removed_at=None)
                | (~Q(removed_by="") & Q(removed_at__isnull=False)),
                name="a_mark_is_taken_off_by_somebody",
            ),
        ]


class Choice(models.Model):
    """The disclosure officer's choice on one item: withheld with a reason, or disclosed; the latest counts.

    `description` is how the schedule describes what is withheld, where its own words would say too much.
    """

    case = models.CharField(max_length=20)
    item = models.CharField(max_length=100)
    withheld = models.BooleanField()
    reason = models.TextField(blank=True)
    description = models.CharField(max_length=300, blank=True)
    chosen_by = models.CharField(max_length=40)
    chosen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "item", "id"], name="choice_of_an_item")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withheld=False) | ~Q(reason=""), name="what_is_withheld_has_a_reason"
            ),
        ]


class Pack(models.Model):
    """One version of a case's disclosure pack: what it was made from, and once it is made its sha256 and size.

    `upto` is the last entry of the record that it tells of, `choices` the last choice that it heeds;
    without `sensitive_schedule` the schedule of sensitive material goes to the prosecutor by another way.
    """

    case = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    upto = models.PositiveBigIntegerField()
    choices = models.PositiveBigIntegerField()
    sensitive_schedule = models.BooleanField()
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    entry = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="packs_are_numbered"),
            models.CheckConstraint(
                condition=Q(sha256="", size=None, made_at=None)
                | (~Q(sha256="") & Q(size__isnull=False, made_at__isnull=False)),
                name="a_pack_is_made_whole",
            ),
        ]


class Given(models.Model):
    """A pack given to somebody: to whom, for whom, how and by whom."""

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="given")
    recipient = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    purpose = models.TextField()
    given_by = models.CharField(max_length=40)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(recipient="") & ~Q(organisation="") & ~Q(purpose=""),
                name="a_pack_goes_to_somebody_for_something",
            ),
        ]
