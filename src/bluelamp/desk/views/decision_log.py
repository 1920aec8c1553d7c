"""The decision log of a case: read, printed, and added to."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.casework import decision_log, services
from bluelamp.casework.lifecycle import Act
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.decision_log import Decision


@require_safe
def decisions(request: HttpRequest, reference: str) -> HttpResponse:
    """Every decision of the case, by number."""
    return _log(request, reference, template="decision_log")


@require_safe
def printed(request: HttpRequest, reference: str) -> HttpResponse:
    """The same to be printed, with who prints it and when."""
    return _log(request, reference, template="decision_log_printed", printed_at=timezone.now())


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter a decision; `?corrects=` names the number of one that it corrects."""
    view, actor = case_for(request, reference), actor_of(request)
    if request.method == "GET":
        form = Decision(initial={"corrects": request.GET.get("corrects", "")})
    else:
        form, at = Decision(request.POST), timezone.now()
        if form.is_valid() and accepted(
            form,
            lambda: services.enter_decision(
                case=reference, decided=form.decided(by=actor, at=at), actor=actor, at=at
            ),
        ):
            messages.success(request, "The decision is entered, in your name.")
            return redirect("decisions", reference)
    return case_page(
        request, "decision_enter", view, form=form, may_enter=view.may(Act.ENTER_DECISION)
    )


def _log(request: HttpRequest, reference: str, *, template: str, **shown: Any) -> HttpResponse:
    view = case_for(request, reference)
    return case_page(
        request,
        template,
        view,
        lines=decision_log.lines(view.case),
        may_enter=view.may(Act.ENTER_DECISION),
        **shown,
    )
