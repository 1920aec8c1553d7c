"""How the public sites answer: what a cache may keep, what an edition that is gone answers, a picture's bytes.

The rule is that a withdrawal shows at the next request: a cache keeps a picture for a minute at
most and may never serve it stale, asks about pages each time, and forgets a 410 after a second.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import conditional_page

from bluelamp.publication.errors import Gone, Withheld
from bluelamp.publication.public import ranges
from bluelamp.publication.public.editions import media_of
from bluelamp.publication.values import EditionView

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

# Kept out of search engines and reserved against text and data mining (TDM Reservation Protocol).
RESERVED: Final = {
    "X-Robots-Tag": "noindex, noimageindex, noarchive",
    "tdm-reservation": "1",
}
ASKED_EACH_TIME: Final = {"Cache-Control": "public, max-age=0, must-revalidate", **RESERVED}
KEPT_A_MINUTE: Final = {
    "Cache-Control": "public, max-age=0, s-maxage=60, must-revalidate, proxy-revalidate",
    **RESERVED,
}
# Browsers keep nothing; a cache in front replaces what it holds, or it would go on serving that.
FORGOTTEN: Final = {
    "Cache-Control": "no-store",
    "CDN-Cache-Control": "max-age=1",
    "X-Accel-Expires": "1",
    **RESERVED,
}
NEVER_KEPT: Final = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin", **RESERVED}


def open_page(view: View[P]) -> View[P]:
    """A page for anyone: caches may keep it but ask each time whether it still stands."""
    return conditional_page(_with_headers(view, ASKED_EACH_TIME))


def own_page(view: View[P]) -> View[P]:
    """A page for one visitor: a form, a receipt, a status; nothing keeps it."""
    return _with_headers(view, NEVER_KEPT)


def picture(
    request: HttpRequest,
    edition: EditionView,
    name: str,
    *,
    conditions: str,
    attachment: str = "",
    kept: Mapping[str, str] = KEPT_A_MINUTE,
) -> HttpResponseBase:
    """A live edition's bytes or the part that a player asks for, as an attachment of that name if one is given.

    The answer names the address of its conditions of use (RFC 4946). 404 unless `name` is that of
    its file, 410 once withdrawn, 503 while the file is unsound.
    """
    if name != edition.file_name:
        raise Http404
    try:
        found = media_of(edition)
    except Gone as gone:
        return HttpResponse(f"{gone}\n", "text/plain; charset=utf-8", 410, headers=FORGOTTEN)
    except Withheld as withheld:
        headers = {**NEVER_KEPT, "Retry-After": "60"}
        return HttpResponse(f"{withheld}\n", "text/plain; charset=utf-8", 503, headers=headers)
    with found.file:
        headers = {
            **kept,
            "ETag": f'"{found.sha256}"',
            "Link": f'<{conditions}>; rel="license"',
        }
        if attachment:
            headers["Content-Disposition"] = f'attachment; filename="{attachment}"'
        if same := get_conditional_response(request, etag=headers["ETag"]):
            return _tagged(same, headers)
        return ranges.part(request, found.file, media_type=found.media_type, headers=headers)


def not_shown(
    request: HttpRequest, edition: EditionView, *, withdrawn: str, withheld: str
) -> HttpResponse:
    """The page in an edition's place, by template: 410 once withdrawn, 503 while its file is unsound."""
    if edition.live:
        template, status, headers = withheld, 503, {**NEVER_KEPT, "Retry-After": "60"}
    else:
        template, status, headers = withdrawn, 410, FORGOTTEN
    return _tagged(render(request, template, {"edition": edition}, status=status), headers)


def _tagged(response: HttpResponse, headers: Mapping[str, str]) -> HttpResponse:
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _with_headers(view: View[P], headers: dict[str, str]) -> View[P]:
    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if settings.BLUELAMP_STATISTICS:
            patch_vary_headers(response, ["Cookie"])  # the page says what was chosen
        return response

    return answered
