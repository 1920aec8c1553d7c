"""Near misses: pictures of the wrong person, where they went, who was told and what was learnt."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.casework import near_misses as selectors
from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.desk.cases import actor_of
from bluelamp.desk.forms.near_miss import Closing
from bluelamp.desk.kept import Kept, Offer, kept_page
from bluelamp.desk.navigation import check_may_open

OFFERS: Final = (
    Offer(
        name="close",
        act=Act.CLOSE_NEAR_MISS,
        form=Closing,
        service=services.close_near_miss,
        button="Close it in my name",
        said="The near miss is closed.",
        row="near_miss",
    ),
)


@require_safe
def near_misses(request: HttpRequest) -> HttpResponse:
    """Every near miss of the cases that this person may see: open ones first, then the newest."""
    actor = actor_of(request)
    check_may_open("near_misses", actor)
    found = list(selectors.near_misses(viewer=actor, at=timezone.now()))
    shown = {
        "open": [each for each in found if each.closed_at is None],
        "closed": [each for each in found if each.closed_at],
    }
    return render(request, "desk/near_misses.html", shown)


@require_http_methods(["GET", "POST"])
def near_miss(request: HttpRequest, reference: str) -> HttpResponse:
    """The near misses of one case, and closing them."""
    return kept_page(
        request, reference, page="near_miss", template="near_miss", offers=OFFERS, shown=_shown
    )


def _shown(kept: Kept) -> Mapping[str, Any]:
    rows = kept.view.case.near_misses.order_by("-id")
    return {
        "found": [
            {"row": row, "close": None if row.closed_at else kept.form("close", row.pk)}
            for row in rows
        ]
    }
