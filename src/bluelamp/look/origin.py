"""Forms of sites without cookies: a post is taken only from a page of the same site.

The public sites set no cookie, so there is no CSRF token to compare. Every current browser says where
a post comes from, by Sec-Fetch-Site (W3C Fetch Metadata) or Origin (RFC 6454), and a page of another
site can forge neither.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this request; one that says nothing is no browser."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"


def same_origin_required(view: View) -> View:
    """Refuse, with a page that says what to do, a post that another site's page sent."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in SAFE and comes_from_elsewhere(request):
            return render(request, "look/posted_from_elsewhere.html", status=403)
        return view(request, *args, **kwargs)

    return guarded
