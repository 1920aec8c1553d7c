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
from bluelamp.desk.forms.texts import Reason
from bluelamp.publication import selectors as publication
from bluelamp.publication.values import Recipient


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """The advice worked out now, the picture, the caption and the officer's answer; then release in two steps."""
    view = case_for(request, reference)
    departs = view.advice.outcome != "release"
    form = Release(request.POST or None, departs=departs, offered=_offered(reference))
    if form.is_valid() and "change" not in request.POST:
        if "confirmed" not in request.POST:
            return _what_goes_public(request, view, form)
        if accepted(form, partial(_release, request, view, form)):
            messages.success(request, _done(form))
            return redirect("case", reference)
    return _page(request, view, form)


@require_http_methods(["GET", "POST"])
def hold_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Hold back what waits under embargo."""
    view, form = case_for(request, reference), Reason(request.POST or None)
    act = partial(services.end_embargo, case=reference, actor=actor_of(request), at=timezone.now())
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data)):
        messages.success(request, "Held back. It is decided anew, if at all.")
        return redirect("case", reference)
    return case_page(request, "hold_back", view, form=form)


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
    decided = {
        "case": view.case.reference,
        "reasons": form.cleaned_data["reasons"],
        "ground": form.cleaned_data.get("ground", ""),
        "audience": form.audience_chosen,
        "recipients": form.recipients,
        "actor": actor_of(request),
        "at": timezone.now(),
    }
    if form.until is None:
        services.release(**decided)
    else:
        ahead = form.cleaned_data["advance_text"]
        services.embargo(**decided, until=form.until, advance_text=ahead)


def _done(form: Release) -> str:
    if form.until is not None:
        return "Decided. It is released when the embargo ends, if the policy still says so then."
    if form.recipients:
        return "Released. Each of those named is being written to with a private address."
    return "Released. It is live on the gallery and the press site."


def _offered(reference: str) -> tuple[Recipient, ...]:
    """Who can be named without being written out: the askers, then the accredited outlets."""
    asked = [
        Recipient(email=each.email, name=f"{each.name}, {each.outlet}")
        for each in publication.enquiries_of(reference)
    ]
    accredited = [Recipient(email=each.email, name=each.name) for each in publication.outlets()]
    return tuple({each.email: each for each in (*accredited, *asked)}.values())


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
        form=form,
        carried=[
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", "confirmed", "change"}
        ],
        outlets=publication.outlets(),
        asked=publication.enquiries_of(view.case.reference),
        force=settings.BLUELAMP_FORCE,
    )
