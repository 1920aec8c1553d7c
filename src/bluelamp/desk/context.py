"""What every desk page knows: who is signed in, and their main pages."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from bluelamp.casework.letters import inbox
from bluelamp.desk.navigation import entries_for
from bluelamp.people.actor import Actor


def officer(request: HttpRequest) -> dict[str, Any]:
    """The actor, or None at the entrance, and the main pages for their roles."""
    actor = getattr(request, "actor", None)
    return {"actor": actor, "entries": entries_for(actor), "unread": lambda: _unread(actor)}


def _unread(actor: Actor | None) -> str:
    """The inbox's name with the number of letters that wait in it; empty where none does."""
    waiting = inbox(actor, at=timezone.now()).filter(read_at=None).count() if actor else 0
    return f"Inbox ({waiting})" if waiting else ""
