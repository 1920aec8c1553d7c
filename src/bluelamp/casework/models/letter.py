"""What was written to the officers who work a case, kept with it."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case


class Letter(models.Model):
    """A letter to one officer, or to all of the press desk: sent by e-mail, and read in their inbox.

    `words` says what it is about without naming anybody, and `page` is the page of the case that waits.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    officer = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=120)
    text = models.TextField()
    page = models.CharField(max_length=60, blank=True)
    written_at = models.DateTimeField()
    read_by = models.CharField(max_length=40, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["officer", "-id"], name="letters_to_an_officer"),
            models.Index(fields=["role", "-id"], name="letters_to_a_desk"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(officer="") & ~Q(role="")) | (~Q(officer="") & Q(role="")),
                name="a_letter_goes_to_an_officer_or_a_desk",
            ),
            models.CheckConstraint(
                condition=Q(read_by="", read_at=None) | (~Q(read_by="") & Q(read_at__isnull=False)),
                name="a_letter_is_read_by_somebody",
            ),
        ]
