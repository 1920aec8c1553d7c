"""Body-worn video where it was recorded: the cameras of an event, who was asked to keep it, what was searched."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case


class Camera(models.Model):
    """One camera that recorded the event; unmarked footage goes from its source 31 days later."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="cameras")
    officer = models.CharField(max_length=200)
    camera = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(db_index=True)
    listed_by = models.CharField(max_length=40)
    listed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "camera", "recorded_at"], name="a_recording_is_listed_once"
            ),
        ]


class KeepRequest(models.Model):
    """Somebody asked to keep a camera's footage, and what came of it: kept, or gone already."""

    camera = models.ForeignKey(Camera, models.PROTECT, related_name="requests")
    asked = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=40)
    kept = models.BooleanField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    evidence = models.CharField(max_length=300, blank=True)
    answer_recorded_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kept=None, answered_by="", answered_at=None, answer_recorded_by="")
                | (
                    ~Q(answered_by="")
                    & ~Q(answer_recorded_by="")
                    & Q(kept__isnull=False, answered_at__isnull=False)
                ),
                name="a_keep_request_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(kept=True) | ~Q(evidence=""), name="kept_footage_has_a_reference"
            ),
        ]


class FootageSearch(models.Model):
    """A search for footage of the event: where, when, by whom, and what was found."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="searches")
    system = models.CharField(max_length=200)
    searched_on = models.DateField()
    searched_by = models.CharField(max_length=200)
    found = models.TextField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(found=""), name="a_search_says_what_it_found"),
        ]
