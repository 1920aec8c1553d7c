"""Breaches of personal data: the 72 hours, who was told, what was put right."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.casework import services
from bluelamp.casework.models import Breach
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.services.breach import BreachKind, StepKind, unanswered
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
    row = _breach(view, number)
    form = BreachDone(request.POST, at=at, prefix=_prefix(row))
    act = partial(
        services.record_breach_step, case=reference, breach=row.pk, actor=actor_of(request), at=at
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
    row = _breach(view, number)
    form = Conclusion(request.POST, prefix=_prefix(row))
    act = partial(
        services.close_breach,
        case=reference,
        breach=row.pk,
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
    rows = view.case.breaches.order_by("closed_at", "-id").prefetch_related("steps")
    return case_page(
        request,
        "breach",
        view,
        breaches=[_shown(row, bound if row.pk == about else None, at=at) for row in rows],
        opening=opening or BreachOpening(at=at),
        form=bound or opening,
        at=at,
    )


def _shown(
    row: Breach, bound: BreachDone | Conclusion | None, *, at: datetime
) -> dict[str, object]:
    prefix = _prefix(row)
    return {
        "it": row,
        "words": BreachKind(row.kind).words,
        "left": unanswered(row) if row.closed_at is None else (),
        "steps": [
            (StepKind(step.kind).words, step) for step in row.steps.order_by("happened_at", "id")
        ],
        "done": bound if isinstance(bound, BreachDone) else BreachDone(at=at, prefix=prefix),
        "conclusion": bound if isinstance(bound, Conclusion) else Conclusion(prefix=prefix),
    }


def _prefix(row: Breach) -> str:
    """Each open breach has forms of its own."""
    return f"breach-{row.pk}"


def _breach(view: CaseView, number: int) -> Breach:
    row: Breach | None = view.case.breaches.filter(pk=number).first()
    if row is None:
        raise Http404
    return row
