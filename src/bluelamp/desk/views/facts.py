"""The facts of a case: what is best asked next, and everything that has been said."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import selectors, services
from bluelamp.casework.errors import ContradictoryFacts
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.pack import facts_of
from bluelamp.casework.selectors import CaseView
from bluelamp.desk import answers, words
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.facts import FactsForm
from bluelamp.people import selectors as people


@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, reference: str) -> HttpResponse:
    """Show every fact with who said so; record the answers that were changed."""
    view = case_for(request, reference)
    if request.method == "POST":
        return _answered(request, view)
    return _page(request, view)


def _answered(request: HttpRequest, view: CaseView) -> HttpResponse:
    only = request.POST.get("only", "")
    form = _form(view, only=only, seen=request.POST.get("seen", ""), data=request.POST)
    if form.is_valid() and accepted(form, partial(_record, request, view, form)):
        count = len(form.changed_facts)
        saved = "1 answer is" if count == 1 else f"{count} answers are"
        messages.success(request, f"{saved} recorded. {_advice_sentence(request, view)}")
        return redirect("facts", view.case.reference)
    return _page(request, view, **{"only" if only else "everything": form}, form=form)


def _record(request: HttpRequest, view: CaseView, form: FactsForm) -> None:
    try:
        services.record_facts(
            case=view.case.reference, said=form.said(), actor=actor_of(request), at=timezone.now()
        )
    except ContradictoryFacts as refused:
        said = {one.name: one.value for one in form.said() if one.known}
        known = facts_of(view.case.route)
        sentence = answers.contradiction(str(refused), known, {**view.facts, **said})
        raise ContradictoryFacts(sentence, field=refused.field) from refused


def _advice_sentence(request: HttpRequest, view: CaseView) -> str:
    advice = case_for(request, view.case.reference).advice
    return f"The advice is now: {words.outcome(advice.outcome).lower()}."


def _page(request: HttpRequest, view: CaseView, **forms: BaseForm) -> HttpResponse:
    """The page; forms not given are as they stand, where the person may answer at all."""
    if view.may(Act.RECORD_FACT):
        question = view.outlook.next_question
        if question and question.fact in answers.asked(view.case.route):
            forms.setdefault("only", _form(view, only=question.fact))
        forms.setdefault("everything", _form(view))
    return case_page(
        request,
        "facts",
        view,
        possible=[words.outcome(one).lower() for one in view.outlook.possible],
        answered=_answered_rows(view),
        history=_history(view),
        seen=max((row.pk for row in view.asserted.values()), default=0),
        **forms,
    )


def _form(view: CaseView, *, only: str = "", seen: str = "", data: Any = None) -> FactsForm:
    known = answers.asked(view.case.route)
    return FactsForm(
        {name: fact for name, fact in known.items() if only in ("", name)},
        seen=_as_seen(view, seen),
        newest=view.asserted,
        data=data,
        auto_id="next_%s" if only else "id_%s",
    )


def _as_seen(view: CaseView, seen: str) -> dict[str, Any]:
    """The answers that stood when the page was opened: those up to the number that it carries."""
    if not seen.isdigit():
        return dict(view.asserted)
    history = selectors.history(view.case.reference).filter(pk__lte=int(seen))
    return {row.name: row for row in history.reverse()}


def _answered_rows(view: CaseView) -> list[dict[str, Any]]:
    """The facts that no question on the page shows, in the pack's order."""
    rows = []
    for name, fact in facts_of(view.case.route).items():
        row = view.asserted.get(name)
        if name not in answers.asked(view.case.route):
            rows.append({"fact": fact, "answer": answers.short(fact, view.facts[name])})
        elif view.may(Act.RECORD_FACT):
            continue  # its question shows it
        elif row is not None:
            answer = answers.short(fact, row.value, known=row.known)
            rows.append({"fact": fact, "answer": answer, "row": row})
        else:
            rows.append({"fact": fact, "answer": "Not known yet"})
    return rows


def _history(view: CaseView) -> list[dict[str, Any]]:
    """Every assertion, newest first, superseded ones too."""
    known = facts_of(view.case.route)
    rows = list(selectors.history(view.case.reference))
    names = people.names(row.recorded_by for row in rows)
    return [
        {
            "question": known[row.name].question if row.name in known else row.name,
            "answer": answers.short(known[row.name], row.value, known=row.known)
            if row.name in known
            else str(row.value),
            "row": row,
            "recorded_by": names[row.recorded_by],
        }
        for row in rows
    ]
