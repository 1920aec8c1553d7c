"""A request is answered by letter, or ended without an answer."""

from datetime import datetime
from typing import Final

from bluelamp.people.actor import Actor
from bluelamp.requests import post
from bluelamp.requests.doing import doing, enter, need
from bluelamp.requests.errors import NotNow
from bluelamp.requests.models import Request
from bluelamp.requests.selectors import left_to_do
from bluelamp.requests.values import State

_SUBJECT: Final = "our answer"


def answer(*, request: str, text: str, actor: Actor, at: datetime) -> None:
    """Send the answer exactly as written; raises NotNow with what is left to do first, BadInput."""
    with doing(request, actor=actor) as row:
        if left := left_to_do(row):
            raise NotNow(f"{request} cannot be answered yet: {left[0]}")
        letter = need(text, "Write the answer.", field="text")
        post.write(row, words=_SUBJECT, text=letter, by=actor, at=at)
        _close(row, State.ANSWERED, actor=actor, at=at)
        enter(
            "request answered",
            row,
            actor=actor,
            at=at,
            letter=letter,
            recipients=[row.email or row.name],
        )


def end(*, request: str, because: str, actor: Actor, at: datetime) -> None:
    """End a request without an answer: taken back, passed on, or what was asked for never came. Raises NotNow, BadInput."""
    with doing(request, actor=actor) as row:
        row.ended_because = need(because, "Say why it ends without an answer.", field="because")
        _close(row, State.ENDED, actor=actor, at=at)
        enter("request ended", row, actor=actor, at=at, reasons=row.ended_because)


def _close(row: Request, state: State, *, actor: Actor, at: datetime) -> None:
    row.state, row.ended_by, row.ended_at = state, actor.reference, at
    row.save(update_fields=["state", "ended_by", "ended_at", "ended_because"])
