"""How often one address may do something on the public sites."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from ipaddress import ip_address, ip_network
from time import time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def limited(action: str, limit: int, per: timedelta) -> Callable[[View], View]:
    """At most `limit` posts of `action` from one address in each window of `per`; then 429 with Retry-After.

    Counts lie in Django's cache under the client's address as the server gives it: where a proxy stands
    in front, the server must be told to pass the client's own (REMOTE_ADDR).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and _count(action, request, per) > limit:
                return too_many(request, wait=_until_next(per))
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def too_many(request: HttpRequest, *, wait: int) -> HttpResponse:
    """The page that asks to wait so many seconds."""
    minutes = max(1, round(wait / 60))
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(wait)
    return response


def _count(action: str, request: HttpRequest, per: timedelta) -> int:
    window = int(time() // per.total_seconds())
    key = f"look.limits:{action}:{_client(request)}:{window}"
    cache.add(key, 0, timeout=per.total_seconds())
    return cache.incr(key)


def _until_next(per: timedelta) -> int:
    seconds = per.total_seconds()
    return max(1, int(seconds - time() % seconds))


def _client(request: HttpRequest) -> str:
    """The client's address; of IPv6 its network of 64 bits, since one household holds all of that."""
    given = request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(given)
    except ValueError:
        return "unknown"
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))
