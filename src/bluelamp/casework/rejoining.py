"""What an older copy of the database has forgotten of the cases: it is taken down again, and nothing goes out by the clock."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from bluelamp.casework.acting import acting
from bluelamp.casework.grounds import TAKEDOWN_REASONS
from bluelamp.casework.lifecycle import Act, State
from bluelamp.casework.models import Decision
from bluelamp.casework.services.embargo import hold_embargo
from bluelamp.casework.services.end import withdrawn
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.publication import selectors as publication
from bluelamp.record import aside
from bluelamp.record.aside import TakenDown
from bluelamp.record.rejoining import when_rejoining


@when_rejoining
def redo(*, actor: Actor, at: datetime) -> list[str]:  # noqa: ARG001  Bluelamp's own acts
    """Take down again what was taken down since, and hold back each embargo whose hour has passed."""
    return [*_taken_down_again(at), *_held_back(at)]


def _taken_down_again(at: datetime) -> Iterator[str]:
    live = {edition.token: case for case, edition in publication.all_live()}
    again = {
        live[each]: taken
        for taken in reversed(aside.takedowns())
        for each in taken.editions
        if each in live
    }
    for case, taken in sorted(again.items()):
        _take_down(case, taken, at)
        yield f"Taken down again: {case}, first taken down {_moment(taken.at)}."


def _take_down(case: str, taken: TakenDown, at: datetime) -> None:
    words = (
        f"It was taken down {_moment(taken.at)}. An older copy of the database was put back and showed "
        "it again, so it is taken down once more; who did it then, and in which words, is lost."
    )
    reason = taken.why if taken.why in TAKEDOWN_REASONS else "ended"
    with acting(Act.TAKE_DOWN_AGAIN, case=case, actor=SYSTEM, at=at) as doing:
        withdrawn(doing, reason=reason, explanation=words)


def _held_back(at: datetime) -> Iterator[str]:
    """It may have been published, and taken down, in a time that is forgotten: a person decides anew."""
    due = Decision.objects.filter(
        case__state=State.EMBARGOED, edition="", held_at=None, embargo_until__lte=at
    )
    why = (
        "Its hour passed while the desk was closed to release, or in the time that an older copy of the "
        "database has forgotten. Look whether it went out, and decide anew."
    )
    for case in due.order_by("id").values_list("case__reference", flat=True):
        hold_embargo(case=case, why=why, at=at)
        yield f"Held back: {case}, whose embargo ended meanwhile."


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):on %-d %B %Y at %H:%M}"
