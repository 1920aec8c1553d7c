"""Marking items, and choosing what is withheld: people do both, and each is in the record."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from bluelamp.casework import access
from bluelamp.disclosure.errors import Incomplete, NotTheirChoice
from bluelamp.disclosure.items import Item, item_of
from bluelamp.disclosure.marks import Kind
from bluelamp.disclosure.models import Choice, Mark
from bluelamp.ledger.entries import JSON
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.record import services as record


def mark(*, case: str, item: str, kind: Kind, why: str, actor: Actor, at: datetime) -> None:
    """Mark an item as sensitive, privileged or a third party's; anybody may who sees the case.

    Marked so already, it stays as it is. Raises NoSuchCase, NoSuchItem, and Incomplete without a reason.
    """
    access.case_seen(case, actor=actor, at=at)
    reason = _needed(why, "Say why it is to be marked.", field="why")
    with transaction.atomic():
        found = item_of(case, item)
        _, is_new = Mark.objects.get_or_create(
            case=case,
            item=found.key,
            kind=kind.value,
            removed_at=None,
            defaults={"why": reason, "marked_by": actor.reference, "marked_at": at},
        )
        if is_new:
            said = {"mark": kind.value, "why": reason}
            _enter("item marked", case, found, said, actor=actor, at=at)


def unmark(*, case: str, mark: int, actor: Actor, at: datetime) -> None:
    """Take a mark off; that it stood stays in the record."""
    access.case_seen(case, actor=actor, at=at)
    with transaction.atomic():
        row = Mark.objects.select_for_update().filter(pk=mark, case=case, removed_at=None).first()
        if row is None:
            return
        row.removed_by, row.removed_at = actor.reference, at
        row.save(update_fields=["removed_by", "removed_at"])
        said = {"mark": row.kind}
        _enter("item mark removed", case, item_of(case, row.item), said, actor=actor, at=at)


def withhold(
    *, case: str, item: str, reason: str, description: str = "", actor: Actor, at: datetime
) -> None:
    """Withhold an item from packs made from now on; `description` is what the schedule says instead of its own.

    Raises NotTheirChoice for anyone but a disclosure officer, NoSuchCase, NoSuchItem, Incomplete.
    """
    _check(case, actor=actor, at=at)
    why = _needed(reason, "Say why it is withheld.", field="reason")
    with transaction.atomic():
        found = item_of(case, item)
        Choice.objects.create(
            case=case,
            item=found.key,
            withheld=True,
            reason=why,
            description=description.strip(),
            chosen_by=actor.reference,
            chosen_at=at,
        )
        said = {"reason": why, "description": description.strip()}
        _enter("item withheld", case, found, said, actor=actor, at=at)


def disclose(*, case: str, item: str, actor: Actor, at: datetime) -> None:
    """Let an item go into packs made from now on, marked or not; errors as for `withhold`."""
    _check(case, actor=actor, at=at)
    with transaction.atomic():
        found = item_of(case, item)
        Choice.objects.create(
            case=case, item=found.key, withheld=False, chosen_by=actor.reference, chosen_at=at
        )
        _enter("item disclosed", case, found, {}, actor=actor, at=at)


def check_officer(actor: Actor) -> None:
    """Raise NotTheirChoice for anyone but a disclosure officer."""
    if not actor.holds(Role.DISCLOSURE_OFFICER):
        raise NotTheirChoice


def _check(case: str, *, actor: Actor, at: datetime) -> None:
    check_officer(actor)
    access.case_seen(case, actor=actor, at=at)


def _needed(said: str, sentence: str, *, field: str) -> str:
    if not said.strip():
        raise Incomplete(sentence, field=field)
    return said.strip()


def _enter(
    kind: str, case: str, item: Item, said: Mapping[str, str], *, actor: Actor, at: datetime
) -> None:
    body: dict[str, JSON] = {"item": item.key, "item_number": item.number, **said}
    record.append(kind=kind, case=case, actor=actor.reference, at=at, body=body)
