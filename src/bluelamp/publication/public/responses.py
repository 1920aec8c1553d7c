"""How the public sites answer: what a cache may keep, what an edition that is gone answers, a picture's bytes.

The rule is that a withdrawal shows at the next request: a cache keeps a picture for a minute at
most and may never serve it stale, asks about pages each time, and forgets a 410 after a second.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import conditional_page

from bluelamp.publication.errors import Gone, NoSuchEdition, Withheld
from bluelamp.publication.public.editions import bytes_of
from bluelamp.publication.values import EXTENSIONS, EditionView

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
    request: HttpRequest, token: str, file: str, extension: str, *, attachment: str = ""
) -> HttpResponseBase:
    """A live edition's bytes, as an attachment of that name if one is given.

    404 unless token, file and extension belong together, 410 once withdrawn, 503 while the file is unsound.
    """
    try:
        found = bytes_of(token, file=file)
    except NoSuchEdition as cause:
        raise Http404 from cause
    except Gone as gone:
        return HttpResponse(f"{gone}\n", "text/plain; charset=utf-8", 410, headers=FORGOTTEN)
    except Withheld as withheld:
        headers = {**NEVER_KEPT, "Retry-After": "60"}
        return HttpResponse(f"{withheld}\n", "text/plain; charset=utf-8", 503, headers=headers)
    if extension != EXTENSIONS[found.media_type]:
        raise Http404
    headers = {**KEPT_A_MINUTE, "ETag": f'"{found.sha256}"'}
    if attachment:
        headers["Content-Disposition"] = f'attachment; filename="{attachment}"'
    response = HttpResponse(found.content, found.media_type, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response) or response


def not_shown(
    request: HttpRequest, edition: EditionView, *, withdrawn: str, withheld: str
) -> HttpResponse:
    """The page in an edition's place, by template: 410 once withdrawn, 503 while its file is unsound."""
    if edition.live:
        template, status, headers = withheld, 503, {**NEVER_KEPT, "Retry-After": "60"}
    else:
        template, status, headers = withdrawn, 410, FORGOTTEN
    response = render(request, template, {"edition": edition}, status=status)
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
