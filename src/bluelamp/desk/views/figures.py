"""Figures: releases, refusals, times and fairness, as pages with charts and as CSV, and the ready answer to a common question."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from bluelamp.casework.errors import BadInput
from bluelamp.casework.routes import Route
from bluelamp.desk.cases import actor_of
from bluelamp.desk.forms.figures import SliceFilters
from bluelamp.desk.navigation import check_may_open
from bluelamp.disclosure.figures.answer import Answer, in_words
from bluelamp.disclosure.figures.answer import answer as answered
from bluelamp.disclosure.figures.catalogue import FIGURES, Figure
from bluelamp.disclosure.figures.drawing import chart
from bluelamp.disclosure.figures.paper import WITHHELD, as_pdf
from bluelamp.disclosure.figures.spreadsheet import as_csv
from bluelamp.disclosure.figures.tables import Table


@require_safe
def figure(request: HttpRequest, name: str = "months") -> HttpResponse:
    """One figure: its tables with a chart each, for the slice that the address names."""
    check_may_open("figures", actor_of(request))
    filters, found = SliceFilters(request.GET), _figure(name)
    tables = found.tables(filters.slice())
    shown = {
        "name": name,
        "figure": found,
        "figures": FIGURES.items(),
        "slice_words": in_words(filters.slice()),
        "drawn": _drawn(tables),
        **_asked(request, filters),
        "withheld": WITHHELD if any(table.has_withheld for table in tables) else "",
    }
    return render(request, "desk/figures.html", shown, status=400 if filters.errors else 200)


@require_safe
def figure_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The tables of one figure as CSV."""
    check_may_open("figures", actor_of(request))
    tables = _figure(name).tables(_in_order(SliceFilters(request.GET)).slice())
    return _file(as_csv(tables), "text/csv; charset=utf-8", f"figures-{name}.csv")


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """The ready answer: how many were issued and refused, by month, sentence and offence."""
    filters, found = _answer(request)
    *drawn, whole = _drawn(found.tables)
    shown = {
        "answer": found,
        "drawn": drawn,
        "whole": whole["table"],
        "about": request.GET.get("request", ""),
        **_asked(request, filters),
        "withheld": WITHHELD if found.has_withheld else "",
    }
    return render(request, "desk/figures_answer.html", shown, status=400 if filters.errors else 200)


@require_safe
def answer_csv(request: HttpRequest) -> HttpResponse:
    """The whole answer as CSV."""
    filters, found = _answer(request)
    _in_order(filters)
    *one_way, whole = found.tables
    content = f"{as_csv(one_way)}\r\n{as_csv([whole])}"
    return _file(content, "text/csv; charset=utf-8", "issued-and-refused.csv")


@require_safe
def answer_pdf(request: HttpRequest) -> HttpResponse:
    """The whole answer as PDF."""
    filters, found = _answer(request)
    _in_order(filters)
    return _file(as_pdf(found), "application/pdf", "issued-and-refused.pdf")


def _figure(name: str) -> Figure:
    if name not in FIGURES:
        raise Http404
    return FIGURES[name]


def _answer(request: HttpRequest) -> tuple[SliceFilters, Answer]:
    """Of custody images, unless another kind is chosen."""
    check_may_open("figures", actor_of(request))
    given = request.GET.copy()
    given.setdefault("route", Route.CUSTODY_IMAGE)
    filters = SliceFilters(given)
    return filters, answered(filters.slice(), at=timezone.now())


def _in_order(filters: SliceFilters) -> SliceFilters:
    """The filters; a file is not made of another choice than was asked for. Raises BadInput."""
    if not filters.is_valid():
        raise BadInput(
            "What is to be counted cannot be understood. Choose it on the page of the figures."
        )
    return filters


def _asked(request: HttpRequest, filters: SliceFilters) -> dict[str, Any]:
    """The filters, and the address's part that names them."""
    query = request.GET.urlencode()
    return {
        "filters": filters,
        "query": f"?{query}" if query else "",
        "is_filtered": any(request.GET.get(name) for name in filters.fields),
    }


def _drawn(tables: tuple[Table, ...]) -> list[dict[str, Any]]:
    """Each table with its chart, whose every word is escaped where it is drawn."""
    return [
        {"table": table, "chart": mark_safe(chart(table, name=f"chart-{number}"))}  # noqa: S308
        for number, table in enumerate(tables, 1)
    ]


def _file(content: str | bytes, media_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, media_type, headers={"Content-Disposition": disposition})
