"""PACE Code D: what was shown where, the defence's viewing, the witnesses asked, the callers' accounts."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.services.code_d import OUTCOMES
from bluelamp.casework.suspects import pack_of
from bluelamp.desk.cases import case_for, case_page
from bluelamp.desk.forms import code_d as forms
from bluelamp.desk.kept import Kept, Offer, kept_page

OFFERS: Final = (
    Offer(
        name="copy",
        act=Act.KEEP_COPY,
        form=forms.Copy,
        service=services.keep_exact_copy,
        button="Keep the exact copy",
        said="The exact copy is kept for that channel.",
    ),
    Offer(
        name="offer",
        act=Act.OFFER_VIEWING,
        form=forms.Offer,
        service=services.offer_viewing,
        button="Record the offer",
        said="The offer is recorded.",
    ),
    Offer(
        name="outcome",
        act=Act.ANSWER_VIEWING,
        form=forms.Outcome,
        service=services.answer_viewing,
        button="Record what came of it",
        said="It is recorded what came of the offer.",
        row="viewing",
    ),
    Offer(
        name="witness",
        act=Act.ASK_WITNESS,
        form=forms.Witness,
        service=services.ask_witness,
        button="Record the witness’s answer",
        said="The witness’s answer is recorded.",
    ),
    Offer(
        name="account",
        act=Act.TAKE_ACCOUNT,
        form=forms.Account,
        service=services.take_account,
        button="Record the account",
        said="The account is recorded.",
    ),
)


@require_http_methods(["GET", "POST"])
def code_d(request: HttpRequest, reference: str) -> HttpResponse:
    """The pack as it stands, and its forms."""
    return kept_page(
        request, reference, page="code-d", template="code_d", offers=OFFERS, shown=_shown
    )


@require_safe
def printed(request: HttpRequest, reference: str) -> HttpResponse:
    """The pack as one list, to be printed."""
    view = case_for(request, reference)
    pack = pack_of(view.case)
    viewings = [_viewing(row) for row in pack.viewings]
    return case_page(
        request, "code_d_list", view, pack=pack, viewings=viewings, printed_at=timezone.now()
    )


def _shown(kept: Kept) -> Mapping[str, Any]:
    pack = pack_of(kept.view.case)
    viewings = [
        _viewing(row) | {"outcome": None if row.outcome else kept.form("outcome", row.pk)}
        for row in pack.viewings
    ]
    copy = kept.form("copy") if kept.view.now.approved else None
    offered = kept.forms("offer", "witness", "account")
    return {"pack": pack, "viewings": viewings, "copy": copy, **offered}


def _viewing(row: Any) -> dict[str, Any]:
    """An offer, with what came of it in words."""
    return {"row": row, "words": OUTCOMES.get(row.outcome, "")}
