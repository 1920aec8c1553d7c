"""A senior officer's authority or an approval, asked for and answered on one page; a Superintendent's view beside it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.pack import facts_of
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.standing import covers
from bluelamp.casework.task import Status
from bluelamp.desk import advising, answers
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.authority import Answer, Request, View, rank_needed

NEEDS_AUTHORITY = frozenset({"senior_authority", "senior_risk_assessment"})
# What whoever answers is shown beside the request, and had better be there before it is made.
SHOWN_WITH_IT = frozenset({"facts", "rights", "image", "identity", "people", "check", "caption"})


@require_http_methods(["GET", "POST"])
def authority(request: HttpRequest, reference: str) -> HttpResponse:
    """The request, the facts that matter, the advice and the picture on one page; the officer answers."""
    view = case_for(request, reference)
    if request.method == "GET":
        return _page(request, view)
    form = Answer(view.route.way, request.POST)
    if form.is_valid() and accepted(form, partial(_authorise, request, view, form)):
        words = "given" if form.cleaned_data["granted"] else "declined"
        messages.success(request, f"{_noun(view)} is {words}, in your name.")
        return redirect("case", reference)
    return _page(request, view, answer=form, form=form)


@require_POST
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for authority or approval."""
    view = case_for(request, reference)
    form = Request(view.route.way, request.POST)
    act = partial(services.ask_authority, case=reference, actor=actor_of(request))
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data, at=timezone.now())):
        messages.success(request, f"{_noun(view)} is asked for.")
        return redirect("authority", reference)
    return _page(request, view, ask=form, form=form)


@require_POST
def consultation(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the view of a Superintendent or above."""
    view, form = case_for(request, reference), View(request.POST)
    act = partial(services.consult, case=reference, actor=actor_of(request))
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data, at=timezone.now())):
        messages.success(request, "The consultation is recorded.")
        return redirect("authority", reference)
    return _page(request, view, consult=form, form=form)


def _authorise(request: HttpRequest, view: CaseView, form: Answer) -> None:
    services.authorise(
        case=view.case.reference, **form.answer(), actor=actor_of(request), at=timezone.now()
    )


def _noun(view: CaseView) -> str:
    return "Approval" if view.route.way.approved else "Authority"


def _category(view: CaseView) -> str:
    """The sensitive categories in words; empty on a route that knows none."""
    fact = facts_of(view.case.route).get("category")
    if fact is None:
        return ""
    known = "category" in view.facts
    return answers.short(fact, view.facts["category"]) if known else "Not known yet"


def _matter(view: CaseView) -> tuple[tuple[str, str], ...]:
    """The facts that matter to whoever answers, as questions and answers."""
    stated = {name: row.value for name, row in view.asserted.items() if row.known}
    return advising.facts_that_matter(stated, view.advice, view.outlook, route=view.route)


def _page(request: HttpRequest, view: CaseView, **forms: BaseForm) -> HttpResponse:
    asked = view.now.authorisation
    is_waiting = asked is not None and asked.answered_at is None
    advice = advising.shown(view.advice, route=view.case.route)
    offered: dict[str, Any] = {}
    if view.may(Act.ASK_AUTHORITY) and not is_waiting:
        offered["ask"] = Request(view.route.way)
    if view.may(Act.AUTHORISE) and is_waiting:
        offered["answer"] = Answer(view.route.way)
    late = "superintendent" in facts_of(view.case.route)
    if late and view.may(Act.CONSULT):
        offered["consult"] = View(auto_id="view_%s")
    return case_page(
        request,
        "authority",
        view,
        asked=asked,
        is_waiting=is_waiting,
        is_needed=bool(NEEDS_AUTHORITY & set(view.advice.requires)),
        is_stale=bool(asked and asked.granted and not covers(asked, view.now)),
        rank=rank_needed("senior_officer_rank"),
        command=rank_needed("officer_in_command"),
        approved=view.route.way.approved,
        late=late,
        category=_category(view),
        advice=advice,
        matter=_matter(view),
        missing=[
            task
            for task in view.tasks
            if task.page in SHOWN_WITH_IT and task.status is not Status.DONE
        ],
        **{**offered, **forms},
    )
