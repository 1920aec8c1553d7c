"""What the public processes may read and add, column by column: the queries and the grants both read this."""

from typing import Final

EDITION: Final = (
    "token",
    "headline",
    "text",
    "alt_text",
    "credit",
    "conditions",
    "file",
    "media_type",
    "sha256",
    "width",
    "height",
    "audience",
    "published_at",
    "withdrawn_at",
    "withheld_at",
    "tombstone",
)

READABLE: Final[dict[str, tuple[str, ...]]] = {
    "edition": ("id", *EDITION, "former_id"),
    "enquiry": (
        "id",
        "reference",
        "secret_digest",
        "status",
        "message",
        "edition_id",
        "received_at",
        "answered_at",
    ),
    "notice": ("id", "edition_id", "occasion", "secret_digest"),
    "acknowledgement": ("id", "notice_id"),
    "feedback": ("id", "reference"),
    "download": ("id",),
    "visit": ("id",),
    "attempt": ("id", "action", "client", "counts_until"),
}

ADDABLE: Final = ("acknowledgement", "attempt", "download", "enquiry", "feedback", "visit")

# What a visitor leaves as it is in a row added: only the desk settles a message or takes up an enquiry.
UNTOUCHED: Final[dict[str, str]] = {
    "enquiry": (
        """status = 'received' AND message = '' AND "case" = '' AND edition_id IS NULL"""
        " AND acknowledged_at IS NULL AND answered_at IS NULL"
    ),
    "feedback": (
        "settled_at IS NULL AND passed_on_at IS NULL AND settled_by = '' AND outcome = ''"
        """ AND reasons = '' AND answer = '' AND "case" = ''"""
    ),
}
