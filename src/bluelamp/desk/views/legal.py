"""Legal advice: asked for and given at the desk, read by those who may, each reading recorded."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import selectors, services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.services.legal import may_read_legal_advice
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.legal import Advice, Question


@require_http_methods(["GET", "POST"])
def legal(request: HttpRequest, reference: str) -> HttpResponse:
    """What has been asked and answered, without its words; ask."""
    view, actor = case_for(request, reference), actor_of(request)
    form = Question(actor, request.POST or None)
    act = partial(services.ask_legal_advice, case=reference, actor=actor)
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data, at=timezone.now())):
        messages.success(request, "A legal adviser is asked.")
        return redirect("legal", reference)
    rows = list(selectors.legal_advice(reference))
    may_ask = view.may(Act.ASK_LEGAL_ADVICE) and all(row.answered_at for row in rows)
    return case_page(
        request,
        "legal",
        view,
        rows=[(row, may_read_legal_advice(row, actor)) for row in rows],
        form=form,
        may_ask=may_ask,
    )


@require_http_methods(["GET", "POST"])
def legal_words(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The privileged words, read; a legal adviser answers here."""
    view, actor = case_for(request, reference), actor_of(request)
    form = Advice(request.POST or None)
    act = partial(services.give_legal_advice, case=reference, actor=actor)
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data, at=timezone.now())):
        messages.success(request, "Your advice is given. Whoever asked is told.")
        return redirect("legal", reference)
    words = services.read_legal_advice(
        case=reference, advice=number, actor=actor, at=timezone.now()
    )
    may_answer = view.may(Act.GIVE_LEGAL_ADVICE) and not words.advice
    return case_page(request, "legal_words", view, words=words, form=form, may_answer=may_answer)
