"""An officer with an authenticator app, and no memory of earlier tests."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from tests.cast import cast, home, quick_pictures  # noqa: F401  fixtures

from bluelamp.people import services
from bluelamp.people.actor import SYSTEM
from bluelamp.people.models import Officer
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role

EMAIL = "asha.bell@ambershire.example"
PASSWORD = "brass-lantern-harbour"  # noqa: S105  invented
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105  published in RFC 6238


@pytest.fixture(autouse=True)
def _no_earlier_tries(db: None) -> Iterator[None]:  # noqa: ARG001  tries lie in the database
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def officer(db: None) -> Officer:  # noqa: ARG001  asks for the database
    return enrolled(totp_secret=SECRET)


def enrolled(totp_secret: str | None) -> Officer:
    return services.enrol(
        actor=SYSTEM,
        at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
        reference="PO-1041",
        name="Asha Bell",
        email=EMAIL,
        rank=Rank.POLICE_STAFF,
        unit="Press desk",
        roles=[Role.PRESS_OFFICER],
        password=PASSWORD,
        totp_secret=totp_secret,
    )
