"""The work list: every case that fits the filters, with what it waits for."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bluelamp.casework import selectors
from bluelamp.casework.lifecycle import STEPS, Act, State
from bluelamp.desk.cases import actor_of
from bluelamp.desk.forms.work import WorkFilters
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.publication import selectors as publication
from bluelamp.publication.values import FeedbackKind, FeedbackView

PAGE = 25


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The cases, newest change first."""
    actor = actor_of(request)
    form = WorkFilters(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    items = selectors.work_list(
        states=tuple(State(state) for state in wanted.get("state", ())),
        text=wanted.get("text", ""),
        officer=actor.reference if wanted.get("mine") else "",
        at=timezone.now(),
    )
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    waiting = _messages(actor)
    shown = {
        "filters": form,
        "is_filtered": any(wanted.values()),
        "page": page,
        "removals": [each for each in waiting if each.kind is FeedbackKind.REMOVAL],
        "messages_waiting": len(waiting),
        "may_open": bool(STEPS[Act.RECEIVE].who & actor.roles),
    }
    return render(request, "desk/work_list.html", shown)


def _messages(actor: Actor) -> tuple[FeedbackView, ...]:
    """What the public wrote and nobody has settled, for those who settle it."""
    return publication.feedback_waiting() if actor.holds(Role.PRESS_OFFICER) else ()
