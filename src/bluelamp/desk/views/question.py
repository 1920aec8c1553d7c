"""One question of a case on a page of its own: answered, or sent to somebody who can; and the evidence of an answer."""

from functools import partial

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bluelamp.casework import selectors, services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.pack import facts_of
from bluelamp.casework.registers import keeper_of
from bluelamp.casework.selectors import CaseView
from bluelamp.desk import answers, asking
from bluelamp.desk.advising import ClauseShown
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.facts import AskSomebody, FactsForm
from bluelamp.desk.views.facts import facts_form, record, seen, statements
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.policy.vocabulary import source_lines
from bluelamp.vault import selectors as vault


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, reference: str, fact: str) -> HttpResponse:
    """The question with why it is asked and all that was said of it; record an answer."""
    view = _view(request, reference, fact)
    if request.method == "GET":
        return _page(request, view, fact)
    form = facts_form(view, only=fact, posted=request)
    if fact in answers.asked(view.case.route) and record(request, view, form):
        return redirect("question", reference, fact)
    return _page(request, view, fact, only=form)


@require_POST
def send(request: HttpRequest, reference: str, fact: str) -> HttpResponse:
    """Send the question to somebody who can answer it."""
    view = _view(request, reference, fact)
    form = AskSomebody(_answerers(view, fact), request.POST, auto_id="ask_%s")
    act = partial(services.send_question, case=reference, fact=fact, actor=actor_of(request))
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data, at=timezone.now())):
        officer = form.cleaned_data["officer"]
        messages.success(request, f"{people.names({officer})[officer]} is being asked by e-mail.")
        return redirect("question", reference, fact)
    return _page(request, view, fact, ask=form)


@require_safe
def evidence(request: HttpRequest, reference: str, sha256: str) -> FileResponse:
    """The file that a fact rests on, to be saved; who looks is recorded before a byte is given."""
    case_for(request, reference)
    row = services.view_evidence(
        case=reference, sha256=sha256, actor=actor_of(request), at=timezone.now()
    )
    content = vault.open_original(sha256=sha256, case=reference)
    return FileResponse(
        content,
        as_attachment=True,
        filename=row.attachment_name,
        content_type="application/octet-stream",
        headers={"Cache-Control": "private, no-store"},
    )


def _answerers(view: CaseView, fact: str) -> list[Actor]:
    return asking.who_can_answer(view, fact, at=timezone.now())


def _view(request: HttpRequest, reference: str, fact: str) -> CaseView:
    view = case_for(request, reference)
    if fact not in facts_of(view.case.route):
        raise Http404
    return view


def _page(
    request: HttpRequest,
    view: CaseView,
    fact: str,
    *,
    only: FactsForm | None = None,
    ask: AskSomebody | None = None,
) -> HttpResponse:
    is_asked = fact in answers.asked(view.case.route)
    if is_asked and view.may(Act.RECORD_FACT):
        only = only or facts_form(view, only=fact)
    if is_asked and view.may(Act.SEND_QUESTION):
        ask = ask or AskSomebody(_answerers(view, fact), auto_id="ask_%s")
    known = facts_of(view.case.route)[fact]
    return case_page(
        request,
        "question",
        view,
        fact=known,
        owner=asking.owner_of(view, fact).words.lower(),
        answer=answers.short(known, view.facts[fact]) if fact in view.facts else "",
        matters=fact in view.outlook.open,
        is_asked=is_asked,
        keeper=keeper_of(fact, route=view.route),
        clauses=[
            ClauseShown(clause=one.clause, lines=source_lines(one.lines), says=one.says)
            for one in asking.turning_on(view, fact)
        ],
        said=statements(view, fact),
        sent=selectors.questions_sent(view.case.reference, fact),
        seen=seen(view),
        only=only,
        ask=ask,
    )
