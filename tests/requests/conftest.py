"""The cast, their home, and a second disclosure officer."""

import pytest
from django.utils import timezone
from tests.cast import Cast, cast, home, quick_pictures  # noqa: F401  fixtures

from bluelamp.people import selectors as people
from bluelamp.people import services
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role


@pytest.fixture
def rae(cast: Cast) -> Actor:  # noqa: F811, ARG001  enrolled beside them
    services.enrol(
        actor=SYSTEM,
        at=timezone.now(),
        reference="DO-502",
        name="Rae Holt",
        email="rae.holt@ambershire.example",
        rank=Rank.POLICE_STAFF,
        unit="Disclosure",
        roles=(Role.DISCLOSURE_OFFICER,),
        password="brass-lantern-harbour",
    )
    return people.by_reference("DO-502")
