"""The clock of a request stands while something is waited for, and may be made longer once."""

from datetime import date, datetime

from django.utils import timezone

from bluelamp.people.actor import Actor
from bluelamp.requests import post
from bluelamp.requests.doing import doing, enter, need
from bluelamp.requests.errors import BadInput, NotNow
from bluelamp.requests.models import Extension, Waiting
from bluelamp.requests.selectors import clock_of
from bluelamp.requests.values import Kind, Wait


def wait_for(
    *, request: str, wait: Wait, asked: str, asked_on: date, actor: Actor, at: datetime
) -> None:
    """Ask whoever made the request what they mean, or to prove who they are; the clock stands until it comes.

    Raises NotNow where something is waited for already, BadInput.
    """
    with doing(request, actor=actor) as row:
        kind = Kind(row.kind)
        words = need(asked, "Write what you ask them for.", field="asked")
        _check_day(asked_on, row.received_on, at, field="asked_on")
        if wait is Wait.IDENTITY and not kind.is_right:
            raise BadInput("Anybody may ask for information: identity is not proved.", field="wait")
        if row.waits.filter(came_on=None).exists():
            raise NotNow("Something is waited for already: record first that it came.")
        Waiting.objects.create(
            request=row,
            wait=wait,
            asked=words,
            asked_on=asked_on,
            asked_by=actor.reference,
            asked_at=at,
        )
        text = post.draft("waiting", row, wait=wait, asked=words)
        post.write(row, words="we need something from you", text=text, by=actor, at=at)
        enter(
            "request waits",
            row,
            actor=actor,
            at=at,
            wait=wait,
            question=words,
            asked_on=asked_on.isoformat(),
        )


def came(*, request: str, words: str, came_on: date, actor: Actor, at: datetime) -> None:
    """What was waited for came; the clock goes on, or begins anew, from that day. Raises NotNow, BadInput."""
    with doing(request, actor=actor) as row:
        waited = row.waits.filter(came_on=None).first()
        if waited is None:
            raise NotNow("Nothing is waited for.")
        said = need(words, "Say what came.", field="words")
        _check_day(came_on, waited.asked_on, at, field="came_on")
        waited.came_on, waited.came = came_on, said
        waited.came_recorded_by, waited.came_recorded_at = actor.reference, at
        waited.save()
        _enter_came(waited, actor=actor, at=at)


def prove_identity(*, request: str, words: str, actor: Actor, at: datetime) -> None:
    """Identity was proved with the request itself, so that its clock runs from receipt. Raises NotNow, BadInput."""
    with doing(request, actor=actor) as row:
        if not Kind(row.kind).is_right:
            raise BadInput("Anybody may ask for information: identity is not proved.")
        if row.waits.filter(wait=Wait.IDENTITY).exists():
            raise NotNow("Identity has been asked for or proved already.")
        said = need(words, "Say how it was proved, and what you saw.", field="words")
        waited = Waiting.objects.create(
            request=row,
            wait=Wait.IDENTITY,
            asked="Proved with the request.",
            asked_on=row.received_on,
            asked_by=actor.reference,
            asked_at=at,
            came_on=row.received_on,
            came=said,
            came_recorded_by=actor.reference,
            came_recorded_at=at,
        )
        _enter_came(waited, actor=actor, at=at)


def extend(*, request: str, why: str, actor: Actor, at: datetime) -> None:
    """Take longer, once, with reasons told to whoever asked: twenty working days, or two months for a right.

    Raises NotNow where it has been, where the clock stands, or where the last day is over; BadInput.
    """
    with doing(request, actor=actor) as row:
        reasons = need(why, "Say why it takes longer.", field="why")
        clock = clock_of(row)
        if clock.is_extended:
            raise NotNow("This request has been given longer already; that is done once.")
        if clock.due_on is None:
            raise NotNow("The clock stands still: record first that what was asked for came.")
        if clock.due_on < timezone.localdate(at):
            raise NotNow("The last day is over: a request is given longer before that.")
        Extension.objects.create(
            request=row, why=reasons, extended_by=actor.reference, extended_at=at
        )
        row.refresh_from_db()
        text = post.draft("extended", row, why=reasons)
        post.write(row, words="we need longer", text=text, by=actor, at=at)
        due = clock_of(row).due_on
        enter(
            "request extended",
            row,
            actor=actor,
            at=at,
            reasons=reasons,
            until=due.isoformat() if due else "",
        )


def _enter_came(waited: Waiting, *, actor: Actor, at: datetime) -> None:
    enter(
        "identity proved" if waited.wait == Wait.IDENTITY else "request clarified",
        waited.request,
        actor=actor,
        at=at,
        answer=waited.came,
        received_on=waited.came_on.isoformat() if waited.came_on else "",
    )


def _check_day(day: date, earliest: date, at: datetime, *, field: str) -> None:
    if not earliest <= day <= timezone.localdate(at):
        raise BadInput(
            f"That day must be from {earliest:%-d %B %Y} to today.",
            field=field,
        )
