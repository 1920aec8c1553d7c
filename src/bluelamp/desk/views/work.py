"""The work list: every case that fits the filters, with whom it waits for, and what the public wrote."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bluelamp.casework import services, work
from bluelamp.casework.lifecycle import State
from bluelamp.casework.permitted import who_receives
from bluelamp.casework.routes import Route
from bluelamp.casework.under_way import failed_work
from bluelamp.casework.work import Search
from bluelamp.desk.cases import actor_of
from bluelamp.desk.forms.work import SHORT_CUTS, Due, Show, WorkFilters
from bluelamp.desk.navigation import may_open
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.publication import selectors as publication
from bluelamp.publication.values import FeedbackKind, FeedbackView
from bluelamp.requests import selectors as requests

PAGE = 25
SOON = timedelta(days=1)


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The cases: newest change first, or what is due first where that was asked."""
    actor, now = actor_of(request), timezone.now()
    form = WorkFilters(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    search = _search(wanted, actor, now)
    items = work.work_list(search, viewer=actor, at=now)
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    if search.text:
        found = page.paginator.count
        services.search_cases(text=search.text, found=found, actor=actor, at=now)
    written, short_cuts = _messages(actor), _short_cuts(request.GET)
    is_filtered = any(wanted.values())
    shown = {
        "filters": form,
        "is_filtered": is_filtered,
        "is_searched": is_filtered and not any(each["current"] for each in short_cuts),
        "short_cuts": short_cuts,
        "page": page,
        "now": now,
        "removals": [each for each in written or () if each.kind is FeedbackKind.REMOVAL],
        "messages_waiting": written.paginator.count if written else 0,
        "failed": len(failed_work(actor, at=now)) if may_open("jobs", actor) else 0,
        "requests": requests.due() if may_open("requests", actor) else (),
        "today": timezone.localdate(now),
        "may_propose": any(who_receives(route) & actor.roles for route in Route),
    }
    return render(request, "desk/work_list.html", shown)


def _search(wanted: Mapping[str, Any], actor: Actor, now: datetime) -> Search:
    """What was chosen, as the work list understands it."""
    show, due, role = (wanted.get(name, "") for name in ("show", "due", "waits_for"))
    soon = {Due.SOON: now + SOON, Due.OVERDUE: now}.get(due)
    return Search(
        states=tuple(State(state) for state in wanted.get("state", ())),
        routes=tuple(Route(route) for route in wanted.get("route", ())),
        text=wanted.get("text", ""),
        officers=actor.hands if show == Show.MINE else frozenset(),
        units=actor.units if show == Show.UNIT else frozenset(),
        turn_of=actor if show == Show.WAITING else None,
        waits_for=Role(role) if role else None,
        opened_from=_morning(wanted.get("opened_from")),
        opened_until=_morning(wanted.get("opened_to"), days=1),
        due_from=_morning(wanted.get("due_from")),
        due_until=min(filter(None, (soon, _morning(wanted.get("due_to"), days=1))), default=None),
    )


def _morning(day: date | None, *, days: int = 0) -> datetime | None:
    """When a day begins in London, or one some days later; None for no day."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time()))


def _short_cuts(asked: QueryDict) -> list[dict[str, Any]]:
    """The links above the list; the one whose filter is set, and no other, is where we are."""
    chosen = {name: asked[name] for name in asked if asked[name] and name != "page"}
    return [
        {"text": words, "href": f"?{urlencode(filters)}", "current": chosen == filters}
        for words, filters in SHORT_CUTS
    ]


def _messages(actor: Actor) -> Page[FeedbackView] | None:
    """What the public wrote and nobody has settled, the most pressing of it, for those who settle it."""
    return publication.feedback_waiting() if may_open("messages", actor) else None
