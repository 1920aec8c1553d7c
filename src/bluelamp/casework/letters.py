"""Letters to the officers who work a case: kept with it, shown in their inbox, and sent by e-mail as a durable job."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from bluelamp.casework import access
from bluelamp.casework.errors import NoSuchCase
from bluelamp.casework.models import Case, Letter
from bluelamp.jobs import services as jobs
from bluelamp.jobs.selectors import states
from bluelamp.jobs.values import JobView
from bluelamp.people import selectors as people
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.roles import Role


def write(
    *, case: Case, to: str | Role, words: str, text: str, page: str = "", at: datetime
) -> None:
    """Write to an officer (a reference), to the press desk, or to each holder of another role, inside the caller's transaction.

    `words` become the subject behind the case's reference, so neither they nor the text name anybody
    whom the case is about; `page` is the page of the case that waits, to which the letter links.
    Nobody is written to about a case that is closed to them.
    """
    desk = to if to is Role.PRESS_OFFICER else ""
    for officer in ("",) if desk else _readers(case, to, at):
        letter = Letter.objects.create(
            case=case,
            officer=officer,
            role=desk,
            words=words,
            text=text.strip(),
            page=page,
            written_at=at,
        )
        _send(letter, at=at)


def inbox(actor: Actor, *, at: datetime) -> QuerySet[Letter]:
    """What was written to this person, to those for whom they stand in and to their desk, newest first."""
    to_them = Q(officer__in=actor.hands) | Q(role__in=actor.roles)
    seen = access.seen_by(actor, at=at)
    return Letter.objects.filter(to_them, case__in=seen).select_related("case").order_by("-id")


def open_letter(letter: int, *, actor: Actor, at: datetime) -> Letter:
    """The letter, which counts as read from now on; raises NoSuchCase where it is not this person's."""
    found = inbox(actor, at=at).filter(pk=letter).first()
    if found is None:
        raise NoSuchCase("There is no such letter in your inbox.")
    if found.read_at is None:
        found.read_by, found.read_at = actor.reference, at
        found.save(update_fields=["read_by", "read_at"])
    return found


def written(case: Case) -> list[tuple[Letter, JobView | None]]:
    """Every letter about a case, newest first, each with how its sending stands."""
    held = list(case.letters.order_by("-id"))
    found = states(key_of(letter) for letter in held)
    return [(letter, found.get(key_of(letter))) for letter in held]


def key_of(letter: Letter) -> str:
    """The key of the job that sends the letter."""
    return f"letter:{letter.pk}"


def _readers(case: Case, to: str | Role, at: datetime) -> Iterable[str]:
    if isinstance(to, Role):
        return [
            one.reference for one in people.holding(to) if access.may_see(case, actor=one, at=at)
        ]
    if to in {"", SYSTEM.reference}:
        return []
    return [to] if access.may_see(case, actor=people.by_reference(to), at=at) else []


def _send(letter: Letter, *, at: datetime) -> None:
    reference = letter.case.reference
    address = (
        people.address_of(letter.officer) if letter.officer else settings.BLUELAMP_FORCE.press_email
    )
    page = f"{letter.page}/" if letter.page else ""
    jobs.enqueue(
        "mail.send",
        key=key_of(letter),
        args={
            "to": [address],
            "subject": f"{reference}: {letter.words}",
            "text": f"{letter.text}\n\n{settings.BLUELAMP_DESK_URL}/cases/{reference}/{page}\n",
            "thread": reference,
        },
        at=at,
    )
