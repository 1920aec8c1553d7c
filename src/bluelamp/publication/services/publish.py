"""Publish an edition: the picture's bytes first, then the rows and the letters, or nothing at all."""

import hashlib
from datetime import datetime

from django.db import connection

from bluelamp.publication import files
from bluelamp.publication.errors import (
    BytesDiffer,
    EditionIncomplete,
    NoSuchEnquiry,
    OutsideTransaction,
)
from bluelamp.publication.models import Edition, Enquiry, Placement
from bluelamp.publication.public.addresses import random_name
from bluelamp.publication.public.editions import edition as edition_by_token
from bluelamp.publication.services.letters import tell
from bluelamp.publication.values import (
    EXTENSIONS,
    Channel,
    EditionView,
    EnquiryStatus,
    NewEdition,
    Occasion,
)
from bluelamp.publication.words import shown


def publish(*, edition: NewEdition, at: datetime) -> EditionView:
    """Make an edition live within the caller's transaction, and write to outlets and askers.

    The file lies under a random name that no row gives away until the commit. A case released
    before gets a new address that cites the former. Raises OutsideTransaction, EditionIncomplete,
    BytesDiffer, BytesNotWritten, NoSuchEnquiry, Unshowable.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction
    _check(edition)
    enquiries = _enquiries(edition.enquiries)
    name = random_name()
    files.write(name, edition.media)
    try:
        row = _insert(edition, file=name, at=at)
        _place(row, at=at)
        for enquiry in enquiries:
            _answer(enquiry, row, at=at)
        tell(row, Occasion.RELEASED, at=at)
    except BaseException:
        files.delete(name)
        raise
    return edition_by_token(row.token)


def _check(edition: NewEdition) -> None:
    needed = ("case", "headline", "text", "alt_text", "credit", "conditions")
    missing = [name.replace("_", " ") for name in needed if not getattr(edition, name).strip()]
    if missing:
        raise EditionIncomplete(f"A release needs: {', '.join(missing)}.")
    if len(edition.headline) > 200 or len(edition.credit) > 200:
        raise EditionIncomplete("A headline and a credit have at most 200 characters each.")
    if edition.media_type not in EXTENSIONS:
        allowed = ", ".join(EXTENSIONS)
        raise EditionIncomplete(f"“{edition.media_type}” cannot be released; allowed: {allowed}.")
    if min(edition.width, edition.height) < 1:
        raise EditionIncomplete("A picture has a width and a height in pixels.")
    if hashlib.sha256(edition.media).hexdigest() != edition.sha256:
        raise BytesDiffer


def _enquiries(references: tuple[str, ...]) -> list[Enquiry]:
    found = {row.reference: row for row in Enquiry.objects.filter(reference__in=references)}
    for reference in references:
        if reference not in found:
            raise NoSuchEnquiry(reference)
    return list(found.values())


def _insert(edition: NewEdition, *, file: str, at: datetime) -> Edition:
    return Edition.objects.create(
        token=random_name(),
        case=edition.case,
        former=Edition.objects.filter(case=edition.case).order_by("-published_at", "-id").first(),
        headline=shown(edition.headline),
        text=shown(edition.text),
        alt_text=shown(edition.alt_text),
        credit=shown(edition.credit),
        conditions=shown(edition.conditions),
        file=file,
        media_type=edition.media_type,
        sha256=edition.sha256,
        width=edition.width,
        height=edition.height,
        published_at=at,
    )


def _place(edition: Edition, *, at: datetime) -> None:
    Placement.objects.bulk_create(
        Placement(edition=edition, channel=channel, placed_at=at) for channel in Channel
    )


def _answer(enquiry: Enquiry, edition: Edition, *, at: datetime) -> None:
    enquiry.status = EnquiryStatus.RELEASED
    enquiry.case = edition.case
    enquiry.edition = edition
    enquiry.answered_at = at
    enquiry.save(update_fields=["status", "case", "edition", "answered_at"])
