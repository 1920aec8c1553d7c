"""The decision log of a case: which entries of the record it numbers, and which of them correct others."""

from django.db import models
from django.db.models import F, Q

from bluelamp.casework.models.case import Case


class DecisionLine(models.Model):
    """One numbered decision; what it says stands in that entry of the record (by its number) and nowhere else."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decision_lines")
    number = models.PositiveIntegerField()
    entry = models.BigIntegerField(unique=True)
    # Marked by whoever entered it; whether it is withheld is for the disclosure officer to say.
    sensitive = models.BooleanField(default=False)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="corrections", db_index=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="a_decision_has_a_number_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="decisions_are_numbered_from_one"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("id")),
                name="a_decision_does_not_correct_itself",
            ),
        ]
