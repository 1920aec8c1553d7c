"""A named person decides: release, after a page that names exactly what will go public, or refuse."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.services.decide import DEPARTABLE, never_waived
from bluelamp.desk import advising
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.decision import Refusal, Release
from bluelamp.publication import selectors as publication


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """The advice worked out now, the picture, the caption and the officer's answer; then release in two steps."""
    view = case_for(request, reference)
    form = Release(request.POST or None, departs=view.advice.outcome != "release")
    if form.is_valid() and "change" not in request.POST:
        if "confirmed" not in request.POST:
            return _what_goes_public(request, view, form)
        if accepted(form, partial(_release, request, view, form)):
            messages.success(request, "Released. It is live on the gallery and the press site.")
            return redirect("case", reference)
    if "change" in request.POST:
        form = Release(initial=request.POST.dict(), departs="ground" in form.fields)
    return _page(request, view, form)


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, reference: str) -> HttpResponse:
    """Refuse, with the reasons."""
    view = case_for(request, reference)
    form = Refusal(view.route, request.POST or None)
    act = partial(services.refuse, case=reference, actor=actor_of(request), at=timezone.now())
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data)):
        messages.success(request, "Refused. Whoever asked is being told that no image is released.")
        return redirect("case", reference)
    advice = advising.shown(view.advice, route=view.case.route)
    return case_page(
        request,
        "refuse",
        view,
        form=form,
        advice=advice,
        otherwise=advising.nearest(view.advice, "refuse", route=view.route),
    )


def _release(request: HttpRequest, view: CaseView, form: Release) -> None:
    services.release(
        case=view.case.reference, **form.cleaned_data, actor=actor_of(request), at=timezone.now()
    )


def _page(request: HttpRequest, view: CaseView, form: Release) -> HttpResponse:
    outcome = view.advice.outcome
    lacking = never_waived(view.facts, route=view.route) if outcome in DEPARTABLE else ()
    unprepared = _unprepared(view)
    is_open = outcome == "release" or (outcome in DEPARTABLE and not lacking)
    return case_page(
        request,
        "decision",
        view,
        form=form,
        advice=advising.shown(view.advice, route=view.case.route),
        lacking=lacking,
        unprepared=unprepared,
        is_open=is_open and not unprepared and view.may(Act.RELEASE),
        otherwise=""
        if outcome == "release"
        else advising.nearest(view.advice, "release", route=view.route),
        editions=publication.editions_of(view.case.reference),
    )


def _unprepared(view: CaseView) -> str:
    """What must be there to be released, whatever the advice; empty where it is."""
    if view.now.approved is None:
        return "The obscured picture must be ready, and approved by a second person, first."
    return "" if view.now.wording else "The caption must be written first."


def _what_goes_public(request: HttpRequest, view: CaseView, form: Release) -> HttpResponse:
    return case_page(
        request,
        "decision_confirm",
        view,
        decided=form.cleaned_data,
        outlets=publication.outlets(),
        asked=publication.enquiries_of(view.case.reference),
        force=settings.BLUELAMP_FORCE,
    )
