"""Footage kept at its source: the cameras, who was asked, the days left, and the searches made."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.preservation import CALLED_BEFORE, DELETED_AFTER, CameraView, cameras
from bluelamp.desk.forms import preservation as forms
from bluelamp.desk.kept import Kept, Offer, kept_page

OFFERS: Final = (
    Offer(
        name="camera",
        act=Act.LIST_CAMERA,
        form=forms.CameraForm,
        service=services.list_camera,
        button="List the camera",
        said="The camera is listed. Have its footage kept before it is deleted.",
    ),
    Offer(
        name="ask",
        act=Act.ASK_TO_KEEP,
        form=forms.KeepAsked,
        service=services.ask_to_keep,
        button="Record who was asked",
        said="It is recorded who was asked to keep it.",
        row="camera",
    ),
    Offer(
        name="answer",
        act=Act.ANSWER_KEEPING,
        form=forms.KeepAnswer,
        service=services.answer_keeping,
        button="Record the answer",
        said="The answer is recorded.",
        row="camera",
    ),
    Offer(
        name="search",
        act=Act.RECORD_SEARCH,
        form=forms.Search,
        service=services.record_search,
        button="Record the search",
        said="The search is recorded.",
    ),
)


@require_http_methods(["GET", "POST"])
def preservation(request: HttpRequest, reference: str) -> HttpResponse:
    """The cameras and searches as they stand, and their forms."""
    return kept_page(
        request,
        reference,
        page="preservation",
        template="preservation",
        offers=OFFERS,
        shown=_shown,
    )


def _shown(kept: Kept) -> Mapping[str, Any]:
    case = kept.view.case
    found = cameras(case, at=timezone.now())
    return {
        "cameras": [_line(kept, each) for each in found],
        "pressing": [each for each in found if each.is_pressing],
        "searches": list(case.searches.order_by("searched_on", "id")),
        "days": DELETED_AFTER.days,
        "called_before": CALLED_BEFORE.days,
        **kept.forms("camera", "search"),
    }


def _line(kept: Kept, each: CameraView) -> dict[str, Any]:
    """A camera with the form that comes next: ask somebody, or say what they answered."""
    waits = each.request is not None and each.request.kept is None
    settled = each.is_kept or each.is_gone
    return {
        "camera": each,
        "waits": waits,
        "ask": None if waits or settled else kept.form("ask", each.row.pk),
        "answer": kept.form("answer", each.row.pk) if waits else None,
    }
