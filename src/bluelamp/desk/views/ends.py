"""A case nobody pursues is closed; one that ended is opened again, for the whole route anew."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import services
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.texts import Reason


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Close without a decision."""
    view, form = case_for(request, reference), Reason(request.POST or None)
    act = partial(services.close, case=reference, actor=actor_of(request), at=timezone.now())
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data)):
        messages.success(request, f"Case {reference} is closed, and whoever asked is being told.")
        return redirect("case", reference)
    return case_page(request, "close", view, form=form)


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Open again: nothing approved before counts."""
    view, form = case_for(request, reference), Reason(request.POST or None)
    act = partial(services.reopen, case=reference, actor=actor_of(request), at=timezone.now())
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data)):
        messages.success(request, f"Case {reference} is open again. Every approval is needed anew.")
        return redirect("case", reference)
    return case_page(request, "reopen", view, form=form)
