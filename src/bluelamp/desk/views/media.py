"""The bytes of a case's pictures: who looks is recorded before a byte is given."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bluelamp.casework import services
from bluelamp.desk import pictures
from bluelamp.desk.cases import actor_of, case_for
from bluelamp.redaction import Plan, PlanRefused


@require_safe
def original(request: HttpRequest, reference: str) -> HttpResponse:
    """The picture as held, at screen size."""
    image = services.view_original(case=reference, actor=actor_of(request), at=timezone.now())
    return _shown(pictures.on_screen(case=reference, sha256=image.sha256))


@require_safe
def outline(request: HttpRequest, reference: str) -> HttpResponse:
    """The picture as held with every region outlined and numbered."""
    plan = _plan(request, reference)
    services.view_original(case=reference, actor=actor_of(request), at=timezone.now())
    return _shown(pictures.outlined(case=reference, plan=plan))


@require_safe
def crop(request: HttpRequest, reference: str, region: str) -> HttpResponse:
    """One region of the picture as held, close up."""
    plan = _plan(request, reference)
    services.view_original(case=reference, actor=actor_of(request), at=timezone.now())
    try:
        return _shown(pictures.close_up(case=reference, plan=plan, region=region))
    except PlanRefused as refused:
        raise Http404 from refused


@require_safe
def rendition(request: HttpRequest, reference: str) -> HttpResponse:
    """The finished picture, byte for byte."""
    row = services.view_rendition(case=reference, actor=actor_of(request), at=timezone.now())
    content = pictures.kept_rendition(case=reference, sha256=row.sha256)
    return _shown(content, media_type=row.media_type)


def _plan(request: HttpRequest, reference: str) -> Plan:
    plan = case_for(request, reference).plan
    if not isinstance(plan, Plan):
        raise Http404
    return plan


def _shown(content: bytes, *, media_type: str = "image/jpeg") -> HttpResponse:
    headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)
