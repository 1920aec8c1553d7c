"""That what a case holds of somebody is kept as evidence and used for nothing else."""

from django.db import models
from django.db.models import Q

from bluelamp.casework.models.case import Case


class UseRestricted(models.Model):
    """The use of a case's data is restricted on the person's own request (DPA 2018 s.47, UK GDPR article 18), until it is lifted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="use_restrictions")
    because = models.TextField()
    restricted_by = models.CharField(max_length=40)
    restricted_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=40, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(lifted_at=None), name="use_is_restricted_once"
            ),
            models.CheckConstraint(
                condition=~Q(because=""), name="a_restriction_of_use_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by="", lifted_at=None, lifted_because="")
                | (~Q(lifted_by="") & ~Q(lifted_because="") & Q(lifted_at__isnull=False)),
                name="a_restriction_of_use_is_lifted_whole",
            ),
        ]
