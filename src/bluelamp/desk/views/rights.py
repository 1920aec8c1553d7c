"""The rights test: answered on one page, and read on another as the record of the decision."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.casework import selectors, services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.selectors import CaseView
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.decision_record import Held, record_of
from bluelamp.desk.forms.rights import RightsForm


@require_safe
def rights(request: HttpRequest, reference: str) -> HttpResponse:
    """The record of the decision, of this round or (`?round=`) an earlier one."""
    view = case_for(request, reference)
    asked = request.GET.get("round", "")
    number = (
        int(asked) if asked.isdecimal() and 0 < int(asked) < view.case.round else view.case.round
    )
    held = _held(view, number)
    return case_page(
        request,
        "rights",
        view,
        record=record_of(held),
        test=held.now.rights,
        number=number,
        others=[each for each in range(1, view.case.round + 1) if each != number],
        earlier=selectors.rights_tests(reference).filter(round=number)[1:],
    )


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer the test, or answer it anew."""
    view = case_for(request, reference)
    last = selectors.rights_tests(reference).first()
    form = RightsForm(view.route, request.POST or None, last=last)
    act = partial(services.answer_rights_test, case=reference, actor=actor_of(request))
    if form.is_valid() and accepted(form, lambda: act(answers=form.answers(), at=timezone.now())):
        messages.success(request, "The rights test is answered, in your name.")
        return redirect("rights", reference)
    may = view.may(Act.ANSWER_RIGHTS_TEST)
    return case_page(request, "rights_answer", view, form=form, may=may, last=last)


def _held(view: CaseView, number: int) -> Held:
    """What the case holds for that round; facts as they were at its decision, where one was made."""
    decision = next((each for each in view.decisions if each.round == number), None)
    return Held(
        now=selectors.standing_in(view.case.reference, number)
        if number < view.case.round
        else view.now,
        facts=decision.advice.facts if decision else view.facts,
        objections=tuple(each for each in view.objections if each.notice.round == number),
        decision=decision,
    )
