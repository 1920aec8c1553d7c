"""The value that a custody imaging system gives."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedImage:
    """A custody image under the reference asked for, and whom the system says it shows."""

    content: bytes
    media_type: str
    reference: str
    taken_on: date | None
    person_name: str
