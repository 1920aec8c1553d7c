"""Bring files, rows and letters back into step after a crash, a full disk or a hand on the disk."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from bluelamp.publication import files
from bluelamp.publication.gone import Reconciled
from bluelamp.publication.models import Download, Edition, Notice
from bluelamp.publication.public.addresses import gallery_page
from bluelamp.publication.services.letters import post, tell
from bluelamp.publication.services.withdraw import delete_bytes
from bluelamp.publication.values import Audience, Occasion
from bluelamp.record import agreement, aside
from bluelamp.record.errors import RecordError

log = logging.getLogger(__name__)

# A release writes its file before its row: a younger file without a row may belong to one under way.
UNDER_WAY: Final = timedelta(hours=1)
EXAMINED_AT_A_TIME: Final = 50
# Films are long: so many bytes are read through at a time, and one film in any case.
READ_AT_A_TIME: Final = 256 << 20


def reconcile(*, at: datetime) -> Reconciled:
    """Delete files that no live edition owns, withhold live editions whose file is missing or altered.

    Every live edition's file is looked for, and those examined longest ago, fifty at most, are read
    and compared by sha256. A withheld edition whose file is right again is shown again, but not while
    the desk is closed to release. What was taken down as far as is known aside, and is live in an older
    copy of the database, is withheld too. Whoever took a picture in the instant of its withdrawal is told
    now.
    """
    deleted = _delete_withdrawn(at=at) + _delete_strays(at=at)
    withheld, restored = _examine(at=at)
    told = sum(_tell_latecomers(edition, at=at) for edition in _with_latecomers())
    return Reconciled(deleted=deleted, withheld=withheld, restored=restored, told=told)


def withhold(*, case: str, at: datetime) -> None:
    """Show nothing of the case to the public until it is withdrawn, or the next reconciliation finds it right."""
    for edition in Edition.objects.filter(case=case, withdrawn_at=None):
        _withhold(edition, at=at)


def _delete_withdrawn(*, at: datetime) -> int:
    left = Edition.objects.filter(
        withdrawn_at__isnull=False, placements__channel="file", placements__removed_at=None
    )
    editions = list(left)
    for edition in editions:
        delete_bytes(edition, at=at)
    return len(editions)


def _delete_strays(*, at: datetime) -> int:
    strays = [name for name, changed in files.present() if changed < at - UNDER_WAY]
    owned = Edition.objects.filter(withdrawn_at=None).values_list("file", flat=True)
    strays = sorted(set(strays) - set(owned))
    for name in strays:
        files.delete(name)
    return len(strays)


def _examine(*, at: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    live = Edition.objects.filter(withdrawn_at=None)
    withheld_first = F("withheld_at").asc(nulls_last=True)
    rows = list(live.order_by(withheld_first, F("examined_at").asc(nulls_first=True), "id"))
    due = _due(rows)
    others = rows[len(due) :]
    down, may_show = _taken_down()
    sound = {
        edition: edition.token not in down and files.sound(edition.file, edition.sha256)
        for edition in due
    }
    sound |= {
        edition: False
        for edition in others
        if edition.token in down or not files.exists(edition.file)
    }
    live.filter(pk__in=[edition.pk for edition in sound]).update(examined_at=at)
    withheld = [edition for edition in sound if not sound[edition] and not edition.withheld_at]
    restored = [edition for edition in sound if may_show and sound[edition] and edition.withheld_at]
    for edition in withheld:
        _withhold(edition, at=at)
    live.filter(pk__in=[edition.pk for edition in restored]).update(withheld_at=None)
    return tuple(e.token for e in withheld), tuple(e.token for e in restored)


def _taken_down() -> tuple[set[str], bool]:
    """The editions known aside to be taken down; and whether all is known, so that what was withheld may be shown again."""
    down: set[str] = set()
    try:
        down.update(token for taken in aside.takedowns() for token in taken.editions)
        agreement.check_open()
    except RecordError as fault:
        log.warning("What is withheld stays so. %s", fault)
        return down, False
    return down, True


def _due(rows: list[Edition]) -> list[Edition]:
    """The first few of them, until enough bytes are to be read."""
    due: list[Edition] = []
    read = 0
    for row in rows[:EXAMINED_AT_A_TIME]:
        if due and read >= READ_AT_A_TIME:
            break
        due.append(row)
        read += files.size(row.file)
    return due


@transaction.atomic
def _withhold(edition: Edition, *, at: datetime) -> None:
    live = Edition.objects.filter(pk=edition.pk, withdrawn_at=None, withheld_at=None)
    if not live.update(withheld_at=at):
        return
    post(
        to=settings.BLUELAMP_FORCE.press_email,
        subject=f"A live picture is withheld: case {edition.case}",
        template="withheld",
        words={
            "edition": edition,
            "gallery_page": gallery_page(edition.token)
            if edition.audience == Audience.EVERYONE
            else "",
        },
        key=f"withheld-{edition.pk}-{at:%Y%m%dT%H%M%S}",
        thread=f"publication.withheld-{edition.pk}",
        at=at,
    )


def _with_latecomers() -> list[Edition]:
    told = Notice.objects.filter(
        edition=OuterRef("edition"), email=OuterRef("email"), occasion=Occasion.WITHDRAWN
    )
    untold = Download.objects.filter(edition__withdrawn_at__isnull=False).exclude(Exists(told))
    return list(Edition.objects.filter(pk__in=untold.values("edition")))


@transaction.atomic
def _tell_latecomers(edition: Edition, *, at: datetime) -> int:
    before = edition.notices.filter(occasion=Occasion.WITHDRAWN).count()
    return len(tell(edition, Occasion.WITHDRAWN, at=at)) - before
