"""The cast, a home, quick pictures, and a case that is over and may be erased."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings
from tests import court
from tests.cast import Cast, cast, home, quick_pictures  # noqa: F401  fixtures
from tests.desk import builders
from tests.desk.builders import Walk, a_case, ordinary

from bluelamp.casework import services as casework
from bluelamp.retention import services
from bluelamp.retention.values import Ending

# A name that no other test has: what is looked for everywhere once the case is erased.
PERSON = "Zebedee Quillfeather"
Over = Callable[..., Walk]


def later(**by: float) -> datetime:
    """A time to come."""
    return timezone.now() + timedelta(**by)


@pytest.fixture
def over(cast: Cast) -> Over:  # noqa: F811
    """A case that was closed without a release; the law still holds it for six months from conviction."""

    def make() -> Walk:
        walk = a_case(cast)
        known = ordinary(at=walk.at)
        court.keep(walk.reference, known, actor=cast.asha, at=walk.at)
        casework.close(case=walk.reference, reason="Not wanted", actor=cast.asha, at=walk.at)
        end_proceedings(walk)
        return walk

    return make


@pytest.fixture
def erasable_now(home: Path, settings: Settings) -> None:  # noqa: F811
    """A schedule in which the law holds back nothing that is over, so that no test waits for its six months."""
    shipped = settings.BLUELAMP_RETENTION_SCHEDULE.read_text()
    schedule = shipped.replace("hold = true", "hold = false")
    schedule = schedule.replace('while = "open"\nhold = false', 'while = "open"\nhold = true')
    settings.BLUELAMP_RETENTION_SCHEDULE = home / "schedule.toml"
    settings.BLUELAMP_RETENTION_SCHEDULE.write_text(schedule)


@pytest.fixture
def released(
    cast: Cast,  # noqa: F811
    erasable_now: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> Over:
    """A case of somebody with a name like no other, released and taken down; nothing holds it any more."""

    def make(*, ready_for: str = "reopening") -> Walk:
        monkeypatch.setattr(builders, "PERSON", PERSON)
        walk = a_case(cast, ready_for=ready_for)
        end_proceedings(walk)
        return walk

    return make


def end_proceedings(walk: Walk) -> None:
    """Somebody says that the proceedings are over."""
    services.record_ending(
        case=walk.reference,
        ending=Ending.PROCEEDINGS,
        on=timezone.localdate(walk.at),
        source="Crown Court register",
        actor=walk.cast.dee,
        at=walk.at,
    )
