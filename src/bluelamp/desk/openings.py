"""Openings of a film: a player asks for it in many parts, and its being opened is recorded once."""

import secrets
from typing import Final

from django.http import HttpRequest

_KEPT: Final = 20
_KEY: Final = "openings"


def new() -> str:
    """A name for an opening, which the address of the film carries."""
    return secrets.token_urlsafe(9)


def recorded(request: HttpRequest, opening: str) -> str:
    """The sha256 of the film whose opening under this name has been recorded; empty for none."""
    return str(request.session.get(_KEY, {}).get(opening, ""))


def note(request: HttpRequest, opening: str, sha256: str) -> None:
    """Remember for this session that the opening has been recorded; one without a name never is."""
    if opening and recorded(request, opening) != sha256:
        held = list(request.session.get(_KEY, {}).items())[1 - _KEPT :]
        request.session[_KEY] = dict([*held, (opening[:40], sha256)])
