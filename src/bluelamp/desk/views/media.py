"""The bytes of a case's pictures and footage: who looks is recorded before a byte is given."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from bluelamp.casework import services
from bluelamp.casework.plans import footage_of, plan_numbered
from bluelamp.casework.playing import Finished, Original
from bluelamp.desk import films, openings, pictures
from bluelamp.desk.cases import actor_of, case_for
from bluelamp.desk.views.footage_people import shown_tracks
from bluelamp.desk.watching import seconds_asked
from bluelamp.publication.public import ranges
from bluelamp.redaction import Plan, PlanRefused
from bluelamp.redaction.footage.plan import FootagePlan
from bluelamp.redaction.footage.plan import find as find_track

PRIVATE: Final = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}


@require_safe
def original(request: HttpRequest, reference: str) -> HttpResponse:
    """The picture as held, at screen size; of footage the frame at the time that is asked for."""
    image = looked(request, reference)
    if footage := footage_of(image):
        return shown(films.still(footage, seconds=seconds_asked(request)))
    return shown(pictures.on_screen(case=reference, sha256=image.sha256))


@require_safe
def outline(request: HttpRequest, reference: str) -> HttpResponse:
    """The picture as held with every region outlined and numbered."""
    plan = case_for(request, reference).plan
    if not isinstance(plan, Plan):
        raise Http404
    looked(request, reference)
    return shown(pictures.outlined(case=reference, plan=plan))


@require_safe
def crop(request: HttpRequest, reference: str, region: str) -> HttpResponse:
    """One region of the picture as held, close up; of footage, where it is clearest."""
    plan = case_for(request, reference).plan
    if plan is None:
        raise Http404
    image = looked(request, reference)
    try:
        footage = footage_of(image)
        if footage and isinstance(plan, FootagePlan):
            return shown(films.close_up(footage, find_track(plan, id=region)))
        if not isinstance(plan, Plan):
            raise Http404
        return shown(pictures.close_up(case=reference, plan=plan, region=region))
    except PlanRefused as refused:
        raise Http404 from refused


@require_safe
def sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """Everyone on one page of the people in footage, one below the other."""
    image = looked(request, reference)
    footage, plan = footage_of(image), plan_numbered(image, request.GET.get("version", ""))
    if footage is None or not isinstance(plan, FootagePlan):
        raise Http404
    return shown(films.sheet(footage, list(shown_tracks(request, plan))))


@require_safe
def rendition(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The finished picture, byte for byte; of a film the part that a player asks for.

    A player asks many times: that it was opened is recorded once.
    """
    row = looked_finished(request, reference)
    if row.media_type.startswith("video/"):
        with films.film(case=reference, sha256=row.sha256) as film:
            return ranges.part(request, film, media_type=row.media_type, headers=PRIVATE)
    content = pictures.kept_rendition(case=reference, sha256=row.sha256)
    return shown(content, media_type=row.media_type)


@require_safe
def rendition_still(request: HttpRequest, reference: str) -> HttpResponse:
    """What the finished film shows at a time."""
    row = services.view_rendition(case=reference, actor=actor_of(request), at=timezone.now())
    if not row.media_type.startswith("video/"):
        raise Http404
    seconds = seconds_asked(request)
    return shown(films.film_still(case=reference, sha256=row.sha256, seconds=seconds))


def looked(request: HttpRequest, reference: str) -> Original:
    """The original that is looked at, which is recorded first: once where the address names an opening."""
    opening = request.GET.get("opening", "")
    image = services.view_original(
        case=reference,
        actor=actor_of(request),
        at=timezone.now(),
        recorded=openings.recorded(request, opening),
    )
    openings.note(request, opening, image.sha256)
    return image


def looked_finished(request: HttpRequest, reference: str) -> Finished:
    """The finished picture or film that is looked at; recorded first as for `looked`, while nobody has approved it."""
    opening = request.GET.get("opening", "")
    row = services.view_rendition(
        case=reference,
        actor=actor_of(request),
        at=timezone.now(),
        recorded=openings.recorded(request, opening),
    )
    openings.note(request, opening, row.sha256)
    return row


def shown(content: bytes, *, media_type: str = "image/jpeg") -> HttpResponse:
    """Bytes for this person alone, kept by no cache."""
    return HttpResponse(content, content_type=media_type, headers=dict(PRIVATE))
