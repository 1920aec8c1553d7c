"""Who may see a desk page at all, and what they see when a service refuses."""

import errno
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from bluelamp.desk.sign_in.standing import Standing, standing_of
from bluelamp.look.context import force
from bluelamp.people.actor import Actor
from bluelamp.people.selectors import actor_of

Page = Callable[[HttpRequest], HttpResponse]

ENTRANCE: Final = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "calendar_feed",  # its address is the secret
    "mfa_authenticate",
    "mfa_login_webauthn",
}
SETTING_UP: Final = {
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "set_up_second_step",
}
PROVING: Final = {"account_logout", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}

ENDED: Final = (
    "You were signed out, because nobody used this page for 30 minutes or you signed in 10 hours ago. "
    "Anything sent since was not saved."
)


class DeskRequest(HttpRequest):
    """A request that has passed the door: `actor` is who asks, once fully signed in."""

    actor: Actor | None
    standing: Standing


class SignedInOfficer:
    """Every page but the entrance asks for an officer with a second step; pages are shut unless listed open."""

    def __init__(self, get_response: Page) -> None:
        self.get_response = get_response

    def __call__(self, request: DeskRequest) -> HttpResponse:
        """Find who asks, end a session that is over, and let nothing be kept in a cache."""
        try:
            _recognise(request)
        except (OperationalError, InterfaceError):
            return unavailable(request)
        response = self.get_response(request)
        if request.standing is not Standing.STRANGER and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: DeskRequest, *_view: Any) -> HttpResponse | None:
        """Send whoever may not see this page to what they must do first."""
        page = request.resolver_match.url_name if request.resolver_match else None
        match request.standing:
            case Standing.SIGNED_IN:
                return None
            case Standing.NO_SECOND_STEP:
                return None if page in SETTING_UP else _first(request, "set_up_second_step")
            case Standing.ONE_STEP_TAKEN:
                return None if page in PROVING else _first(request, "mfa_reauthenticate")
            case _:
                return None if page in ENTRANCE else _first(request, "account_login")


class RefusalPages:
    """An error with an `http_status` is a sentence for the person; a lost database or full disk, another."""

    def __init__(self, get_response: Page) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the page answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a refusal; None leaves an error of ours to the 500 page."""
        status = getattr(error, "http_status", None)
        if status is not None:
            return _refused(request, error, int(status))
        if _is_out_of_reach(error):
            return unavailable(request)
        return None


def unavailable(request: HttpRequest) -> HttpResponse:
    """The page that needs no database, for when there is none."""
    page = render_to_string("desk/unavailable.html", force(request))
    response = HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = "60"
    return response


def _recognise(request: DeskRequest) -> None:
    request.actor = None
    request.standing = standing_of(request)
    if request.standing is Standing.ENDED:
        logout(request)
        messages.warning(request, ENDED)
        request.standing = Standing.STRANGER
    if request.standing is Standing.SIGNED_IN and request.user.is_authenticated:
        request.actor = actor_of(request.user, at=timezone.now())


def _first(request: HttpRequest, page: str) -> HttpResponse:
    """What must be done first, and then back here; a form that was sent cannot be sent again for its sender."""
    query = ""
    if request.method in {"GET", "HEAD"}:
        query = "?" + urlencode({REDIRECT_FIELD_NAME: request.get_full_path()}, safe="/")
    return HttpResponseRedirect(reverse(page) + query)


def _refused(request: HttpRequest, error: Exception, status: int) -> HttpResponse:
    came_from = request.headers.get("Referer", "")
    back = came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else ""
    refusal = {
        "status": status,
        "sentence": str(error),
        "what_next": getattr(error, "what_next", ""),
        "back": back,
    }
    return render(request, "desk/refused.html", refusal, status=status)


def _is_out_of_reach(error: Exception) -> bool:
    """Whether the database or the disk failed, and not the program."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
    return isinstance(error, OperationalError | InterfaceError)
