"""Break-glass: a threat to life, declared by one officer and reviewed by another."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.access import Emergency, Review


@require_http_methods(["GET", "POST"])
def threat_to_life(request: HttpRequest) -> HttpResponse:
    """Declare a threat to life in a case, whether or not it is open to this officer."""
    form = Emergency(request.POST or None, initial={"case": request.GET.get("case", "")})
    act = partial(services.declare_emergency, actor=actor_of(request), at=timezone.now())
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data)):
        messages.success(
            request,
            "The case is open to you for a day. The press desk and senior officers are being told.",
        )
        return redirect("case", form.cleaned_data["case"])
    status = 400 if form.errors else 200
    return render(request, "desk/threat_to_life.html", {"form": form}, status=status)


@require_safe
def emergency(request: HttpRequest, reference: str) -> HttpResponse:
    """What was done alone in the case, and its reviews."""
    return _page(request, reference)


@require_POST
def review(request: HttpRequest, reference: str, emergency: int) -> HttpResponse:
    """Review it as somebody else."""
    case_for(request, reference)
    form = Review(request.POST)
    act = partial(
        services.review_emergency,
        case=reference,
        emergency=emergency,
        actor=actor_of(request),
        at=timezone.now(),
    )
    if form.is_valid() and accepted(form, lambda: act(**form.answers())):
        messages.success(request, "Your review is in the record, and the officer is being told.")
        return redirect("emergency", reference)
    return _page(request, reference, reviewing=emergency, form=form)


def _page(
    request: HttpRequest, reference: str, *, reviewing: int = 0, form: Review | None = None
) -> HttpResponse:
    view, actor = case_for(request, reference), actor_of(request)
    rows = []
    for row in view.case.emergencies.order_by("-id"):
        own = actor.hands & {row.declared_by, row.declared_for}
        may = row.reviewed_at is None and not own and view.may(Act.REVIEW_EMERGENCY)
        asked = form if row.pk == reviewing else Review(auto_id=f"review-{row.pk}-%s")
        rows.append((row, asked if may else None))
    return case_page(request, "emergency", view, rows=rows, form=form)
