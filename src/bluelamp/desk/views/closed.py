"""Why nothing may be released at the moment, and each time that it was so before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bluelamp.desk.cases import actor_of
from bluelamp.people.roles import Role
from bluelamp.record import closures


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """What was found, what goes on meanwhile, and how the desk is opened again."""
    shown = {
        "closure": closures.standing(),
        "history": [each for each in closures.history() if each.opened_at],
        "is_administrator": actor_of(request).holds(Role.ADMINISTRATOR),
    }
    return render(request, "desk/closed.html", shown)
