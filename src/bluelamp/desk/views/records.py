"""The record: of one case for everyone who works it, and as a whole for those who check it."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bluelamp.casework import access, entries
from bluelamp.casework.routes import route_of
from bluelamp.desk.cases import actor_of, case_for, case_page
from bluelamp.desk.navigation import check_may_open
from bluelamp.disclosure import services as disclosure
from bluelamp.people.actor import Actor
from bluelamp.record import selectors
from bluelamp.record import services as verbs
from bluelamp.record.operations import READS
from bluelamp.record.standing import standing
from bluelamp.record.values import EntryView

RECENT = 50


@require_safe
def case_record(request: HttpRequest, reference: str) -> HttpResponse:
    """Every entry of a case; who only looked stands among them where that is asked for (`?show=all`)."""
    view = case_for(request, reference)
    is_whole = request.GET.get("show") == "all"
    held = selectors.entries_for(reference, leaving_out=() if is_whole else READS)
    return case_page(
        request,
        "case_record",
        view,
        happened=entries.shown(held),
        is_whole=is_whole,
        may_take=disclosure.may_read_record(actor_of(request)),
    )


@require_POST
def record_file(request: HttpRequest, reference: str) -> HttpResponse:
    """The case's entries with their proofs, as a file; taking it is recorded."""
    case_for(request, reference)
    content = disclosure.disclose_record(case=reference, actor=actor_of(request), at=timezone.now())
    name = f'attachment; filename="{reference}-record.txt"'
    return HttpResponse(content, "text/plain; charset=utf-8", headers={"Content-Disposition": name})


def without_closed(held: Iterable[EntryView], actor: Actor) -> list[EntryView]:
    """The entries, but for what those of cases closed to the officer say and of which case they are."""
    entries_held = list(held)
    cases = {each.case for each in entries_held if route_of(each.case)}
    seen = access.seen_by(actor, at=timezone.now()).filter(reference__in=cases)
    closed = cases - set(seen.values_list("reference", flat=True))
    return [
        replace(each, case="", body={}) if each.case in closed else each for each in entries_held
    ]


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """The record's size, root and checkpoint; a post checks every entry against them."""
    check_may_open("record", actor_of(request))
    size, root = selectors.head()
    shown = {
        "size": size,
        "root": root,
        "standing": standing(),
        "verdict": verbs.verify() if request.method == "POST" else None,
        "checked_at": timezone.now(),
        "happened": entries.shown(without_closed(selectors.recent(RECENT), actor_of(request))),
    }
    return render(request, "desk/record.html", shown)
