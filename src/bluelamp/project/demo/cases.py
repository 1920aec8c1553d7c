"""A case in every state of every route, so that each page of the desk has something true to show."""

from collections.abc import Callable
from datetime import datetime

from bluelamp.project.demo.walks import appeal, custody, media, missing, prosecution, wanted

# The custody image that is live comes last, so that it is the newest release.
ROUTES = (prosecution, media, appeal, missing, wanted, custody)


def load(*, at: datetime, say: Callable[[str], None]) -> None:
    """Walk every case to where it stands, telling each aloud."""
    for route in ROUTES:
        for walk, words in route.WALKS:
            say(words)
            walk(at)
