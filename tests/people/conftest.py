"""Builders of invented people."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bluelamp.people import services
from bluelamp.people.actor import SYSTEM
from bluelamp.people.models import Officer
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "brass-lantern-harbour"  # noqa: S105  invented


@pytest.fixture
def enrol(db: None) -> Callable[..., Officer]:  # noqa: ARG001  asks for the database
    def enrolled(**differs: Any) -> Officer:
        usual = {
            "actor": SYSTEM,
            "at": AT,
            "reference": "PO-1041",
            "name": "Asha Bell",
            "email": "asha.bell@ambershire.example",
            "rank": Rank.POLICE_STAFF,
            "unit": "Press desk",
            "roles": [Role.PRESS_OFFICER],
            "password": PASSWORD,
        }
        return services.enrol(**usual | differs)

    return enrolled
