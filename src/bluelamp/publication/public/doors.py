"""The other doors that lead inward: downloads, feedback, removal requests, acknowledgements, visits."""

import re
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from bluelamp.publication.errors import ConditionsNotAccepted, Gone, NoSuchEdition, Withheld
from bluelamp.publication.models import Acknowledgement, Download, Edition, Feedback, Notice, Visit
from bluelamp.publication.public.addresses import digest
from bluelamp.publication.public.converters import Unguessable
from bluelamp.publication.public.editions import edition, open_edition
from bluelamp.publication.public.references import insert_with_reference
from bluelamp.publication.values import EditionView, FeedbackKind, Occasion
from bluelamp.publication.words import mailbox

_RELEASE_PAGE: Final = re.compile(rf"/release/({Unguessable.regex})/", re.ASCII)


def record_download(
    *, token: str, outlet: str, name: str, email: str, accepted: bool, at: datetime
) -> str:
    """Record who takes the picture under the edition's conditions, and give the path of its bytes.

    Raises ConditionsNotAccepted, NotAMailbox, NoSuchEdition, Gone, Withheld. The recipient is told of a
    withdrawal from here on (DPA 2018 s.48(9)).
    """
    if not accepted:
        raise ConditionsNotAccepted("Accept the conditions of use to take the picture.")
    found = open_edition(token)
    if not found.live:
        raise Gone
    if found.withheld_at is not None:
        raise Withheld
    Download.objects.create(
        edition_id=_row_of(token), outlet=outlet, name=name, email=mailbox(email), accepted_at=at
    )
    return found.picture_path


def receive_feedback(*, text: str, at: datetime, page: str = "", email: str = "") -> str:
    """Keep what a visitor says about a site, or about one of its pages, and give its reference.

    On a release's own page it is about that release.
    """
    kind, place = FeedbackKind.FEEDBACK, page[:200]
    row = _row_shown_on(place)
    return _keep("FBK", kind, text=text, page=place, email=email, at=at, edition_id=row)


def request_removal(
    *, text: str, name: str, email: str, at: datetime, token: str | None = None
) -> str:
    """Keep a request that a picture be removed, and give its reference; raises NoSuchEdition, NotAMailbox."""
    row = _row_of(token) if token else None
    kind, address = FeedbackKind.REMOVAL, mailbox(email)
    return _keep("REM", kind, text=text, name=name, email=address, at=at, edition_id=row)


def notice(secret: str) -> tuple[EditionView, bool]:
    """The withdrawn edition that this letter was about, and whether its removal was acknowledged.

    Raises NoSuchEdition.
    """
    return _told(secret, Occasion.WITHDRAWN)


def private_edition(secret: str) -> tuple[EditionView, bool]:
    """The edition that was released to the holder of this address alone, and whether its conditions were accepted.

    Raises NoSuchEdition.
    """
    found, accepted = _told(secret, Occasion.RELEASED)
    if found.is_open:
        raise NoSuchEdition
    return found, accepted


def accept_conditions(*, secret: str, at: datetime) -> None:
    """Record that the holder of a private address accepts the conditions of use; raises NoSuchEdition, Gone, Withheld."""
    found, _accepted = private_edition(secret)
    if not found.live:
        raise Gone
    if found.withheld_at is not None:
        raise Withheld
    _acknowledge(secret, Occasion.RELEASED, at=at)


def acknowledge_withdrawal(*, secret: str, at: datetime) -> None:
    """Record that a recipient has removed the picture; saying so again changes nothing."""
    _acknowledge(secret, Occasion.WITHDRAWN, at=at)


def _told(secret: str, occasion: Occasion) -> tuple[EditionView, bool]:
    letter, token = _letter(secret, occasion)
    said = Acknowledgement.objects.filter(notice_id=letter).values("id").exists()
    return edition(token), said


def _acknowledge(secret: str, occasion: Occasion, *, at: datetime) -> None:
    letter, _token = _letter(secret, occasion)
    try:
        with transaction.atomic():
            Acknowledgement.objects.create(notice_id=letter, acknowledged_at=at)
    except IntegrityError:
        return  # acknowledged already: the constraint keeps the first


def count_visit(*, page: str, on: date) -> None:
    """Count one page seen; call it only for a visitor who agreed to be counted."""
    Visit.objects.create(page=page, seen_on=on)


def _letter(secret: str, occasion: Occasion) -> tuple[int, str]:
    letters = Notice.objects.filter(secret_digest=digest(secret), occasion=occasion)
    row = letters.values_list("id", "edition__token").first()
    if row is None:
        raise NoSuchEdition
    return row


def _row_of(token: str) -> int:
    row = Edition.objects.filter(token=token).values_list("id", flat=True).first()
    if row is None:
        raise NoSuchEdition
    return row


def _row_shown_on(page: str) -> int | None:
    found = _RELEASE_PAGE.match(page)
    rows = Edition.objects.filter(token=found[1]) if found else Edition.objects.none()
    return rows.values_list("id", flat=True).first()


def _keep(prefix: str, kind: FeedbackKind, *, at: datetime, **columns: object) -> str:
    columns |= {"kind": kind, "received_at": at}
    return insert_with_reference(Feedback, prefix, at=at, columns=columns).reference
