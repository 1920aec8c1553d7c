"""Footage to the prosecution: what the case holds, the hand-over, its receipt, and the files themselves."""

from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.services.handover import Held, held, take_copy
from bluelamp.desk import advising
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.aftermath import HandingOver, Receipt
from bluelamp.publication.public import ranges
from bluelamp.vault import selectors as vault

OPENED: Final = {"original": vault.open_original, "rendition": vault.open_rendition}


@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest, reference: str) -> HttpResponse:
    """What may be handed over, and the hand-over."""
    view = case_for(request, reference)
    form = HandingOver(request.POST or None, held=held(view.case))
    act = partial(services.hand_over, case=reference, actor=actor_of(request), at=timezone.now())
    if form.is_valid() and accepted(
        form, lambda: act(items=tuple(form.cleaned_data["items"]), to=form.to())
    ):
        messages.success(request, "Handed over. Record the receipt when it comes.")
        return redirect("handover", reference)
    return _page(request, view, form)


@require_POST
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the receipt."""
    view, at = case_for(request, reference), timezone.now()
    form = Receipt(request.POST, at=at)
    act = partial(services.record_receipt, case=reference, actor=actor_of(request), at=at)
    if form.is_valid() and accepted(
        form,
        lambda: act(
            received_by=form.cleaned_data["received_by"],
            receipt=form.cleaned_data["receipt"],
            received_at=form.moment(),
        ),
    ):
        messages.success(request, "The receipt is recorded.")
        return redirect("handover", reference)
    return _page(request, view, form)


@require_POST
def copy(request: HttpRequest, reference: str, sha256: str) -> HttpResponseBase:
    """A file, to be handed over; who takes it out is recorded before a byte is given."""
    item = take_copy(case=reference, sha256=sha256, actor=actor_of(request), at=timezone.now())
    with OPENED[item.role](sha256=sha256, case=reference) as file:
        headers = {
            "Content-Disposition": f'attachment; filename="{_name(reference, item)}"',
            "Cache-Control": "private, no-store",
        }
        return ranges.part(request, file, media_type=item.media_type, headers=headers)


def _name(reference: str, item: Held) -> str:
    ending = item.media_type.rpartition("/")[2]
    return f"{reference}-{item.role}-{item.sha256[:12]}.{ending}"


def _page(request: HttpRequest, view: CaseView, form: HandingOver | Receipt) -> HttpResponse:
    rows = view.case.handovers.order_by("-id").prefetch_related("items")
    waiting = any(row.received_at is None for row in rows) and view.may(Act.RECORD_RECEIPT)
    if not isinstance(form, Receipt) and waiting:
        form = Receipt(at=timezone.now())
    return case_page(
        request,
        "handover",
        view,
        form=form,
        held=held(view.case),
        handovers=rows,
        is_receipt=isinstance(form, Receipt),
        advice=advising.shown(view.advice, route=view.case.route),
        is_open=view.may(Act.HAND_OVER) and view.advice.outcome == "release",
    )
