"""Where what is withheld is said again: the software points it out, and a disclosure officer looks."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bluelamp.disclosure.items import Copy, Item
from bluelamp.disclosure.marks import Standing
from bluelamp.record.values import EntryView

# Shorter words are said everywhere and give nothing away.
_LONG: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """An item that goes into the pack and says again, in these words, something of one that is withheld."""

    withheld: Item
    item: Item
    words: str


def repeats(standings: Iterable[Standing], held: Iterable[EntryView]) -> tuple[Repeat, ...]:
    """Each item to be disclosed in which a withheld one's words, or a fact that it states, come again."""
    held_by = {each.seq: each for each in held}
    found = list(standings)
    told = [
        (each.item, _haystack(each.item, held_by))
        for each in found
        if not each.withheld and each.item.copy is not Copy.LISTED
    ]
    return tuple(
        Repeat(withheld=each.item, item=item, words=words)
        for each in found
        if each.withheld
        for item, haystack in told
        if (words := _first_said_in(haystack, each.item, held_by))
    )


def _first_said_in(haystack: str, item: Item, held: Mapping[int, EntryView]) -> str:
    """The first of the item's sentences, or of the facts that it states, that stands there; empty where none does."""
    for sentence in _sentences(item, held):
        if sentence in haystack:
            return sentence
    for name in _facts(item, held):
        if f'"{name}"' in haystack:
            return f"the fact “{name.replace('_', ' ')}”"
    return ""


def _haystack(item: Item, held: Mapping[int, EntryView]) -> str:
    """All that an item says: its words, and its entries' bodies with the advice that they carry."""
    bodies = (held[seq].body or {} for seq in item.entries if seq in held)
    return "\n".join(
        (item.words, *(text for body in bodies for text in _strings(body, names=True)))
    )


def _sentences(item: Item, held: Mapping[int, EntryView]) -> Iterator[str]:
    for seq in item.entries:
        body = {
            k: v for k, v in (held[seq].body or {}).items() if k not in {"advice", "pack_digest"}
        }
        yield from (text.strip() for text in _strings(body) if _tells(text))
    if not item.entries:
        yield from (line.strip() for line in item.words.splitlines() if _tells(line))


def _tells(text: str) -> bool:
    """Whether it is words, and enough of them to be known again, or somebody's address: no number, no code."""
    told = text.strip()
    return "@" in told or (len(told) >= _LONG and " " in told)


def _facts(item: Item, held: Mapping[int, EntryView]) -> Iterator[str]:
    for seq in item.entries:
        for stated in (held[seq].body or {}).get("facts", ()):  # type: ignore[union-attr]
            if isinstance(stated, Mapping):
                yield str(stated.get("name"))


def _strings(value: Any, *, names: bool = False) -> Iterator[str]:
    """Every text in a body, its members' names too where asked for; the advice in one is read as what it is."""
    match value:
        case str():
            yield value
        case Mapping():
            for name, member in value.items():
                if names:
                    yield json.dumps(name)
                yield from _strings(member, names=names)
        case list() | tuple():
            for member in value:
                yield from _strings(member, names=names)
