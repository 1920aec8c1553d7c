"""Erase what entries say, and keep the proof that they were made."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from bluelamp.ledger.entries import JSON
from bluelamp.record import aside
from bluelamp.record.errors import CannotErase
from bluelamp.record.models import Entry, EntryBody
from bluelamp.record.services.append import add
from bluelamp.record.values import ERASED, Appended


def erase(
    *, entries: Collection[int], case: str, reason: str, actor: str, at: datetime
) -> Appended:
    """Delete the bodies and salts of these entries of a case, and record that and why.

    The leaves stay, so every proof stays valid. The reason is kept for ever and must name nobody.
    Raises CannotErase if an entry is not of the case, is erased already, or records an erasure.
    """
    wanted = sorted(set(entries))
    with transaction.atomic():
        done = add(
            kind=ERASED,
            case=case,
            actor=actor,
            at=at,
            body={"entries": wanted, "reason": reason},
        )
        bodies = EntryBody.objects.filter(entry_id__in=wanted, entry__case=case)
        found = set(bodies.exclude(entry__kind=ERASED).values_list("entry_id", flat=True))
        if not wanted or found != set(wanted):
            others = ", ".join(str(seq) for seq in wanted if seq not in found) or "none given"
            raise CannotErase(
                f"Entries that cannot be erased for {case}: {others}. An entry must be of the case, "
                "not erased already, and not itself the record of an erasure."
            )
        aside.write_erasure(wanted, at=at)
        EntryBody.objects.filter(entry_id__in=wanted).delete()
        return done


def erase_case(*, case: str, reason: str, actor: str, at: datetime) -> Appended:
    """Record that everything a case's entries say is erased; the case's keys are destroyed after the commit.

    The entry is of no case, so that it outlasts the key, and numbers every entry of the case. Until the
    key is gone the record's check says of each that it is still there. Raises CannotErase for no case.
    """
    if not case:
        raise CannotErase("What is recorded of no case is not erased by destroying a case's key.")
    with transaction.atomic():
        of_case = Entry.objects.filter(case=case).order_by("seq").values_list("seq", flat=True)
        body: dict[str, JSON] = {
            "all": True,
            "case": case,
            "entries": list(of_case),
            "reason": reason,
        }
        return add(kind=ERASED, case="", actor=actor, at=at, body=body)
