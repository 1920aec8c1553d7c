"""Everyone who is seen or heard in a picture or footage: what becomes of them, and what they say to it."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.picture import Image, PlanVersion
from bluelamp.casework.parts import Answer, Edit, Part


class Pictured(models.Model):
    """Somebody who is seen or heard in an image; struck out where listed in error, never deleted.

    `label` names nobody; `regions` are the ids by which the plan knows them.
    """

    image = models.ForeignKey(Image, models.PROTECT, related_name="people")
    number = models.PositiveIntegerField()
    part = models.CharField(max_length=20)
    label = models.CharField(max_length=200)
    seen = models.BooleanField()
    heard = models.BooleanField()
    rescued = models.BooleanField()
    regions = models.JSONField()
    listed_by = models.CharField(max_length=40)
    listed_at = models.DateTimeField()
    struck_by = models.CharField(max_length=40, blank=True)
    struck_at = models.DateTimeField(null=True)
    struck_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "number"], name="people_are_numbered"),
            models.CheckConstraint(condition=Q(part__in=list(Part)), name="a_part_is_known"),
            models.CheckConstraint(
                condition=Q(seen=True) | Q(heard=True), name="somebody_is_seen_or_heard"
            ),
            models.CheckConstraint(
                condition=Q(struck_by="", struck_at=None, struck_why="")
                | (~Q(struck_by="") & ~Q(struck_why="") & Q(struck_at__isnull=False)),
                name="a_person_is_struck_out_whole",
            ),
        ]


class Treatment(models.Model):
    """What becomes of somebody in what goes out, and why; the latest counts.

    `by_plan`: a change of the plan made it, and nobody said it on the list.
    """

    person = models.ForeignKey(Pictured, models.PROTECT, related_name="treatments")
    sought = models.BooleanField()
    edit = models.CharField(max_length=20)
    why = models.TextField()
    by_plan = models.BooleanField(default=False)
    set_by = models.CharField(max_length=40)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(edit__in=list(Edit)), name="an_edit_is_known"),
            models.CheckConstraint(condition=~Q(why=""), name="a_treatment_has_a_reason"),
        ]


class Permission(models.Model):
    """Somebody asked whether they may be shown, and their answer (BWV-13, BWV-14); the latest counts."""

    person = models.ForeignKey(Pictured, models.PROTECT, related_name="permissions")
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=200)
    answer = models.CharField(max_length=20)
    evidence = models.TextField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=list(Answer)), name="an_answer_to_asking_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(asked_by="") & ~Q(evidence=""), name="asking_is_evidenced"
            ),
        ]


class AdvanceNotice(models.Model):
    """Somebody told beforehand that they will be shown (BWV-15), or why that was not possible; the latest counts."""

    person = models.ForeignKey(Pictured, models.PROTECT, related_name="notices")
    given_on = models.DateField(null=True)
    how = models.TextField(blank=True)
    impossible_because = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(given_on__isnull=False, impossible_because="") & ~Q(how=""))
                | (Q(given_on=None, how="") & ~Q(impossible_because="")),
                name="notice_is_given_or_impossible",
            ),
        ]


class Listing(models.Model):
    """Somebody says that everyone is listed, of one plan; undone by a later change of people or of the plan."""

    image = models.ForeignKey(Image, models.PROTECT, related_name="listings")
    plan = models.ForeignKey(PlanVersion, models.PROTECT, related_name="listings")
    said_by = models.CharField(max_length=40)
    said_at = models.DateTimeField()
    undone_by = models.CharField(max_length=40, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image"], condition=Q(undone_at=None), name="a_list_is_complete_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_by="", undone_at=None)
                | (~Q(undone_by="") & Q(undone_at__isnull=False)),
                name="a_listing_is_undone_whole",
            ),
        ]
