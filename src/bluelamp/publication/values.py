"""What passes the publication room's doors: editions, enquiries and their states, as frozen values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import IO, Final

EXTENSIONS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "video/mp4": "mp4",
}


class EnquiryStatus(StrEnum):
    """How an enquiry stands, as its asker is told."""

    RECEIVED = "received"
    BEING_CONSIDERED = "being_considered"
    RELEASED = "released"
    NOT_RELEASED = "not_released"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Channel(StrEnum):
    """A way by which an edition reaches people; each has its own times (WP-04)."""

    GALLERY = "gallery"
    PRESS = "press"
    OUTLETS = "outlets"
    FILE = "file"


class Audience(StrEnum):
    """Who may see an edition: everybody, on both public sites, or named outlets and partners alone."""

    EVERYONE = "everyone"
    NAMED = "named"


class Occasion(StrEnum):
    """Why a recipient was written to about an edition."""

    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class FeedbackOutcome(StrEnum):
    """How a visitor's message was settled: the picture went, it stays, an answer was written, or it was read."""

    REMOVED = "removed"
    KEPT = "kept"
    ANSWERED = "answered"
    READ = "read"


class FeedbackKind(StrEnum):
    """What a visitor wrote about: the site itself, or a picture that should go."""

    FEEDBACK = "feedback"
    REMOVAL = "removal"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEdition:
    """An approved rendition with its words, ready to be published.

    `sha256` is that of the approved rendition: other bytes in the open file `media` are refused.
    `enquiries` are the references whose askers are told. For a named audience `recipients` are
    those who get a private address each, and of the askers only who is among them is answered.
    """

    case: str
    headline: str
    text: str
    alt_text: str
    credit: str
    conditions: str
    media: IO[bytes]
    media_type: str
    sha256: str
    width: int
    height: int
    enquiries: tuple[str, ...] = ()
    audience: Audience = Audience.EVERYONE
    recipients: tuple["Recipient", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """An edition as anyone may see it: nothing here names the case."""

    token: str
    headline: str
    text: str
    alt_text: str
    credit: str
    conditions: str
    file: str
    media_type: str
    sha256: str
    width: int
    height: int
    audience: Audience
    published_at: datetime
    withdrawn_at: datetime | None
    withheld_at: datetime | None
    tombstone: str
    former: str | None

    @property
    def live(self) -> bool:
        """Whether it has not been withdrawn (it may still be withheld while its file is unsound)."""
        return self.withdrawn_at is None

    @property
    def shown(self) -> bool:
        """Whether anyone may see it now: neither withdrawn nor withheld."""
        return self.withdrawn_at is None and self.withheld_at is None

    @property
    def is_open(self) -> bool:
        """Whether it is for everybody, and so has a page on the public sites."""
        return self.audience is Audience.EVERYONE

    @property
    def is_footage(self) -> bool:
        """Whether it is a film and no picture."""
        return self.media_type.startswith("video/")

    @property
    def thing(self) -> str:
        """What it is, in a word for readers."""
        return "footage" if self.is_footage else "picture"

    @property
    def picture_path(self) -> str:
        """The path, on either public site, of its picture."""
        return f"/picture/{self.token}/{self.file_name}"

    @property
    def file_name(self) -> str:
        """The last part of the address of its picture or film."""
        return f"{self.file}.{EXTENSIONS[self.media_type]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryReceipt:
    """What an asker is given: a reference to quote, and the secret of the status page's address."""

    reference: str
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryStanding:
    """How an enquiry stands, for the holder of its secret; `edition` once there is a release."""

    reference: str
    status: EnquiryStatus
    message: str
    received_at: datetime
    answered_at: datetime | None
    edition: EditionView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryView:
    """An enquiry as the press office sees it."""

    reference: str
    outlet: str
    name: str
    email: str
    person: str
    court: str
    case_details: str
    deadline: datetime | None
    question: str
    purpose: str
    status: EnquiryStatus
    message: str
    case: str
    edition: str | None
    received_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Someone who holds an edition and must be told when it is withdrawn (DPA 2018 s.48(9))."""

    email: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementView:
    """When an edition appeared on a channel and when it went from it."""

    channel: Channel
    placed_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """An accredited outlet, told of every release and takedown until it leaves."""

    name: str
    email: str
    accredited_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackView:
    """What a visitor wrote, and once it is settled how, why and by whom (an officer's reference).

    `page` is where they came from; `edition`, `headline` and `live` tell of the picture that it is
    about, `case` of the case that this belongs to or that the message was settled in.
    """

    reference: str
    kind: FeedbackKind
    page: str
    text: str
    name: str
    email: str
    edition: str | None
    headline: str
    live: bool
    case: str
    received_at: datetime
    settled_at: datetime | None
    settled_by: str
    outcome: FeedbackOutcome | None
    reasons: str
    answer: str
