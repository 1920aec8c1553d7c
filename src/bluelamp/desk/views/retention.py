"""How long cases are kept: what is due, what is held, what was erased; and the same for one case, with its holds and reviews."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.casework import access
from bluelamp.casework import services as casework
from bluelamp.casework.errors import BadInput
from bluelamp.casework.routes import Route
from bluelamp.desk.cases import actor_of
from bluelamp.desk.forms.retention import Answering, Ended, Holding, Lifting, Proposing
from bluelamp.desk.navigation import check_may_open
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.retention import parts, selectors, services
from bluelamp.retention.errors import NotSaid
from bluelamp.retention.schedule import in_force

PAGE: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One of the lists: its words, what is said above it and where it is empty, and the cases in it."""

    words: str
    lead: str
    empty: str
    cases: Callable[..., QuerySet[Any]]


LISTS: Final = {
    "due": Listed(
        words="Due for review",
        lead="The time for which these are kept is over. Propose to erase each, or to keep it for longer.",
        empty="Nothing is due.",
        cases=selectors.due,
    ),
    "waiting": Listed(
        words="Waiting for a second person",
        lead="Somebody has proposed what becomes of these. Another person confirms or declines.",
        empty="Nothing waits.",
        cases=selectors.waiting,
    ),
    "coming": Listed(
        words="Coming up",
        lead="These will be due before long. Place a hold now on what must be kept.",
        empty="Nothing will be due soon.",
        cases=selectors.coming,
    ),
    "held": Listed(
        words="Held",
        lead="Somebody holds these. Nothing of them is erased while a hold stands.",
        empty="Nothing is held.",
        cases=selectors.held,
    ),
    "open": Listed(
        words="No end known",
        lead="These are kept until somebody says what ended. Those unchanged for longest stand first.",
        empty="The end of every case is known.",
        cases=selectors.open_ended,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A form of a case's page: what it does, who may send it, and what is said once it is done."""

    form: type[forms.Form]
    service: Callable[..., None]
    roles: frozenset[Role]
    said: str


OFFERS: Final = {
    "hold": Offer(
        form=Holding, service=services.place_hold, roles=parts.HOLDERS, said="The case is held."
    ),
    "lift": Offer(
        form=Lifting, service=services.lift_hold, roles=parts.LIFTERS, said="The hold is lifted."
    ),
    "ending": Offer(
        form=Ended, service=services.record_ending, roles=parts.TELLERS, said="It is recorded."
    ),
    "propose": Offer(
        form=Proposing,
        service=services.propose,
        roles=parts.PROPOSERS,
        said="It is proposed. Another person must confirm it.",
    ),
    "answer": Offer(
        form=Answering, service=services.answer, roles=parts.CONFIRMERS, said="It is answered."
    ),
}


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """One of the lists of cases (`?list=`), of those open to the officer."""
    actor, at = actor_of(request), timezone.now()
    check_may_open("retention", actor)
    name = request.GET.get("list", "due")
    if name not in LISTS:
        name = "due"
    every = LISTS[name].cases(at=at)
    seen = every.filter(case__in=access.seen_by(actor, at=at).values("reference"))
    page = Paginator(seen, PAGE).get_page(request.GET.get("page"))
    shown = {
        "lists": LISTS,
        "name": name,
        "listed": LISTS[name],
        "page": page,
        "cases": _lines(selectors.views(page.object_list)),
        "closed": every.count() - page.paginator.count,
        "schedule": in_force(),
    }
    return render(request, "desk/retention.html", shown)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Every erasure, the newest first: who decided it and why, and how far it is."""
    check_may_open("retention", actor_of(request))
    page = Paginator(selectors.erasures(), PAGE).get_page(request.GET.get("page"))
    found = selectors.erasure_views(page.object_list)
    return render(
        request, "desk/retention_erased.html", {"page": page, "found": found, "lists": LISTS}
    )


@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """The force's schedule: every class, what it goes by, how long, and where that comes from."""
    check_may_open("retention", actor_of(request))
    ways = {route.value: route.way.words for route in Route}
    shown = {"schedule": in_force(), "ways": ways, "lists": LISTS}
    return render(request, "desk/retention_schedule.html", shown)


@require_http_methods(["GET", "POST"])
def case_retention(request: HttpRequest, reference: str) -> HttpResponse:
    """How long one case is kept and why, what holds it, and its review; whichever form was sent is taken in."""
    actor, at = actor_of(request), timezone.now()
    case = access.case_seen(reference, actor=actor, at=at)
    refused: dict[str, forms.Form] = {}
    if request.method == "POST":
        name = request.POST.get("do", "")
        if name not in OFFERS:
            raise BadInput("That button is not one of this page’s.")
        offer = OFFERS[name]
        form = offer.form(request.POST, auto_id=f"{name}-%s")
        if form.is_valid() and _done(form, offer, case=reference, actor=actor):
            messages.success(request, offer.said)
            return redirect("case_retention", reference)
        refused[name] = form
    if not selectors.is_erased(reference):
        casework.read_case(case=case, actor=actor, at=at)
    shown = _shown(reference, actor, refused)
    return render(request, "desk/case_retention.html", shown, status=400 if refused else 200)


def _done(form: forms.Form, offer: Offer, *, case: str, actor: Actor) -> bool:
    try:
        offer.service(case=case, **form.cleaned_data, actor=actor, at=timezone.now())
    except NotSaid as refused:
        form.add_error(refused.field, str(refused))
        return False
    return True


def _shown(reference: str, actor: Actor, refused: Mapping[str, forms.Form]) -> dict[str, Any]:
    at = timezone.now()
    today = timezone.localdate(at)
    kept = selectors.keeping(reference, at=at)
    reviews = selectors.reviews(reference)
    waiting = next((each for each in reviews if each.confirmed is None), None)
    offered = {
        name: refused.get(name) or offer.form(auto_id=f"{name}-%s")
        for name, offer in OFFERS.items()
        if actor.roles & offer.roles
    }
    is_own = waiting is not None and waiting.proposed_by in actor.hands
    return {
        "reference": reference,
        "form": next(iter(refused.values()), None),
        "kept": kept,
        "grounds": [(each, each.is_running(today)) for each in kept.grounds] if kept else [],
        "holds": [(each, _lifting(each.id, refused)) for each in selectors.holds(reference, at=at)],
        "endings": selectors.endings(reference),
        "reviews": reviews,
        "waiting": waiting,
        "is_own": is_own,
        "erasure": selectors.erasure(reference),
        "offered": offered,
    }


def _lifting(hold: int, refused: Mapping[str, forms.Form]) -> forms.Form:
    """The form that lifts one hold: as it was sent, where that was refused."""
    sent = refused.get("lift")
    if sent is not None and sent.data.get("hold") == str(hold):
        return sent
    return Lifting(initial={"hold": hold}, auto_id=f"lift-{hold}-%s")


def _lines(views: list[Any]) -> list[tuple[Any, str]]:
    return [(each, Route(each.route).way.words) for each in views]
