"""Originals, who is obscured in them, what was made of them, and the words beside."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case
from bluelamp.casework.models.hands import apart


class Image(models.Model):
    """An original in the vault, and whether it shows the right person (CI-19 to CI-21)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="images")
    round = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # What was found out about footage when it came in; null for a picture.
    probe = models.JSONField(null=True)
    # The times at which footage cuts to another shot, in ticks; null until it has been looked through.
    cuts = models.JSONField(null=True)
    fetched = models.BooleanField()
    source = models.CharField(max_length=300)
    # What the record says of the photograph, as it came with it; empty where nothing did.
    record_number = models.CharField(max_length=60, blank=True)
    record_name = models.CharField(max_length=200, blank=True)
    record_born = models.DateField(null=True)
    taken_on = models.DateField(null=True)
    taken_at = models.CharField(max_length=120, blank=True)
    supplied_by = models.CharField(max_length=40)
    supplied_for = models.CharField(max_length=40, blank=True)
    supplied_at = models.DateTimeField()
    right_person = models.BooleanField(null=True)
    identified_by = models.CharField(max_length=40, blank=True)
    identified_for = models.CharField(max_length=40, blank=True)
    identified_at = models.DateTimeField(null=True)
    identity_note = models.TextField(blank=True)
    # The threat to life in which whoever brought the image answered for it too.
    emergency = models.ForeignKey("casework.Emergency", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(right_person=None, identified_by="", identified_at=None)
                | (
                    ~Q(identified_by="")
                    & Q(right_person__isnull=False, identified_at__isnull=False)
                ),
                name="identity_is_answered_whole",
            ),
            # Whoever brought the image may say that it is wrong, never that it is right.
            models.CheckConstraint(
                condition=~Q(right_person=True)
                | Q(emergency__isnull=False)
                | apart("supplied", "identified"),
                name="identity_is_confirmed_by_another",
            ),
        ]


class PlanVersion(models.Model):
    """One version of who is obscured in an image; changing a mind adds a version."""

    image = models.ForeignKey(Image, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    made_by = models.CharField(max_length=40)
    made_for = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    change = models.CharField(max_length=300)
    # The earlier version that an undoing or redoing brought back.
    same_as = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            # The history is read without the rows, whose texts are long.
            models.Index(
                fields=["image", "number", "same_as", "made_by", "made_for", "made_at", "change"],
                name="plan_versions_as_history",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["image", "number"], name="plan_versions_are_numbered"),
            models.CheckConstraint(
                condition=Q(same_as=None) | Q(same_as__lt=models.F("number")),
                name="what_is_brought_back_was_there_before",
            ),
        ]


class Rendition(models.Model):
    """An obscured picture made by a plan, examined, and checked by a second person."""

    plan = models.ForeignKey(PlanVersion, models.PROTECT, related_name="renditions")
    prepared_by = models.CharField(max_length=40)
    prepared_for = models.CharField(max_length=40, blank=True)
    prepared_at = models.DateTimeField()
    # Why it was made though doubts were left; empty where there were none.
    doubts_left = models.TextField(blank=True)
    cancelled_by = models.CharField(max_length=40, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    media_type = models.CharField(max_length=40, blank=True)
    examined = models.BooleanField(null=True)
    report = models.JSONField(null=True)
    fault = models.TextField(blank=True)
    approved = models.BooleanField(null=True)
    checked_by = models.CharField(max_length=40, blank=True)
    checked_for = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True)
    check_note = models.TextField(blank=True)
    # The threat to life in which one officer prepared and checked it.
    emergency = models.ForeignKey("casework.Emergency", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved=None, checked_by="", checked_at=None)
                | (~Q(checked_by="") & Q(approved__isnull=False, checked_at__isnull=False)),
                name="a_check_is_signed_whole",
            ),
            models.CheckConstraint(
                condition=Q(emergency__isnull=False) | apart("prepared", "checked"),
                name="a_check_is_another_persons",
            ),
            models.CheckConstraint(
                condition=~Q(approved=True) | (Q(examined=True) & ~Q(sha256="")),
                name="only_an_examined_rendition_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by="", cancelled_at=None)
                | (~Q(cancelled_by="") & Q(cancelled_at__isnull=False, examined=None)),
                name="a_rendition_is_cancelled_whole",
            ),
        ]


class Wording(models.Model):
    """What the public will read beside the picture."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="wordings")
    round = models.PositiveIntegerField()
    headline = models.CharField(max_length=200)
    text = models.TextField()
    alt_text = models.CharField(max_length=300)
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()
