"""The answer to a request as it would be written from what was decided."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.conf import settings

from bluelamp.requests import post
from bluelamp.requests.exemptions import grounds_for
from bluelamp.requests.models import Notified, Place, Request
from bluelamp.requests.selectors import settled_places
from bluelamp.requests.values import CHANGED, Kind, Outcome, Regime

_TO_RECIPIENTS: Final = {
    Outcome.CORRECTED: "We put right what was wrong: (say what)",
    Outcome.ERASED: "We erased it.",
    Outcome.RESTRICTED: "We restricted it: we keep it as evidence and use it for nothing else.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Places about which the same was done for the same reason."""

    words: str
    reasons: str
    places: tuple[str, ...]


def answer(row: Request) -> str:
    """The text of the answer, to be read and changed by whoever signs it."""
    places = settled_places(row) if Kind(row.kind).is_right else []
    changed = [each for each in places if each.outcome != Outcome.TOLD]
    notified = Notified.objects.filter(place__request=row).order_by("pk")
    return post.draft(
        "answer",
        row,
        told=_groups(row, changed),
        notified="; ".join(notified.values_list("place__words", flat=True)),
        policy_page=settings.BLUELAMP_FORCE.policy_page,
    )


def to_recipients(row: Request) -> str:
    """What recipients are told of a change (DPA 2018 s.48(9)); it names nobody."""
    changed = row.places.filter(outcome__in=CHANGED).order_by("outcome").values_list("outcome")
    done = [_TO_RECIPIENTS[Outcome(outcome)] for (outcome,) in changed.distinct()]
    return post.draft("recipient", row, done=done)


def _groups(row: Request, places: list[Place]) -> list[Told]:
    """The places by what was done and why; a refusal says under which law."""

    def key(place: Place) -> tuple[str, str, str]:
        return (place.outcome, place.ground, place.reasons)

    return [
        Told(
            words=_outcome(row, outcome, ground),
            reasons=reasons,
            places=tuple(dict.fromkeys(each.words for each in group)),
        )
        for (outcome, ground, reasons), group in groupby(sorted(places, key=key), key)
    ]


def _outcome(row: Request, outcome: str, ground: str) -> str:
    words = Outcome(outcome).words
    if not ground:
        return words
    found = grounds_for(Kind(row.kind), Regime(row.regime))[ground]
    return f"{words}: {found.words[0].lower()}{found.words[1:]} ({found.law})"
