"""The facts of a case: what is best asked next, what else still matters, and everything that has been said."""

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
from bluelamp.casework.registers import keeper_of
from bluelamp.casework.selectors import CaseView
from bluelamp.desk import answers, asking, words
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.facts import FactsForm
from bluelamp.people import selectors as people
from bluelamp.policy import Fact


@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, reference: str) -> HttpResponse:
    """Show every fact with who said so; record the answers that were changed."""
    view = case_for(request, reference)
    if request.method == "POST":
        return _answered(request, view)
    return _page(request, view)


def facts_form(view: CaseView, *, only: str = "", posted: HttpRequest | None = None) -> FactsForm:
    """One question of the case, or all but the one that is best asked next; with the answers posted."""
    known, first = answers.asked(view.case.route), next_fact(view)
    wanted = [name for name in known if (name == only if only else name != first)]
    return FactsForm(
        {name: known[name] for name in wanted},
        seen=_as_seen(view, posted.POST.get("seen", "") if posted else ""),
        newest=view.asserted,
        why={name: asking.why(view, name) for name in wanted if name in view.outlook.open},
        data=posted.POST if posted else None,
        files=posted.FILES if posted else None,
        auto_id="next_%s" if only else "id_%s",
    )


def next_fact(view: CaseView) -> str:
    """The fact that is best asked next; empty where none can change the advice any more."""
    return view.outlook.next_question.fact if view.outlook.next_question else ""


def record(request: HttpRequest, view: CaseView, form: FactsForm) -> bool:
    """Whether the changed answers were recorded; what was wrong with them stands beside its field."""
    if not (form.is_valid() and accepted(form, partial(_record, request, view, form))):
        return False
    count = len(form.changed_facts)
    saved = "1 answer is" if count == 1 else f"{count} answers are"
    messages.success(request, f"{saved} recorded. {_advice_sentence(request, view)}")
    return True


def seen(view: CaseView) -> int:
    """The number up to which answers stand when a page is opened, which it carries."""
    return max((row.pk for row in view.asserted.values()), default=0)


def statements(view: CaseView, fact: str = "") -> list[dict[str, Any]]:
    """Every assertion, or those of one fact, newest first, superseded ones too."""
    known = facts_of(view.case.route)
    rows = [row for row in selectors.history(view.case.reference) if fact in ("", row.name)]
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


def _answered(request: HttpRequest, view: CaseView) -> HttpResponse:
    only = request.POST.get("only", "")
    form = facts_form(view, only=only, posted=request)
    if record(request, view, form):
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
    first = next_fact(view)
    if view.may(Act.RECORD_FACT):
        if first in answers.asked(view.case.route):
            forms.setdefault("only", facts_form(view, only=first))
        forms.setdefault("everything", facts_form(view))
    return case_page(
        request,
        "facts",
        view,
        first=first,
        possible=[words.outcome(one).lower() for one in view.outlook.possible],
        kept_elsewhere=_kept_elsewhere(view),
        answered=_answered_rows(view),
        history=statements(view),
        seen=seen(view),
        **forms,
    )


def _kept_elsewhere(view: CaseView) -> list[dict[str, Any]]:
    """The facts that matter and that a register keeps: where they are kept."""
    known = facts_of(view.case.route)
    found = ((known[name], keeper_of(name, route=view.route)) for name in view.outlook.open)
    return [{"fact": fact, "keeper": keeper} for fact, keeper in found if keeper]


def _as_seen(view: CaseView, seen: str) -> dict[str, Any]:
    """The answers that stood when the page was opened: those up to the number that it carries."""
    if not seen.isdecimal():
        return dict(view.asserted)
    history = selectors.history(view.case.reference).filter(pk__lte=int(seen))
    return {row.name: row for row in history.reverse()}


def _answered_rows(view: CaseView) -> list[dict[str, Any]]:
    """The facts that no question on the page shows, in the pack's order."""
    rows = []
    for name, fact in facts_of(view.case.route).items():
        row = view.asserted.get(name)
        if name not in answers.asked(view.case.route):
            rows.append(_shown(view, fact))
        elif view.may(Act.RECORD_FACT):
            continue  # its question shows it
        elif row is not None:
            answer = answers.short(fact, row.value, known=row.known)
            rows.append({"fact": fact, "answer": answer, "row": row})
        else:
            rows.append({"fact": fact, "answer": "Not known yet"})
    return rows


def _shown(view: CaseView, fact: Fact) -> dict[str, Any]:
    """A fact that the case's rows show or a register keeps."""
    known = fact.name in view.facts
    answer = answers.short(fact, view.facts[fact.name]) if known else "Not known yet"
    return {"fact": fact, "answer": answer, "keeper": keeper_of(fact.name, route=view.route)}
