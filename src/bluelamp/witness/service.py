"""The witness over HTTP, as a WSGI application: `POST /add-checkpoint`, and in words what it has seen at `/`."""

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from http import HTTPMethod, HTTPStatus
from typing import Any

from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.witness.errors import NotASubmission, Refused
from bluelamp.witness.submission import MOST_BYTES, Submission
from bluelamp.witness.watching import Watch

log = logging.getLogger(__name__)

TEXT = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"
Environment = dict[str, Any]
Respond = Callable[[str, list[tuple[str, str]]], Any]


def _now() -> datetime:
    return datetime.now(UTC)


class Service:
    """One witness, as granian calls it; any number of threads and processes may serve the same memory."""

    __slots__ = ("_clock", "_watch")

    def __init__(self, watch: Watch, clock: Callable[[], datetime] = _now) -> None:
        self._watch = watch
        self._clock = clock

    def __call__(self, environ: Environment, respond: Respond) -> Iterable[bytes]:
        """Answer one request."""
        match environ["REQUEST_METHOD"], environ.get("PATH_INFO", "/") or "/":
            case HTTPMethod.POST, "/add-checkpoint":
                status, kind, text = self._add_checkpoint(environ)
            case ((HTTPMethod.GET | HTTPMethod.HEAD), "/"):
                status, kind, text = HTTPStatus.OK, TEXT, in_words(self._watch)
            case _:
                words = "This is a witness: POST /add-checkpoint, or GET / for what it has seen.\n"
                status, kind, text = HTTPStatus.NOT_FOUND, TEXT, words
        content = text.encode()
        headers = [
            ("Content-Type", kind),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        respond(f"{status.value} {status.phrase}", headers)
        return [content]

    def _add_checkpoint(self, environ: Environment) -> tuple[HTTPStatus, str, str]:
        try:
            submission = Submission.parse(_body(environ))
            line = self._watch.add_checkpoint(submission, self._clock)
        except Refused as refusal:
            log.warning("Refused (%d): %s", refusal.http_status, refusal)
            if refusal.size is not None:
                return refusal.http_status, SIZE, f"{refusal.size}\n"
            return refusal.http_status, TEXT, f"{refusal}\n"
        origin, size = submission.note.split("\n")[:2]
        log.info("Cosigned %s at size %s.", origin, size)
        return HTTPStatus.OK, TEXT, line


def _body(environ: Environment) -> bytes:
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if not 0 < length <= MOST_BYTES:
        raise NotASubmission(f"A request has between 1 and {MOST_BYTES} bytes, and says how many.")
    body: bytes = environ["wsgi.input"].read(length)
    return body


def in_words(watch: Watch) -> str:
    """What the witness has seen last of each log, and what it refused as doubtful, for a person to read."""
    parts = [f"This is the witness {watch.key.name}.\nIts key is {watch.key.verifier}\n"]
    for origin in watch.logs:
        seen = watch.memory.seen(origin)
        if seen.at is None:
            parts.append(f"It watches {origin}, and has not seen it yet.\n")
        else:
            parts.append(
                f"It last saw {origin} at {_spoken(seen.at)}, with {seen.size} entries:\n\n{seen.note}"
            )
        parts += [
            f"At {_spoken(each.at)} it refused a checkpoint signed by {origin}, "
            f"of {_size(each.note)} entries. {each.words}\n\n{each.note}"
            for each in watch.memory.doubtful(origin)
        ]
    return "\n".join(parts)


def _size(note: str) -> int:
    return Checkpoint.parse(note.rpartition("\n\n")[0] + "\n").size


def _spoken(at: datetime) -> str:
    return f"{at:%H:%M:%S on} {at.day} {at:%B %Y} (UTC)"
