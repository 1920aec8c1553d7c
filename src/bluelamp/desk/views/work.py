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
    shown = {
        "filters": form,
        "is_filtered": any(wanted.values()),
        "page": page,
        "may_open": bool(STEPS[Act.RECEIVE].who & actor.roles),
    }
    return render(request, "desk/work_list.html", shown)
