"""The account pages, with a page to try the doors on and some that fail."""

import errno

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from bluelamp.casework.errors import NoSuchCase, NotAllowed, OutOfOrder
from bluelamp.people.force import SettingNotMade

FAILURES: dict[str, Exception] = {
    "not-allowed": NotAllowed("Only a senior officer may do that.", what_next="Ask Supt Hale."),
    "out-of-order": OutOfOrder("The image must be confirmed first."),
    "no-such-case": NoSuchCase("There is no case CI-26-9999."),
    "not-set": SettingNotMade("objection_window"),
    "no-database": OperationalError("server closed the connection unexpectedly"),
    "full-disk": OSError(errno.ENOSPC, "No space left on device"),
    "our-fault": RuntimeError("a fault of ours"),
}


def case(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"Case page for {request.actor.name}")  # type: ignore[attr-defined]


def failing(_request: HttpRequest, failure: str) -> HttpResponse:
    raise FAILURES[failure]


urlpatterns = [
    path("", case, name="trial_home"),
    path("trial/", case, name="trial"),
    path("trial/fails/<slug:failure>/", failing, name="fails"),
    path("account/", include("bluelamp.desk.sign_in.urls")),
]
