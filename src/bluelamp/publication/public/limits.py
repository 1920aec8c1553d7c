"""How often one address may do something on the public sites, whichever process it meets.

Attempts are rows, so every process of both sites counts together. What stands in them is no address
but a digest keyed by the force's secret; they are forgotten when they no longer count.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from ipaddress import ip_address, ip_network
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from bluelamp.publication.models import Attempt

View = Callable[..., HttpResponse]


def limited(action: str, limit: int, per: timedelta) -> Callable[[View], View]:
    """At most `limit` posts of `action` from one address in any stretch of `per`; then 429 with Retry-After.

    The address is the one that the server gives: where a proxy stands in front, the server must be
    told to pass the client's own (REMOTE_ADDR).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                at, client = timezone.now(), digest_of(request)
                until = attempt(action=action, client=client, limit=limit, per=per, at=at)
                if until is not None:
                    return too_many(request, wait=ceil((until - at).total_seconds()))
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def attempt(
    *, action: str, client: str, limit: int, per: timedelta, at: datetime
) -> datetime | None:
    """Count an attempt and give None; or where the client has made `limit`, count nothing and say when it may again."""
    counting = Attempt.objects.filter(action=action, client=client, counts_until__gt=at)
    latest_first = counting.order_by("-counts_until").values_list("counts_until", flat=True)
    for full in latest_first[limit - 1 : limit]:
        return full
    Attempt.objects.create(action=action, client=client, counts_until=at + per)
    # Of those that came at the same instant, none that is over the limit gets through.
    for full in latest_first[limit : limit + 1]:
        return full
    return None


def too_many(request: HttpRequest, *, wait: int) -> HttpResponse:
    """The page that asks to wait so many seconds."""
    minutes = max(1, round(wait / 60))
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(wait)
    return response


def digest_of(request: HttpRequest) -> str:
    """The client as it is kept; of IPv6 its network of 64 bits, since one household holds all of that."""
    return salted_hmac("publication.attempt", _client(request), algorithm="sha256").hexdigest()


def _client(request: HttpRequest) -> str:
    given = request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(given)
    except ValueError:
        return "unknown"
    if address.version == 6:
        # A server that listens on both gives what came by IPv4 as ::ffff:192.0.2.1.
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)
