"""Propose a release for a policing purpose."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import services
from bluelamp.casework.errors import NotAllowed
from bluelamp.casework.lifecycle import STEPS, Act, who_may
from bluelamp.desk.cases import accepted, actor_of
from bluelamp.desk.forms.opening import Proposal
from bluelamp.people.roles import Role


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Open a case without an enquiry."""
    actor, step = actor_of(request), STEPS[Act.RECEIVE]
    if not step.who & actor.roles:
        raise NotAllowed(f"{step.words}: only {who_may(step)} may do this, and you are not one.")
    own = actor.reference if actor.holds(Role.INVESTIGATING_OFFICER) else ""
    form = Proposal(request.POST or None, initial={"officer": own})
    opened: list[str] = []

    def receive() -> None:
        case = services.receive(**form.cleaned_data, actor=actor, at=timezone.now())
        opened.append(case.reference)

    if form.is_valid() and accepted(form, receive):
        messages.success(request, f"Case {opened[0]} is open. The facts come next.")
        return redirect("case", opened[0])
    return render(request, "desk/propose.html", {"form": form}, status=400 if form.errors else 200)
