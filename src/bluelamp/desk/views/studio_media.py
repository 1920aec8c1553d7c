"""What is shown and played in the studio; who looks is recorded before a byte of it is given."""

import hashlib
from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from bluelamp.casework import playing, proxies, watermarks
from bluelamp.casework.plans import footage_of, plan_numbered
from bluelamp.casework.services.image import original_for
from bluelamp.desk import films, pictures
from bluelamp.desk.cases import actor_of, case_for, case_page
from bluelamp.desk.views.media import PRIVATE, looked, looked_finished, shown
from bluelamp.desk.watching import seconds_asked
from bluelamp.jobs.values import JobState, JobView
from bluelamp.publication.public import ranges
from bluelamp.redaction import Plan, PlanRefused
from bluelamp.redaction.footage.plan import FootagePlan
from bluelamp.redaction.footage.plan import find as find_track

_TILES: Final = 60  # on one sheet


@require_safe
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """What will be rendered by the plan of that number, at the time that is asked for."""
    image = looked(request, reference)
    plan = plan_numbered(image, request.GET.get("number", ""))
    footage = footage_of(image)
    try:
        if footage and isinstance(plan, FootagePlan):
            return shown(films.preview(footage, plan, seconds=seconds_asked(request)))
        if isinstance(plan, Plan):
            return shown(pictures.preview(case=reference, plan=plan))
    except PlanRefused as refused:
        raise Http404 from refused
    raise Http404


@require_safe
def faces(request: HttpRequest, reference: str) -> HttpResponse:
    """The regions that are named, each where it is clearest, one tile below the other."""
    image = looked(request, reference)
    plan = plan_numbered(image, request.GET.get("number", ""))
    ids = request.GET.get("ids", "").split(",")[:_TILES]
    footage = footage_of(image)
    try:
        if footage and isinstance(plan, FootagePlan):
            return shown(films.sheet(footage, [find_track(plan, id=each) for each in ids]))
        if isinstance(plan, Plan):
            return shown(pictures.sheet(case=reference, plan=plan, regions=ids))
    except PlanRefused as refused:
        raise Http404 from refused
    raise Http404


@require_safe
def manifest(request: HttpRequest, reference: str) -> HttpResponse:
    """What can be played by now, and how far the rest is; it is begun where nobody has begun it."""
    at = timezone.now()
    image = original_for(case=reference, actor=actor_of(request), at=at)
    footage = footage_of(image)
    if footage is None:
        raise Http404
    if proxies.work(image) is None:
        proxies.begin(image, at=at)
    told = {
        "state": _work(proxies.work(image, at=at)) or None,
        **msgspec.to_builtins(playing.manifest(image, footage)),
    }
    content = msgspec.json.encode(told)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    answer = HttpResponse(content, content_type="application/json", headers=headers)
    found = get_conditional_response(request, etag=etag, response=answer)
    assert isinstance(found, HttpResponse)  # noqa: S101  one or the other
    return found


@require_safe
def part(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """A part of the proxy by its name: the head, the sound or the waveform."""
    found = playing.part(looked(request, reference), name)
    if found is None:
        raise Http404
    return shown(found.content, media_type=found.media_type)


@require_safe
def segment(request: HttpRequest, reference: str, segment: int) -> HttpResponse:
    """One stretch of the proxy."""
    return part(request, reference, str(segment))


@require_safe
def thumbs(request: HttpRequest, reference: str, segment: int) -> HttpResponse:
    """The strip of thumbnails of one stretch."""
    content = playing.thumbs(looked(request, reference), segment)
    if content is None:
        raise Http404
    return shown(content)


@require_safe
def watermarked(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The finished picture or film with words across it that say it is not for release.

    Of a film the copy is made at first need; until it is there the answer says how that stands (202).
    """
    row = looked_finished(request, reference)
    if not row.media_type.startswith("video/"):
        content = pictures.kept_rendition(case=reference, sha256=row.sha256)
        return shown(pictures.stamped_copy(content, words=watermarks.words_on(reference)))
    made = watermarks.copy_of(row)
    if made is None:
        return _not_yet(request, reference, watermarks.begin(row, at=timezone.now()))
    with films.proxy_film(case=reference, sha256=made.sha256) as film:
        return ranges.part(request, film, media_type=made.media_type, headers=PRIVATE)


def _not_yet(request: HttpRequest, reference: str, job: JobView) -> HttpResponse:
    """How far the copy is: for a script as it is, for a person on a page that looks again by itself."""
    if not request.accepts("text/html"):
        return JsonResponse(_work(job), status=HTTPStatus.ACCEPTED, headers=dict(PRIVATE))
    answer = case_page(request, "watermarked", case_for(request, reference), job=job)
    answer.status_code = HTTPStatus.ACCEPTED
    if job.state is not JobState.FAILED:
        answer["Refresh"] = "10"
    return answer


def _work(job: JobView | None) -> dict[str, Any]:
    if job is None:
        return {}
    return {name: getattr(job, name) for name in ("state", "done", "total", "words", "error")}
