"""Propose a release for a policing purpose."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import services
from bluelamp.casework.errors import NotAllowed
from bluelamp.casework.permitted import roles_in_words, who_receives
from bluelamp.casework.routes import Route
from bluelamp.desk.cases import accepted, actor_of
from bluelamp.desk.forms.opening import Proposal
from bluelamp.people.roles import Role


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Open a case without an enquiry, on any route that this person may open."""
    actor = actor_of(request)
    routes = [route for route in Route if who_receives(route) & actor.roles]
    if not routes:
        may = roles_in_words({role for route in Route for role in who_receives(route)})
        raise NotAllowed(f"Open a case: only {may} may do this, and you are not one.")
    own = actor.reference if actor.holds(Role.INVESTIGATING_OFFICER) else ""
    form = Proposal(routes, request.POST or None, initial={"officer": own})
    opened: list[str] = []

    def receive() -> None:
        case = services.receive(**form.cleaned_data, actor=actor, at=timezone.now())
        opened.append(case.reference)

    if form.is_valid() and accepted(form, receive):
        messages.success(request, f"Case {opened[0]} is open. The facts come next.")
        return redirect("case", opened[0])
    return render(request, "desk/propose.html", {"form": form}, status=400 if form.errors else 200)
