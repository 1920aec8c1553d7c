"""What passes the publication room's doors of what was withdrawn: who was told, who answered, what is left, as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from bluelamp.publication.values import Channel, EditionView, Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What a takedown did: the editions withdrawn, newest first, and who has been told, each once."""

    editions: tuple[EditionView, ...]
    recipients: tuple[str, ...]

    @property
    def edition(self) -> EditionView:
        """The newest of the editions withdrawn."""
        return self.editions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What remains of a withdrawn edition for feeds: its token, when it went, and the public wording."""

    token: str
    withdrawn_at: datetime
    tombstone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """What is not gone yet of what a case withdrew: channels that still hold it, and recipients who have not answered."""

    channels: tuple[Channel, ...]
    recipients: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.channels or self.recipients)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """That a recipient was written to about an edition (its token), and when they said that they had acted on it.

    `reminders` went out since; `removed`, `reasons` and by whom once an officer has settled it.
    """

    email: str
    edition: str
    occasion: Occasion
    sent_at: datetime
    acknowledged_at: datetime | None
    reminded_at: datetime | None
    reminders: int
    removed: bool | None
    settled_at: datetime | None
    settled_by: str
    reasons: str

    @property
    def is_open(self) -> bool:
        """Whether a withdrawal waits for this recipient, or for an officer who settles it."""
        answered = self.acknowledged_at is not None or self.settled_at is not None
        return self.occasion is Occasion.WITHDRAWN and not answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What a reconciliation of files with rows did: files deleted, editions newly withheld or restored."""

    deleted: int
    withheld: tuple[str, ...]
    restored: tuple[str, ...]
    told: int
