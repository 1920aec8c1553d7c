"""What an older copy of the database has forgotten of erasures: it is erased again, before anything else is done again."""

from collections.abc import Iterator
from datetime import datetime

from bluelamp.people.actor import Actor
from bluelamp.record.rejoining import when_rejoining
from bluelamp.retention.erasing import brought_back, erase_again


@when_rejoining
def redo(*, actor: Actor, at: datetime) -> list[str]:  # noqa: ARG001  Bluelamp's own act
    """Erase again every case whose keys are destroyed and of which this copy still holds rows."""
    return [*_erased_again(at)]


def _erased_again(at: datetime) -> Iterator[str]:
    for case in brought_back():
        erase_again(case, at=at)
        yield f"Erased again: {case}, whose keys are destroyed."
