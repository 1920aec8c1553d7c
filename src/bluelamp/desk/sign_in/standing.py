"""How far a session has come: who it is, by which steps, and whether it is still open."""

import time
from enum import StrEnum
from typing import Final

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from bluelamp.people import sign_in

SHIFT: Final = 10 * 60 * 60
"""Seconds after signing in when a session ends, used or not."""

IDLE: Final = 30 * 60
"""Seconds without a page after which a session ends."""

SEEN: Final = "seen_at"
SEEN_EVERY: Final = 60
UNATTENDED: Final = "X-Unattended"
"""The header of what a page asks by itself, with nobody at it: that holds no session open."""


class Standing(StrEnum):
    """What a session may see, from nothing but the entrance to the whole desk."""

    STRANGER = "stranger"
    ENDED = "ended"
    NO_SECOND_STEP = "no second step"
    ONE_STEP_TAKEN = "one step taken"
    SIGNED_IN = "signed in"


def standing_of(request: HttpRequest) -> Standing:
    """The standing of the request's session; an open one is marked as seen."""
    officer = request.user
    if not officer.is_authenticated:
        return Standing.STRANGER
    steps = get_authentication_records(request, officer)
    now = time.time()
    if not steps or _is_over(now, steps[0]["at"], request.session.get(SEEN, steps[0]["at"])):
        return Standing.ENDED
    # Once a minute is often enough, and spares the database a write for every page.
    is_old = now - request.session.get(SEEN, 0) >= SEEN_EVERY
    if is_old and UNATTENDED not in request.headers:
        request.session[SEEN] = now
    if any(step["method"] == "mfa" for step in steps):
        return Standing.SIGNED_IN
    if sign_in.has_second_factor(officer):
        return Standing.ONE_STEP_TAKEN
    return Standing.NO_SECOND_STEP


def _is_over(now: float, signed_in_at: float, seen_at: float) -> bool:
    return now - signed_in_at >= SHIFT or now - seen_at >= IDLE
