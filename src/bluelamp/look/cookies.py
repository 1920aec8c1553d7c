"""A visitor's choice about cookies (WEB-02 to WEB-05).

Essential cookies need no choice. Statistics are counted only where the force turned them on and the
visitor agreed; before a choice, and where saving it failed, essential only. The choice itself is one
cookie: the notice's version, the choice, and when it was made.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from bluelamp.look.origin import same_origin_required

NAME = "cookie_choices"
NOTICE_VERSION = "1"
KEPT_FOR = timedelta(days=365)
CONFIRMED_FOR = timedelta(minutes=1)
SAVED = "cookie-choices"


class Consent(StrEnum):
    """What a visitor agreed to."""

    ESSENTIAL = "essential"
    STATISTICS = "statistics"


class Banner(StrEnum):
    """What the banner has to say; empty says nothing and shows none."""

    NONE = ""
    ASK = "ask"
    SAVED = "saved"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice as the visitor's cookie keeps it."""

    consent: Consent
    made_at: datetime


def choice(request: HttpRequest) -> Choice | None:
    """The choice that the visitor made under this version of the notice; None where there is none."""
    version, _, rest = request.COOKIES.get(NAME, "").partition(".")
    consent, _, moment = rest.partition(".")
    try:
        made_at = datetime.fromtimestamp(int(moment), UTC)
        made = Choice(consent=Consent(consent), made_at=made_at)
    except (ValueError, OverflowError, OSError):
        return None
    return made if version == NOTICE_VERSION else None


def statistics_allowed(request: HttpRequest) -> bool:
    """Whether this visit may be counted: the force turned statistics on and the visitor agreed."""
    made = choice(request)
    return settings.BLUELAMP_STATISTICS and made is not None and made.consent is Consent.STATISTICS


def banner(request: HttpRequest, at: datetime | None = None) -> Banner:
    """What the banner on this page says: asks, confirms once, reports a failure, or is not there."""
    if not settings.BLUELAMP_STATISTICS or not _has_page():
        return Banner.NONE
    made = choice(request)
    just_saved = SAVED in request.GET
    if made is None:
        return Banner.FAILED if just_saved else Banner.ASK
    fresh = (at or timezone.now()) - made.made_at < CONFIRMED_FOR
    return Banner.SAVED if just_saved and fresh else Banner.NONE


def address_without_notice(request: HttpRequest) -> str:
    """This page's own address, without the mark that a choice was just saved."""
    kept = request.GET.copy()
    kept.pop(SAVED, None)
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def save(request: HttpRequest, response: HttpResponse, consent: Consent, at: datetime) -> None:
    """Put the choice on the response, for a year, out of the reach of scripts."""
    response.set_cookie(
        NAME,
        f"{NOTICE_VERSION}.{consent}.{int(at.timestamp())}",
        max_age=KEPT_FOR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_required
def page(request: HttpRequest) -> HttpResponse:
    """The cookies page: what is set and why, and the choice, which can be changed here at any time."""
    if request.method == "POST" and settings.BLUELAMP_STATISTICS:
        return _saved(request)
    made = choice(request)
    chosen = made.consent if made else Consent.ESSENTIAL
    return render(
        request,
        "look/cookies/page.html",
        {"chosen": chosen, "statistics_on": settings.BLUELAMP_STATISTICS},
    )


def _saved(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = request.path
    response = redirect(_marked(back))
    given = request.POST.get("cookies", "")
    if given in set(Consent):
        save(request, response, Consent(given), timezone.now())
    return response


def _marked(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{SAVED}=saved"


def _has_page() -> bool:
    """Whether this site has a cookies page: one that has none sets none and asks nothing."""
    try:
        return bool(reverse("cookies"))
    except NoReverseMatch:
        return False
