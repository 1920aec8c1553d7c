"""One POST to somebody outside: no redirect, no proxy, a time-out, and no more of an answer than is asked for."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR, socket
from threading import Timer
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from bluelamp.witness.errors import WitnessError

SILENCE: Final = 5.0  # seconds without a byte
PATIENCE: Final = 15.0  # seconds for the whole answer
MOST_BYTES: Final = 256 * 1024


class Unreachable(WitnessError):
    """Nobody answered, or not in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The status, media type and bytes that came back."""

    status: int
    media_type: str
    content: bytes


def post(url: str, content: bytes, *, media_type: str) -> Answer:
    """Send the bytes and read the answer, whatever its status. Raises Unreachable."""
    parts = urlsplit(url)
    connection = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    path = f"{parts.path or '/'}?{parts.query}".rstrip("?")
    with closing(connection(parts.netloc, timeout=SILENCE)) as called:
        try:
            called.connect()
            with _patience(called.sock):
                called.request("POST", path, body=content, headers={"Content-Type": media_type})
                return _read(called.getresponse())
        except (OSError, HTTPException, ValueError) as error:
            raise Unreachable(f"No answer from {url}: {error}.") from error


@contextmanager
def _patience(line: socket) -> Iterator[None]:
    """Hang up after a while: no time-out of a socket ends an answer that comes one byte at a time.

    Raises TimeoutError then, as what was read is cut short.
    """
    began, end = monotonic(), Timer(PATIENCE, _hang_up, [line])
    end.daemon = True
    end.start()
    try:
        yield
    finally:
        end.cancel()
    if monotonic() - began >= PATIENCE:
        raise TimeoutError("it was too long in coming")


def _hang_up(line: socket) -> None:
    with suppress(OSError):
        line.shutdown(SHUT_RDWR)


def _read(answer: HTTPResponse) -> Answer:
    """The answer whole; raises ValueError for one that is too long."""
    content = answer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError(f"it is longer than {MOST_BYTES} bytes")
    kind = answer.headers.get("Content-Type", "")
    return Answer(status=answer.status, media_type=kind, content=content)
