"""Body-worn video at its source: how long each camera's footage is still there, and whether somebody keeps it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bluelamp.casework.models import Camera, Case, KeepRequest
from bluelamp.casework.pack import london

# The Metropolitan Police’s page on privacy and body-worn video: footage that nobody marks goes after 31 days.
DELETED_AFTER: Final = timedelta(days=31)
# How long before that somebody is called.
CALLED_BEFORE: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraView:
    """A camera of the event, who was last asked to keep its footage, and the day on which it goes from its source."""

    row: Camera
    request: KeepRequest | None
    deleted_on: date
    days_left: int

    @property
    def is_kept(self) -> bool:
        """Whether somebody has confirmed that the footage is kept."""
        return bool(self.request and self.request.kept)

    @property
    def is_gone(self) -> bool:
        """Whether somebody has said that it is there no more."""
        return bool(self.request and self.request.kept is False)

    @property
    def is_pressing(self) -> bool:
        """Whether nobody has confirmed it and its days are nearly over, or over."""
        return not self.is_kept and not self.is_gone and self.days_left <= CALLED_BEFORE.days


def deleted_on(recorded_at: datetime) -> date:
    """The day on which unmarked footage goes from its source."""
    return london(recorded_at) + DELETED_AFTER


def cameras(case: Case, *, at: datetime) -> tuple[CameraView, ...]:
    """Every camera of the event, in the order of recording."""
    return tuple(_view(row, at=at) for row in case.cameras.order_by("recorded_at", "id"))


def _view(row: Camera, *, at: datetime) -> CameraView:
    last = deleted_on(row.recorded_at)
    return CameraView(
        row=row,
        request=row.requests.order_by("-id").first(),
        deleted_on=last,
        days_left=(last - london(at)).days,
    )
