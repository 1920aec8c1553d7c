"""What a custody imaging system says of an image, beside the picture itself: a small JSON document."""

from datetime import date

import msgspec

from bluelamp.integrations.custody_imaging.errors import CustodySystemUnavailable
from bluelamp.integrations.custody_imaging.values import FetchedImage

LARGEST_DESCRIPTION = 64 * 1024
LARGEST_IMAGE = 40 * 1024 * 1024


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the image shows, and what the system knows of when, where and under which record; more is ignored.

    Days are YYYY-MM-DD; `taken_at` is the police station.
    """

    person_name: str
    taken_on: date | None = None
    person_born: date | None = None
    custody_record: str = ""
    taken_at: str = ""


def image_of(
    *, reference: str, description: bytes, content: bytes, media_type: str
) -> FetchedImage:
    """The two documents as one value; raises CustodySystemUnavailable where they are not what they should be."""
    try:
        said = msgspec.json.decode(description, type=Description)
    except msgspec.MsgspecError as error:
        raise CustodySystemUnavailable(
            f"The custody imaging system describes image {reference} in a way that cannot be read ({error})."
        ) from None
    if not content:
        raise CustodySystemUnavailable(
            f"The custody imaging system gave an empty picture for {reference}."
        )
    return FetchedImage(
        content=content,
        media_type=media_type,
        reference=reference,
        taken_on=said.taken_on,
        person_name=said.person_name,
        person_born=said.person_born,
        custody_record=said.custody_record,
        taken_at=said.taken_at,
    )


def too_large(reference: str, limit: int) -> CustodySystemUnavailable:
    """The refusal of a document that is larger than its limit in bytes."""
    return CustodySystemUnavailable(
        f"What the custody imaging system gave for {reference} is larger than the {limit // 1024:,} KiB allowed."
    )
