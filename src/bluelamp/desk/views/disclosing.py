"""The material of a case item by item, what is withheld of it, and the packs made of it."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bluelamp.desk.cases import actor_of, case_for, case_page
from bluelamp.desk.forms.disclosing import (
    DISCLOSE,
    WITH_SCHEDULE,
    Choosing,
    Giving,
    Making,
    Marking,
)
from bluelamp.disclosure import choosing, packs, selectors, services
from bluelamp.disclosure.errors import Incomplete
from bluelamp.disclosure.marks import Kind
from bluelamp.disclosure.packing import name_of
from bluelamp.disclosure.packs import Recipient
from bluelamp.people.roles import Role

SHOWN = {
    "": "All",
    "marked": "Marked",
    "undecided": "Marked, and nothing chosen yet",
    "withheld": "Withheld",
}


@require_safe
def material(request: HttpRequest, reference: str) -> HttpResponse:
    """Every item of the case, or those asked for, and its packs."""
    view, actor = case_for(request, reference), actor_of(request)
    wanted = request.GET.get("show", "")
    wanted = wanted if wanted in SHOWN else ""
    found = selectors.material(reference)
    return case_page(
        request,
        "disclosing",
        view,
        items=selectors.wanted(found, wanted),
        counts={"all": len(found), "undecided": len(selectors.wanted(found, "undecided"))},
        shown=[(name, words, name == wanted) for name, words in SHOWN.items()],
        packs=selectors.packs(reference),
        may_choose=actor.holds(Role.DISCLOSURE_OFFICER),
    )


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """One item: what it says, its marks, and the choice on it."""
    view, actor = case_for(request, reference), actor_of(request)
    standing = selectors.item(reference, key)
    marking = Marking(request.POST if "mark" in request.POST else None)
    choice = Choosing(request.POST if "choose" in request.POST else None)

    def mark() -> None:
        kind, why = Kind(marking.cleaned_data["kind"]), marking.cleaned_data["why"]
        choosing.mark(case=reference, item=key, kind=kind, why=why, actor=actor, at=timezone.now())

    def choose() -> None:
        said = dict(choice.cleaned_data)
        if said.pop("chosen") == DISCLOSE:
            choosing.disclose(case=reference, item=key, actor=actor, at=timezone.now())
        else:
            choosing.withhold(case=reference, item=key, **said, actor=actor, at=timezone.now())

    for form, act, words in (
        (marking, mark, "It is marked."),
        (choice, choose, "Your choice is recorded."),
    ):
        if form.is_valid() and _done(form, act):
            messages.success(request, words)
            return redirect("disclosing_item", reference, key)
    may_choose = actor.holds(Role.DISCLOSURE_OFFICER)
    return case_page(
        request,
        "disclosing_item",
        view,
        standing=standing,
        marking=marking,
        choice=choice,
        may_choose=may_choose,
    )


@require_POST
def unmark(request: HttpRequest, reference: str, key: str, number: int) -> HttpResponse:
    """Take a mark off an item."""
    case_for(request, reference)
    choosing.unmark(case=reference, mark=number, actor=actor_of(request), at=timezone.now())
    messages.success(request, "The mark is taken off.")
    return redirect("disclosing_item", reference, key)


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, reference: str) -> HttpResponse:
    """What a pack would withhold and what says it again; let it be made."""
    view, actor = case_for(request, reference), actor_of(request)
    choosing.check_officer(actor)
    found = selectors.material(reference)
    repeated = selectors.repeated(reference, found)
    form = Making(request.POST or None, repeats=bool(repeated))
    if form.is_valid():
        with_schedule = form.cleaned_data["schedule"] == WITH_SCHEDULE
        pack = packs.ask_for_pack(
            case=reference, sensitive_schedule=with_schedule, actor=actor, at=timezone.now()
        )
        return redirect("disclosure_pack", reference, pack.number)
    return case_page(
        request,
        "disclosing_make",
        view,
        form=form,
        withheld=selectors.wanted(found, "withheld"),
        undecided=selectors.wanted(found, "undecided"),
        repeated=repeated,
        total=len(found),
    )


@require_safe
def pack(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A pack: how its making stands, what it is, and to whom it went."""
    view = case_for(request, reference)
    return _pack_page(request, view.case.reference, number, Giving())


@require_POST
def give(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """The pack's file, once it is recorded to whom it goes."""
    case_for(request, reference)
    form = Giving(request.POST)
    if not form.is_valid():
        return _pack_page(request, reference, number, form)
    to = Recipient(**form.cleaned_data)
    try:
        file = packs.give_pack(
            case=reference, number=number, to=to, actor=actor_of(request), at=timezone.now()
        )
    except Incomplete as refused:
        form.add_error(refused.field, str(refused))
        return _pack_page(request, reference, number, form)
    name = f"{name_of(packs.pack_of(reference, number))}.zip"
    return FileResponse(
        file, as_attachment=True, filename=name, headers={"Cache-Control": "private, no-store"}
    )


@require_safe
def document(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The pack's document, to be read here; that it is read is recorded first."""
    case_for(request, reference)
    content = packs.read_document(
        case=reference, number=number, actor=actor_of(request), at=timezone.now()
    )
    shown = {"Content-Disposition": f'inline; filename="{reference}-pack-{number}.pdf"'}
    return HttpResponse(
        content, "application/pdf", headers={**shown, "Cache-Control": "private, no-store"}
    )


def _pack_page(request: HttpRequest, reference: str, number: int, form: Giving) -> HttpResponse:
    view, actor = case_for(request, reference), actor_of(request)
    found = packs.pack_of(reference, number)
    return case_page(
        request,
        "disclosing_pack",
        view,
        pack=found,
        job=selectors.making(found),
        form=form,
        may_give=actor.holds(Role.DISCLOSURE_OFFICER),
        may_read=services.may_read_record(actor),
    )


def _done(form: Form, act: Callable[[], None]) -> bool:
    """Whether the act was done; what it lacks stands beside its field."""
    try:
        act()
    except Incomplete as refused:
        form.add_error(refused.field, str(refused))
        return False
    return True
