"""Small numbers are withheld, and others with them, so that no sum gives a small one away."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

# What a number is of: the name of its table, then its place in it.
Key = tuple[str | int, ...]
# Numbers below this, but for none at all, may tell of somebody.
SMALL: Final = 5
# Arithmetic is exact, modulo a prime whose square fits in 64 bits.
_PRIME: Final = 2**31 - 1
_TRIED: Final = 12


@dataclass(frozen=True, slots=True)
class Sum:
    """A total that is shown beside its parts."""

    total: Key
    parts: tuple[Key, ...]


def withheld(counts: Mapping[Key, int], sums: Sequence[Sum]) -> frozenset[Key]:
    """Which of the counts are not shown: those under five, and as many more as keep every one of these from being worked out.

    No small count follows from what is shown by adding and taking away, over all the sums at once,
    and what remains of a shown total is never small. Counts of none are always shown. The smallest
    counts are withheld first, totals last, and nothing is withheld that protects nothing.
    """
    small = frozenset(key for key, count in counts.items() if 0 < count < SMALL)
    hidden = small

    def left(key: Key) -> tuple[int, int]:
        exposed = _exposed(hidden | {key}, counts, sums)
        return len(exposed & small), len(exposed)

    while (exposed := _exposed(hidden, counts, sums)) & small:
        hidden |= {min(_candidates(exposed, hidden, counts, sums), key=left)}
    return _without_needless(hidden, small, counts, sums)


def _without_needless(
    hidden: frozenset[Key], small: frozenset[Key], counts: Mapping[Key, int], sums: Sequence[Sum]
) -> frozenset[Key]:
    """The withheld counts without those that can be shown, with all that follows from them, and no small one be told."""
    totals = {each.total for each in sums}
    for key in sorted(hidden - small, key=lambda key: (key not in totals, -counts[key], repr(key))):
        rest = hidden - {key}
        while (exposed := _exposed(rest, counts, sums)) and not exposed & small:
            rest -= exposed
        if not exposed:
            hidden = rest
    return hidden


def _candidates(
    exposed: Collection[Key],
    hidden: frozenset[Key],
    counts: Mapping[Key, int],
    sums: Sequence[Sum],
) -> list[Key]:
    """What may be withheld beside the exposed: what shares a sum with them or, failing that, anything; the best first."""
    totals = {each.total for each in sums}
    near = [each for each in sums if not {each.total, *each.parts}.isdisjoint(exposed)]
    for some in (near, sums):
        shown = {key for each in some for key in (each.total, *each.parts)} - hidden
        found = sorted(
            (key for key in shown if counts[key]),
            key=lambda key: (key in totals, counts[key], repr(key)),
        )
        if found:
            return [*found[:_TRIED], *[key for key in found[_TRIED:] if key in totals][:_TRIED]]
    raise AssertionError("a withheld count follows from nothing that is shown")


def _exposed(hidden: frozenset[Key], counts: Mapping[Key, int], sums: Sequence[Sum]) -> set[Key]:
    """Which of the withheld counts can be worked out, and those of which little remains of a shown total."""
    unknowns = sorted(hidden, key=repr)
    place = {key: number for number, key in enumerate(unknowns)}
    rows: list[Any] = []
    exposed: set[Key] = set()
    for each in sums:
        parts = [key for key in each.parts if key in place]
        if each.total not in place and 0 < sum(counts[key] for key in parts) < SMALL:
            exposed |= set(parts)
        row = np.zeros(len(unknowns), dtype=np.int64)
        row[[place[key] for key in parts]] = 1
        if each.total in place:
            row[place[each.total]] = _PRIME - 1
        rows.append(row)
    return exposed | {unknowns[number] for number in _determined(rows)}


def _determined(rows: Iterable[Any]) -> set[int]:
    """The unknowns with one solution: with every pivot alone in its column, a row that holds one unknown alone tells it."""
    table = np.array([row for row in rows if row.any()], dtype=np.int64)
    for number in range(len(table)):
        filled = np.flatnonzero(table[number])
        if filled.size == 0:
            continue
        pivot = filled[0]
        table[number] = table[number] * pow(int(table[number, pivot]), -1, _PRIME) % _PRIME
        factors = table[:, pivot].copy()
        factors[number] = 0
        used = np.flatnonzero(factors)
        table[used] = (table[used] - factors[used, None] * table[number]) % _PRIME
    alone = [np.flatnonzero(row) for row in table]
    return {int(each[0]) for each in alone if each.size == 1}
