"""What people have asked of the demonstration force: information, and what becomes of their own data."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from bluelamp.project.demo.cast import DEE
from bluelamp.project.demo.story import who
from bluelamp.requests import services
from bluelamp.requests.values import CameBy, Decision, Kind, Regime

# Whose conviction was quashed, in one of the walks.
PERSON: Final = "Noel Quarry"


def load(*, at: datetime) -> None:
    """Two questions of which one is decided, and somebody who asks that what is held about him be erased."""
    today = timezone.localdate(at)
    reference = services.receive(
        kind=Kind.INFORMATION,
        name="Nell Carver",
        email="nell.carver@home.example",
        came_by=CameBy.WEBSITE,
        received_on=today - timedelta(days=12),
        text="",
        questions=(
            "What is your policy on releasing custody photographs?",
            "How many did you issue and refuse last year, by month, sentence and offence?",
        ),
        actor=who(DEE),
        at=at,
    )
    services.decide_question(
        request=reference,
        number=1,
        decision=Decision.GIVEN,
        information="It is published, with the reasons for each rule.",
        addresses="https://www.ambershire.example/policy/images",
        actor=who(DEE),
        at=at,
    )
    _own_data(at=at)


def _own_data(*, at: datetime) -> None:
    reference = services.receive(
        kind=Kind.ERASURE,
        regime=Regime.LAW_ENFORCEMENT,
        name=PERSON,
        person=PERSON,
        address="12 Weir Street\nNorthbridge",
        came_by=CameBy.LETTER,
        received_on=timezone.localdate(at) - timedelta(days=5),
        text="My conviction was quashed. Erase what you hold about me, and tell those who had my picture.",
        actor=who(DEE),
        at=at,
    )
    seen = "Passport seen at Northbridge police station."
    services.prove_identity(request=reference, words=seen, actor=who(DEE), at=at)
    services.search(request=reference, names=[PERSON], numbers=[], actor=who(DEE), at=at)
