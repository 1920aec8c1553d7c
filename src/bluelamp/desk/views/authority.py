"""A senior officer's authority, asked for and answered on one page; a Superintendent's view beside it."""

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
from bluelamp.desk import advising, answers
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.authority import Answer, Request, View, rank_needed

NEEDS_AUTHORITY = frozenset({"senior_authority", "senior_risk_assessment"})


@require_http_methods(["GET", "POST"])
def authority(request: HttpRequest, reference: str) -> HttpResponse:
    """The request, the advice and the picture on one page; the senior officer answers."""
    view = case_for(request, reference)
    if request.method == "GET":
        return _page(request, view)
    form = Answer(request.POST)
    if form.is_valid() and accepted(form, partial(_authorise, request, view, form)):
        words = "given" if form.cleaned_data["granted"] else "declined"
        messages.success(request, f"Authority is {words}, in your name.")
        return redirect("case", reference)
    return _page(request, view, answer=form, form=form)


@require_POST
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for authority."""
    view, form = case_for(request, reference), Request(request.POST)
    act = partial(services.ask_authority, case=reference, actor=actor_of(request))
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data, at=timezone.now())):
        messages.success(request, "Authority is asked for. It waits for a senior officer.")
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
        case=view.case.reference, **form.cleaned_data, actor=actor_of(request), at=timezone.now()
    )


def _category(view: CaseView) -> str:
    if "category" not in view.facts:
        return "Not known yet"
    fact = facts_of(view.case.route)["category"]
    return answers.short(fact, view.facts["category"])


def _page(request: HttpRequest, view: CaseView, **forms: BaseForm) -> HttpResponse:
    asked = view.now.authorisation
    is_waiting = asked is not None and asked.answered_at is None
    offered: dict[str, Any] = {}
    if view.may(Act.ASK_AUTHORITY) and not is_waiting:
        offered["ask"] = Request()
    if view.may(Act.AUTHORISE) and is_waiting:
        offered["answer"] = Answer()
    if view.may(Act.CONSULT):
        offered["consult"] = View(auto_id="view_%s")
    return case_page(
        request,
        "authority",
        view,
        asked=asked,
        is_waiting=is_waiting,
        is_needed=bool(NEEDS_AUTHORITY & set(view.advice.requires)),
        rank=rank_needed(),
        category=_category(view),
        advice=advising.shown(view.advice, route=view.case.route),
        **{**offered, **forms},
    )
