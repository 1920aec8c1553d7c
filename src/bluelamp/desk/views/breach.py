"""Breaches of personal data: the 72 hours, who was told, what was put right."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.casework import services
from bluelamp.casework.breaches import BreachView, breaches_of
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.services.breach import BreachKind, StepKind
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.aftermath import BreachDone, BreachOpening, Conclusion


@require_http_methods(["GET", "POST"])
def breach(request: HttpRequest, reference: str) -> HttpResponse:
    """Every breach record of the case, and a new one."""
    view, at = case_for(request, reference), timezone.now()
    form = BreachOpening(request.POST or None, at=at)
    act = partial(services.open_breach, case=reference, actor=actor_of(request), at=at)
    if form.is_valid() and accepted(
        form,
        lambda: act(
            kind=BreachKind(form.cleaned_data["kind"]),
            account=form.cleaned_data["account"],
            known_at=form.moment(),
        ),
    ):
        messages.success(request, "The breach record is open. The 72 hours run.")
        return redirect("breach", reference)
    return _page(request, view, opening=form)


@require_POST
def step(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record one thing done."""
    view, at = case_for(request, reference), timezone.now()
    _find(view, number)
    form = BreachDone(request.POST, at=at, prefix=_prefix(number))
    act = partial(
        services.record_breach_step, case=reference, breach=number, actor=actor_of(request), at=at
    )
    if form.is_valid() and accepted(
        form,
        lambda: act(
            kind=StepKind(form.cleaned_data["kind"]),
            words=form.cleaned_data["words"],
            reference=form.cleaned_data["reference"],
            happened_at=form.moment(),
        ),
    ):
        messages.success(request, "Recorded.")
        return redirect("breach", reference)
    return _page(request, view, bound=form, about=number)


@require_POST
def close(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Close a breach once everything has been answered."""
    view = case_for(request, reference)
    _find(view, number)
    form = Conclusion(request.POST, prefix=_prefix(number))
    act = partial(
        services.close_breach,
        case=reference,
        breach=number,
        actor=actor_of(request),
        at=timezone.now(),
    )
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data)):
        messages.success(request, "The breach record is closed.")
        return redirect("breach", reference)
    return _page(request, view, bound=form, about=number)


def _page(
    request: HttpRequest,
    view: CaseView,
    *,
    opening: BreachOpening | None = None,
    bound: BreachDone | Conclusion | None = None,
    about: int = 0,
) -> HttpResponse:
    at = timezone.now()
    return case_page(
        request,
        "breach",
        view,
        breaches=[
            _shown(each, bound if each.it.pk == about else None, at=at)
            for each in breaches_of(view.case)
        ],
        opening=opening or BreachOpening(at=at),
        form=bound or opening,
        at=at,
    )


def _shown(
    each: BreachView, bound: BreachDone | Conclusion | None, *, at: datetime
) -> dict[str, object]:
    prefix = _prefix(each.it.pk)
    return {
        "it": each.it,
        "words": each.words,
        "left": each.left,
        "steps": each.steps,
        "done": bound if isinstance(bound, BreachDone) else BreachDone(at=at, prefix=prefix),
        "conclusion": bound if isinstance(bound, Conclusion) else Conclusion(prefix=prefix),
    }


def _prefix(number: int) -> str:
    """Each open breach has forms of its own."""
    return f"breach-{number}"


def _find(view: CaseView, number: int) -> None:
    if number not in {each.it.pk for each in breaches_of(view.case)}:
        raise Http404
