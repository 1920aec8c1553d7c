"""Publish an edition: the picture's bytes first, then the rows and the letters, or nothing at all."""

from datetime import datetime
from typing import Final

from django.db import connection

from bluelamp.publication import files
from bluelamp.publication.errors import EditionIncomplete, NoSuchEnquiry, OutsideTransaction
from bluelamp.publication.models import Edition, Enquiry, Placement
from bluelamp.publication.public.addresses import random_name
from bluelamp.publication.public.editions import edition as edition_by_token
from bluelamp.publication.services.letters import tell
from bluelamp.publication.values import (
    EXTENSIONS,
    Audience,
    Channel,
    EditionView,
    EnquiryStatus,
    NewEdition,
    Occasion,
    Recipient,
)
from bluelamp.publication.words import mailbox, shown
from bluelamp.record import agreement
from bluelamp.record import services as record

# Where an edition is placed, by who may see it: private addresses lie on no page of either site.
CHANNELS: Final[dict[Audience, tuple[Channel, ...]]] = {
    Audience.EVERYONE: tuple(Channel),
    Audience.NAMED: (Channel.OUTLETS, Channel.FILE),
}


def publish(*, edition: NewEdition, at: datetime) -> EditionView:
    """Make an edition live within the caller's transaction, and write to outlets and askers.

    The file lies under a random name that no row gives away until the commit. A case released
    before gets a new address that cites the former. Raises OutsideTransaction, EditionIncomplete,
    BytesDiffer, BytesNotWritten, NoSuchEnquiry, NotAMailbox, Unshowable; ClosedToRelease while the
    record is not what is kept of it elsewhere.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction
    agreement.check_open()
    _check(edition)
    named = _named(edition)
    enquiries = _answered(edition, named)
    name = random_name()
    files.write(name, edition.media, sha256=edition.sha256)
    try:
        row = _insert(edition, file=name, at=at)
        _place(row, CHANNELS[edition.audience], at=at)
        for enquiry in enquiries:
            _answer(enquiry, row, at=at)
        tell(row, Occasion.RELEASED, at=at, named=named)
        record.prove_soon(at=at)
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


def _named(edition: NewEdition) -> tuple[Recipient, ...]:
    """To whom alone it goes, each once; none where it is for everybody."""
    named = {
        address: Recipient(email=address, name=each.name)
        for each in edition.recipients
        for address in (mailbox(each.email),)
    }
    if (edition.audience is Audience.NAMED) != bool(named):
        raise EditionIncomplete(
            "A release to named outlets and partners names at least one; any other names none."
        )
    return tuple(named.values())


def _answered(edition: NewEdition, named: tuple[Recipient, ...]) -> list[Enquiry]:
    """The enquiries that this release answers: all, or of a named audience their own."""
    asked = _enquiries(edition.enquiries)
    if edition.audience is Audience.EVERYONE:
        return asked
    addresses = {recipient.email for recipient in named}
    return [enquiry for enquiry in asked if enquiry.email in addresses]


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
        audience=edition.audience,
        published_at=at,
    )


def _place(edition: Edition, channels: tuple[Channel, ...], *, at: datetime) -> None:
    Placement.objects.bulk_create(
        Placement(edition=edition, channel=channel, placed_at=at) for channel in channels
    )


def _answer(enquiry: Enquiry, edition: Edition, *, at: datetime) -> None:
    enquiry.status = EnquiryStatus.RELEASED
    enquiry.case = edition.case
    enquiry.edition = edition
    enquiry.answered_at = at
    enquiry.save(update_fields=["status", "case", "edition", "answered_at"])
