"""Letters to whoever made a request: drafted, kept exactly as sent, and e-mailed or printed for the post."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from bluelamp.jobs import services as jobs
from bluelamp.people.actor import Actor
from bluelamp.requests.models import Letter, Request
from bluelamp.requests.selectors import clock_of
from bluelamp.requests.values import Kind


def draft(template: str, row: Request, **words: Any) -> str:
    """The text of a letter by its template in requests/letters."""
    context: Mapping[str, Any] = {
        "force": settings.BLUELAMP_FORCE,
        "it": row,
        "kind": Kind(row.kind),
        "clock": clock_of(row),
        **words,
    }
    text = render_to_string(f"requests/letters/{template}.txt", context).strip()
    return "\n\n".join(part for part in _paragraphs(text) if part) + "\n"


def write(row: Request, *, words: str, text: str, by: Actor, at: datetime) -> Letter:
    """Keep a letter and, where the person gave an e-mail address, send it; `words` name nobody."""
    letter = Letter.objects.create(
        request=row,
        words=words,
        text=text.strip() + "\n",
        email=row.email,
        written_by=by.reference,
        written_at=at,
    )
    if row.email:
        send(
            to=row.email,
            subject=f"{row.reference}: {words}",
            text=letter.text,
            key=f"requests.letter-{letter.pk}",
            thread=row.reference,
            at=at,
        )
    return letter


def send(*, to: str, subject: str, text: str, key: str, thread: str, at: datetime) -> None:
    """Queue one e-mail, once for its key."""
    arguments = {"to": [to], "subject": subject, "text": text, "thread": thread}
    jobs.enqueue("mail.send", key=key, args=arguments, at=at)


def acknowledge(row: Request, *, by: Actor, at: datetime) -> None:
    """Tell whoever asked that the request came, under which reference, and by when it is answered."""
    write(row, words="we have your request", text=draft("received", row), by=by, at=at)


def _paragraphs(text: str) -> list[str]:
    """The paragraphs, whatever empty lines the template's tags left between them."""
    return [block.strip("\n") for block in text.split("\n\n") if block.strip()]
