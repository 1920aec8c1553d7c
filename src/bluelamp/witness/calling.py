"""One POST to somebody outside: no redirect, no proxy, a time-out, and no more of an answer than is asked for."""

import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from bluelamp.witness.errors import WitnessError

SILENCE: Final = 5.0  # seconds without a byte
PATIENCE: Final = 15.0  # seconds for the whole answer
MOST_BYTES: Final = 256 * 1024
_PIECE: Final = 16 * 1024


class Unreachable(WitnessError):
    """Nobody answered, or not in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The status, media type and bytes that came back."""

    status: int
    media_type: str
    content: bytes


class _StayHere(HTTPRedirectHandler):
    """Follow no redirect: what is asked for comes from the address that was configured, or not at all."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Leave the answer as it is."""


_opener = build_opener(_StayHere, ProxyHandler({}))


def post(url: str, content: bytes, *, media_type: str) -> Answer:
    """Send the bytes and read the answer, whatever its status. Raises Unreachable."""
    request = Request(url, data=content, headers={"Content-Type": media_type}, method="POST")  # noqa: S310  the settings admit http and https alone
    try:
        with _opener.open(request, timeout=SILENCE) as answer:
            return _read(answer)
    except HTTPError as error:
        with error:
            return _read(error)
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise Unreachable(f"No answer from {url}: {reason}.") from error


def _read(answer: Any) -> Answer:
    try:
        content = b"".join(_pieces(answer))
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(f"The answer of {answer.url} broke off: {error}.") from error
    return Answer(
        status=answer.status, media_type=answer.headers.get("Content-Type", ""), content=content
    )


def _pieces(answer: Any) -> Iterator[bytes]:
    end, size = time.monotonic() + PATIENCE, 0
    while piece := answer.read1(_PIECE):
        size += len(piece)
        if size > MOST_BYTES or time.monotonic() > end:
            raise Unreachable(f"The answer of {answer.url} was too long, or too long in coming.")
        yield piece
