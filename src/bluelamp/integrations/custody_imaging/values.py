"""The value that a custody imaging system gives."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedImage:
    """A custody image under the reference asked for, and what the system's record says: whom it shows, when and at which station it was taken."""

    content: bytes
    media_type: str
    reference: str
    taken_on: date | None
    person_name: str
    person_born: date | None = None
    custody_record: str = ""
    taken_at: str = ""
