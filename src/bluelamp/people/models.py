"""Officers and staff, and the roles that they hold."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
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
