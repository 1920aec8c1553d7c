"""Where retention holds something about somebody: how long their cases are kept, and what people wrote about that."""

from collections.abc import Collection
from typing import Final

from django.db.models import Model

from bluelamp.record.looking import counted, mentions
from bluelamp.record.places import Held, PlaceKind, Sought
from bluelamp.retention.models import Erasure, Happened, Hold, Keeping, Review

_WORDS: Final[dict[type[Model], str]] = {
    Keeping: "How long it is kept",
    Hold: "Holds",
    Happened: "Endings recorded",
    Review: "Proposals to erase or keep",
    Erasure: "Erasures",
}
_TABLES: Final = dict.fromkeys(_WORDS, "case")


def held_about(sought: Sought, cases: Collection[str]) -> list[Held]:
    """Every place in retention that is of these cases, or says one of the names or numbers."""
    kept = [
        Held(
            key=f"{model.__name__.lower()}s:{case}",
            kind=PlaceKind.REGISTER,
            case=case,
            words=f"{_WORDS[model]} ({number})",
        )
        for model, case, number in counted(_TABLES, cases)
    ]
    return [*kept, *mentions(_TABLES, sought, but=cases, words_of=lambda model: _WORDS[model])]
