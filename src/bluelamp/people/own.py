"""What an officer keeps about themselves: a telephone number, and the secret address of their calendar."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from bluelamp.people.actor import Actor
from bluelamp.people.models import CalendarAddress, Officer


def keep_phone(*, phone: str, actor: Actor) -> None:
    """Keep the number at which the officer is rung out of hours; none takes it away."""
    Officer.objects.filter(reference=actor.reference).update(phone=phone.strip())


@transaction.atomic
def renew_calendar(*, actor: Actor, at: datetime) -> str:
    """Give the officer's calendar a new secret address, so that the former one leads nowhere; it is told once.

    256 random bits, of which the digest alone is kept.
    """
    secret = secrets.token_urlsafe(32)
    officer = Officer.objects.get(reference=actor.reference)
    CalendarAddress.objects.update_or_create(
        officer=officer,
        defaults={"digest": hashlib.sha256(secret.encode()).hexdigest(), "made_at": at},
    )
    return secret


def stop_calendar(*, actor: Actor) -> None:
    """Take the calendar's address away."""
    CalendarAddress.objects.filter(officer__reference=actor.reference).delete()
