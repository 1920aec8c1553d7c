"""Officers and staff, and the roles that they hold."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role


class Officer(AbstractBaseUser):
    """A police officer or member of police staff who may sign in to the desk."""

    reference = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    rank = models.CharField(max_length=40, choices=[(rank.value, rank.words) for rank in Rank])
    unit = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    enrolled_by = models.CharField(max_length=40)
    enrolled_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = BaseUserManager["Officer"]()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="officer_email_is_lower_case", condition=models.Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="officer_rank_is_known", condition=models.Q(rank__in=list(Rank))
            ),
            models.CheckConstraint(
                name="officer_who_left_is_not_active",
                condition=models.Q(is_active=True, left_at__isnull=True)
                | models.Q(is_active=False, left_at__isnull=False),
            ),
            models.CheckConstraint(
                name="officer_reference_is_not_the_systems",
                condition=~models.Q(reference__in=["", "system"]),
            ),
        ]


class RoleHolding(models.Model):
    """That an officer holds a role, and who gave it."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="holdings")
    role = models.CharField(max_length=40, choices=[(role.value, role.words) for role in Role])
    granted_by = models.CharField(max_length=40)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="role_held_once", fields=["officer", "role"]),
            models.CheckConstraint(name="role_is_known", condition=models.Q(role__in=list(Role))),
        ]


class Loan(models.Model):
    """An officer's role lent to another from one moment to the next, with the reasons; it may be ended early."""

    lender = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="loans")
    borrower = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="borrowings")
    role = models.CharField(max_length=40, choices=[(role.value, role.words) for role in Role])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reasons = models.TextField()
    lent_by = models.CharField(max_length=40)
    lent_at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_role_is_lent_to_another", condition=~Q(lender=F("borrower"))
            ),
            models.CheckConstraint(
                name="a_loan_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(name="a_loan_has_reasons", condition=~Q(reasons="")),
            models.CheckConstraint(
                name="what_is_lent_is_a_role_of_the_desk",
                condition=Q(role__in=[role for role in Role if role is not Role.ADMINISTRATOR]),
            ),
            models.CheckConstraint(
                name="a_loan_is_ended_whole",
                condition=Q(ended_by="", ended_at=None)
                | (~Q(ended_by="") & Q(ended_at__isnull=False)),
            ),
        ]


class CalendarAddress(models.Model):
    """The secret address of an officer's calendar, of which only the digest is kept."""

    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, related_name="calendar")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
