"""Asking for a pack, opening it, and giving it to somebody: each in the record, the last with its recipient."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO
from zipfile import ZipFile

from django.db import transaction
from django.db.models import Max

from bluelamp.casework import access
from bluelamp.disclosure.choosing import check_officer
from bluelamp.disclosure.errors import Incomplete, MayNotDisclose, NoSuchPack, Undecided
from bluelamp.disclosure.items import items_of
from bluelamp.disclosure.marks import standings
from bluelamp.disclosure.models import Choice, Given, Pack
from bluelamp.disclosure.packing import KIND, key_of, name_of
from bluelamp.disclosure.services import may_read_record
from bluelamp.jobs import services as jobs
from bluelamp.people.actor import Actor
from bluelamp.record import services as record
from bluelamp.record.selectors import entries_for
from bluelamp.vault import selectors as vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """To whom a pack goes, for whom they act, and for what."""

    recipient: str
    organisation: str
    purpose: str


def ask_for_pack(*, case: str, sensitive_schedule: bool, actor: Actor, at: datetime) -> Pack:
    """Let a pack be made of the case as it stands, by a job; the next version, beside those there are.

    Without `sensitive_schedule` that schedule and the officer's working papers stay out. Raises
    NotTheirChoice for anyone but a disclosure officer, NoSuchCase, and Undecided where an item is
    marked and nothing has been chosen on it.
    """
    check_officer(actor)
    access.case_seen(case, actor=actor, at=at)
    with transaction.atomic():
        _check_chosen(case)
        packs = Pack.objects.select_for_update().filter(case=case)
        last = max((row.number for row in packs), default=0)
        pack = Pack.objects.create(
            case=case,
            number=last + 1,
            upto=entries_for(case)[-1].seq,
            choices=Choice.objects.aggregate(last=Max("pk"))["last"] or 0,
            sensitive_schedule=sensitive_schedule,
            asked_by=actor.reference,
            asked_at=at,
        )
        jobs.enqueue(KIND, key=key_of(pack), args={"pack": pack.pk}, at=at)
    return pack


def _check_chosen(case: str) -> None:
    marked = [each for each in standings(case, items_of(case)) if each.undecided]
    if marked:
        raise Undecided(each.item.number for each in marked)


def pack_of(case: str, number: int) -> Pack:
    """The pack of that number; raises NoSuchPack."""
    found = Pack.objects.filter(case=case, number=number).prefetch_related("given").first()
    if found is None:
        raise NoSuchPack
    return found


def read_document(*, case: str, number: int, actor: Actor, at: datetime) -> bytes:
    """The pack's document (PDF), to be read at the desk; that it is read is recorded first.

    Raises MayNotDisclose for anyone but disclosure officers and auditors, NoSuchCase, NoSuchPack.
    """
    pack = _made(case, number, actor=actor, at=at)
    with transaction.atomic():
        record.append(
            kind="pack read",
            case=case,
            actor=actor.reference,
            at=at,
            body={"pack": pack.number, "file_sha256": pack.sha256},
        )
    with vault.open_pack(sha256=pack.sha256, case=case) as file, ZipFile(file) as zipped:
        return zipped.read(f"{name_of(pack)}/data/disclosure.pdf")


def give_pack(*, case: str, number: int, to: Recipient, actor: Actor, at: datetime) -> IO[bytes]:
    """The pack's file, once it is in the record to whom it goes; the caller closes it.

    Raises NotTheirChoice for anyone but a disclosure officer, Incomplete where it is not said to
    whom or for what, NoSuchCase, NoSuchPack.
    """
    check_officer(actor)
    pack = _made(case, number, actor=actor, at=at)
    _check_recipient(to)
    with transaction.atomic():
        Given.objects.create(
            pack=pack,
            recipient=to.recipient.strip(),
            organisation=to.organisation.strip(),
            purpose=to.purpose.strip(),
            given_by=actor.reference,
            given_at=at,
        )
        record.append(
            kind="disclosed",
            case=case,
            actor=actor.reference,
            at=at,
            body={
                "pack": pack.number,
                "recipient": f"{to.recipient.strip()}, {to.organisation.strip()}",
                "purpose": to.purpose.strip(),
                "file_sha256": pack.sha256,
            },
        )
    return vault.open_pack(sha256=pack.sha256, case=case)


def _made(case: str, number: int, *, actor: Actor, at: datetime) -> Pack:
    if not may_read_record(actor):
        raise MayNotDisclose
    access.case_seen(case, actor=actor, at=at)
    pack = pack_of(case, number)
    if not pack.sha256:
        raise NoSuchPack
    return pack


def _check_recipient(to: Recipient) -> None:
    needed = {
        "recipient": "Say who gets it.",
        "organisation": "Say for whom they act, such as the Crown Prosecution Service.",
        "purpose": "Say for what they get it.",
    }
    for name, sentence in needed.items():
        if not getattr(to, name).strip():
            raise Incomplete(sentence, field=name)
