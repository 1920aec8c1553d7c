"""What happened in court, the two clocks that run from it, and the deadlines of a case."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.casework import proceedings as court
from bluelamp.casework import services
from bluelamp.casework.court import Event
from bluelamp.casework.deadlines import deadlines_of
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.pack import facts_of, london
from bluelamp.casework.selectors import CaseView
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.proceedings import CourtEventForm, Met, Review


@require_http_methods(["GET", "POST"])
def proceedings(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what happened and what follows; record another event."""
    view = case_for(request, reference)
    if request.method == "GET":
        return _page(request, view)
    form = CourtEventForm(request.POST)
    act = partial(_record, request, view, form)
    if form.is_valid() and accepted(form, act):
        return _recorded(request, view)
    return _page(request, view, event=form, form=form)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, reference: str, event: int) -> HttpResponse:
    """Put right an event that was recorded wrongly: what was said before is kept."""
    view = case_for(request, reference)
    held = next((e for each in court.proceedings_of(view.case) for e in each.events if e.pk == event), None)  # fmt: skip
    if held is None:
        raise Http404("That event is not one of this case, or has been corrected already.")
    stated = {name: getattr(held, name) for name in Event.__slots__}
    form = CourtEventForm(request.POST or None, initial=stated, corrects=True)
    act = partial(_record, request, view, form, supersedes=event)
    if request.method == "POST" and form.is_valid() and accepted(form, act):
        return _recorded(request, view)
    return case_page(request, "proceedings_correct", view, form=form, event=held)


@require_POST
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Set a day of review."""
    view, form = case_for(request, reference), Review(request.POST, auto_id="review_%s")
    act = partial(services.set_review, case=reference, actor=actor_of(request))
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data, at=timezone.now())):
        messages.success(request, "The day of review is set.")
        return redirect("proceedings", reference)
    return _page(request, view, review=form, form=form)


@require_POST
def met(request: HttpRequest, reference: str, deadline: int) -> HttpResponse:
    """Say what was done about a deadline."""
    view, form = case_for(request, reference), Met(request.POST, auto_id=f"met_{deadline}_%s")
    act = partial(
        services.meet_deadline, case=reference, deadline=deadline, actor=actor_of(request)
    )
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data, at=timezone.now())):
        messages.success(request, "What was done is recorded, and the deadline is closed.")
        return redirect("proceedings", reference)
    return _page(request, view, form=form, met=deadline)


def _record(
    request: HttpRequest, view: CaseView, form: CourtEventForm, *, supersedes: int | None = None
) -> None:
    services.record_court_event(
        case=view.case.reference,
        event=form.event(),
        linked=form.linked(),
        supersedes=supersedes,
        actor=actor_of(request),
        at=timezone.now(),
    )


def _recorded(request: HttpRequest, view: CaseView) -> HttpResponse:
    messages.success(request, "It is recorded, with the facts that it settles.")
    return redirect("proceedings", view.case.reference)


def _page(
    request: HttpRequest, view: CaseView, *, met: int | None = None, **forms: BaseForm
) -> HttpResponse:
    """The page; `event` and `review` are refused forms, `met` the deadline whose form was refused."""
    today, clocks = london(timezone.now()), court.clocks(view.case)
    offered: dict[str, Any] = {}
    if view.may(Act.RECORD_COURT_EVENT):
        offered["event"] = CourtEventForm(initial={"court": view.case.court})
    if view.may(Act.SET_REVIEW):
        offered["review"] = Review(auto_id="review_%s")
    return case_page(
        request,
        "proceedings",
        view,
        clocks=clocks,
        has_clocks="sentenced_on" in facts_of(view.case.route),
        today=today,
        days_left=clocks.days_left(today),
        proceedings=court.proceedings_of(view.case),
        deadlines=_deadlines(view, refused=met, form=forms.get("form")),
        **{**offered, **forms},
    )


def _deadlines(
    view: CaseView, *, refused: int | None, form: BaseForm | None
) -> list[dict[str, Any]]:
    """The case's deadlines, each open one with the form that closes it."""
    may = view.may(Act.MEET_DEADLINE)
    return [
        {
            "it": each,
            "form": (form if each.id == refused else Met(auto_id=f"met_{each.id}_%s"))
            if may and each.is_open
            else None,
        }
        for each in deadlines_of(view.case.reference)
    ]
