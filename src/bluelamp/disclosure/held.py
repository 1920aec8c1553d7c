"""Where disclosure holds something about somebody: packs of their cases, who was given them, marks and choices."""

from collections.abc import Collection, Iterator
from typing import Final

from django.db.models import Model

from bluelamp.disclosure.models import Choice, Given, Mark, Pack
from bluelamp.record.looking import counted, mentions
from bluelamp.record.places import Held, PlaceKind, Sought

_WORDS: Final[dict[type[Model], str]] = {
    Mark: "Marks on items of the material",
    Choice: "Choices of what is withheld",
    Pack: "Disclosure packs",
    Given: "Packs given",
}
_TABLES: Final[dict[type[Model], str]] = {Mark: "case", Choice: "case", Given: "pack__case"}


def held_about(sought: Sought, cases: Collection[str]) -> list[Held]:
    """Every place in disclosure that is of these cases, or says one of the names or numbers."""
    named = mentions(_TABLES, sought, but=cases, words_of=lambda model: _WORDS[model])
    return [*_packs(cases), *recipients(cases), *_kept(cases), *named]


def _packs(cases: Collection[str]) -> Iterator[Held]:
    for pack in Pack.objects.filter(case__in=cases).order_by("case", "number"):
        yield Held(
            key=f"pack:{pack.pk}",
            kind=PlaceKind.PACK,
            case=pack.case,
            words=f"Pack {pack.number}, asked for on {pack.asked_at:%-d %B %Y}",
            sha256=pack.sha256,
        )


def recipients(cases: Collection[str]) -> Iterator[Held]:
    """Whoever was given a pack, who must be told of a change."""
    rows = Given.objects.filter(pack__case__in=cases).select_related("pack")
    for row in rows.order_by("pk"):
        yield Held(
            key=f"given:{row.pk}",
            kind=PlaceKind.RECIPIENT,
            case=row.pack.case,
            words=f"{row.recipient}, {row.organisation}: pack {row.pack.number}",
        )


def _kept(cases: Collection[str]) -> Iterator[Held]:
    for model, case, number in counted({Mark: "case", Choice: "case"}, cases):
        yield Held(
            key=f"{model.__name__.lower()}s:{case}",
            kind=PlaceKind.REGISTER,
            case=case,
            words=f"{_WORDS[model]} ({number})",
        )
