"""What every desk page knows: who is signed in, and their main pages."""

from typing import Any

from django.http import HttpRequest

from bluelamp.desk.navigation import entries_for


def officer(request: HttpRequest) -> dict[str, Any]:
    """The actor, or None at the entrance, and the main pages for their roles."""
    actor = getattr(request, "actor", None)
    return {"actor": actor, "entries": entries_for(actor)}
