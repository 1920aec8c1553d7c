"""Who consulted what, for auditors (Data Protection Act 2018, s. 62): as a list, as a file, and what is unusual in it."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bluelamp.casework import access, entries, unusual_reading
from bluelamp.casework.entries import EntryShown
from bluelamp.casework.entry_words import TITLES
from bluelamp.casework.unusual_reading import Sign, Unusual
from bluelamp.desk.cases import actor_of
from bluelamp.desk.forms.reading import ReadingFilters
from bluelamp.desk.navigation import check_may_open
from bluelamp.desk.views.records import without_closed
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.record import reading, services
from bluelamp.record.operations import OPERATIONS
from bluelamp.record.reading import Asked, Line
from bluelamp.record.values import EntryView

PAGE: Final = 50
SPANS: Final = (7, 28, 91)
_HASH: Final = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
NO_CASE: Final = "-"
_PARTS: Final = ("day", "month", "year")
HEADINGS: Final = ("Entry", "Time", "Officer", "Name", "Category", "What", "Case")


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The entries that fit the filters, newest first."""
    actor = actor_of(request)
    check_may_open("reading", actor)
    form = ReadingFilters(request.GET)
    found = reading.log(_open_to(actor, _asked(form)))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    held = without_closed(page.object_list, actor)
    shown = {
        "filters": form,
        "page": page,
        "lines": [(each, words, _rows_of(words)) for each, words in _in_words(held)],
        "operations": OPERATIONS,
        "query": request.GET.urlencode(),
        "is_chosen": bool(form.errors) or any(form.cleaned_data.values()),
    }
    return render(request, "desk/reading.html", shown, status=400 if form.errors else 200)


@require_POST
def file(request: HttpRequest) -> StreamingHttpResponse:
    """The same as comma-separated values; that it is taken is recorded."""
    actor, at = actor_of(request), timezone.now()
    check_may_open("reading", actor)
    asked = _open_to(actor, _asked(ReadingFilters(request.GET)))
    services.taken(
        what="Log of reading",
        recipients=[actor.reference],
        actor=actor.reference,
        case=asked.case,
        at=at,
    )
    closed = _closed_to(actor)
    lines = (_without(each, closed) for each in reading.log(asked).lines())
    name = f'attachment; filename="reading-{timezone.localtime(at):%Y-%m-%d-%H%M}.csv"'
    return StreamingHttpResponse(
        _rows(lines), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


@require_safe
def unusual(request: HttpRequest) -> HttpResponse:
    """What is unusual in the last days (`?days=`), sign by sign, with how it was reckoned."""
    actor, now = actor_of(request), timezone.now()
    check_may_open("reading", actor)
    days = next((each for each in SPANS if str(each) == request.GET.get("days")), SPANS[1])
    since = timezone.localtime(now - timedelta(days=days - 1))
    since = since.replace(hour=0, minute=0, second=0, microsecond=0)
    found = unusual_reading.unusual(since=since, until=now + timedelta(minutes=1))
    names = people.names(each.officer for each in found)
    closed = _closed_to(actor)
    shown = {
        "signs": {
            sign: [_shown(each, names, closed) for each in found if each.sign is sign]
            for sign in Sign
        },
        "thresholds": unusual_reading.thresholds(),
        "rules": settings.BLUELAMP_FORCE.reading,
        "baseline": unusual_reading.BASELINE.days,
        "since": since,
        "spans": SPANS,
        "days": days,
    }
    return render(request, "desk/unusual_reading.html", shown)


def _in_words(held: list[EntryView]) -> Iterable[tuple[EntryView, EntryShown]]:
    return zip(held, entries.shown(held), strict=True)


def _rows_of(shown: EntryShown) -> list[tuple[str, str]]:
    """What an entry says, with as much of a sha256 as the work list needs to find the file."""
    return [(label, _HASH.sub(r"\1…", text)) for label, text in shown.rows]


def _asked(form: ReadingFilters) -> Asked:
    """What was chosen; nothing fits what was chosen wrongly."""
    return form.asked() if form.is_valid() else Asked(case=NO_CASE)


def _open_to(actor: Actor, asked: Asked) -> Asked:
    """What is looked for; a case closed to the auditor is as one that nobody read."""
    return replace(asked, case=NO_CASE) if asked.case in _closed_to(actor) else asked


def _closed_to(actor: Actor) -> frozenset[str]:
    return access.closed_to(actor, at=timezone.now())


def _without(line: Line, closed: frozenset[str]) -> Line:
    return line._replace(case="closed to you") if line.case in closed else line


def _rows(lines: Iterable[Line]) -> Iterator[str]:
    """The file line by line; the officers' names are looked up once."""
    names = {one.reference: one.name for one in people.everyone()}
    writer = csv.writer(_Echo())
    yield writer.writerow(HEADINGS)
    for each in lines:
        operation = OPERATIONS.get(each.kind)
        row = (
            each.seq,
            timezone.localtime(each.at).isoformat(timespec="seconds"),
            each.actor,
            names.get(each.actor, each.actor),
            operation.words if operation else "",
            TITLES.get(each.kind, each.kind),
            each.case,
        )
        yield writer.writerow([_inert(cell) for cell in row])


class _Echo:
    """A file that gives back what is written, for the writer of the rows."""

    def write(self, text: str) -> str:
        return text


def _inert(cell: object) -> object:
    """What a spreadsheet would take for a formula is text."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@"} else cell


def _shown(found: Unusual, names: dict[str, str], closed: frozenset[str]) -> dict[str, Any]:
    seen = [each for each in found.cases if each not in closed]
    return {
        "found": found,
        "name": names[found.officer],
        "cases": seen,
        "closed": len(found.cases) - len(seen),
        "query": _query(found),
    }


def _query(found: Unusual) -> str:
    """The filters that show the entries behind a day of an officer."""
    on = found.day
    days = {f"since_{part}": getattr(on, part) for part in _PARTS if on}
    days |= {f"until_{part}": getattr(on, part) for part in _PARTS if on}
    return urlencode({"officer": found.officer, **days})
