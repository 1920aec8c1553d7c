"""What every desk page knows: who is signed in, their main pages, and whether anything may be released."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from bluelamp.casework.letters import inbox
from bluelamp.desk.navigation import entries_for
from bluelamp.people.actor import Actor
from bluelamp.record import closures


def officer(request: HttpRequest) -> dict[str, Any]:
    """The actor, or None at the entrance, the main pages for their roles, and why nothing may be released, if so."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "entries": entries_for(actor),
        "unread": lambda: _unread(actor),
        "closed": lambda: closures.standing() if actor else None,
    }


def _unread(actor: Actor | None) -> str:
    """The inbox's name with the number of letters that wait in it; empty where none does."""
    waiting = inbox(actor, at=timezone.now()).filter(read_at=None).count() if actor else 0
    return f"Inbox ({waiting})" if waiting else ""
