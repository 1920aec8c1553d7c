"""Small numbers are withheld, and others with them, so that no sum gives a small one away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# What a number is of: the name of its table, then its place in it.
Key = tuple[str | int, ...]
# Numbers below this, but for none at all, may tell of somebody.
SMALL: Final = 5
# How many that might be withheld beside others are tried before one is.
_TRIED: Final = 2
# Where so many are withheld already, one more matters little: the smallest is taken at once.
_MANY: Final = 300
# What rounding leaves of nothing, among numbers of this kind.
_NIL: Final = 1e-7
# Below one by less than this is one: what is not determined lies further below.
_NEAR: Final = 1e-6

_Marks = NDArray[np.bool_]


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
    keys = sorted((key for key in counts if counts[key]), key=repr)
    found = _System.of(keys, counts, sums)
    hidden = found.small.copy()
    while (exposed := found.exposed(hidden))[found.small].any():
        hidden[found.best(exposed, hidden)] = True
    needed = found.without_needless(hidden)
    return frozenset(key for key, is_hidden in zip(keys, needed, strict=True) if is_hidden)


@dataclass(frozen=True, slots=True)
class _System:
    """The sums as equations: for each a row, with 1 for its parts and −1 for its total, and a column for each count."""

    counts: NDArray[np.int64]
    equations: NDArray[np.float64]
    small: _Marks
    totals: _Marks

    @classmethod
    def of(cls, keys: Sequence[Key], counts: Mapping[Key, int], sums: Sequence[Sum]) -> "_System":
        place = {key: number for number, key in enumerate(keys)}
        equations = np.zeros((len(sums), len(keys)))
        for row, each in zip(equations, sums, strict=True):
            row[[place[key] for key in each.parts if key in place]] = 1
            if each.total in place:
                row[place[each.total]] = -1
        numbers = np.array([counts[key] for key in keys], dtype=np.int64)
        return cls(numbers, equations, numbers < SMALL, np.asarray((equations < 0).any(axis=0)))

    def exposed(self, hidden: _Marks) -> _Marks:
        """Which withheld counts can be worked out, and those of which little remains of a shown total.

        A withheld count is determined where the unit vector of its column lies in the space of the
        equations' rows: where its projection there has length one.
        """
        unknowns = self.equations[:, hidden]
        values, vectors = np.linalg.eigh(unknowns @ unknowns.T)
        kept = values > _NIL
        rows = (vectors[:, kept] / np.sqrt(values[kept])).T @ unknowns
        found = np.zeros_like(hidden)
        found[hidden] = np.einsum("ij,ij->j", rows, rows) > 1 - _NEAR
        total_shown = ~(unknowns < 0).any(axis=1)
        remains = unknowns @ self.counts[hidden]
        little = total_shown & (remains > 0) & (remains < SMALL)
        found[hidden] |= (unknowns[little] > 0).any(axis=0)
        return found

    def best(self, exposed: _Marks, hidden: _Marks) -> int:
        """What to withhold next: of what shares a sum with the exposed, that which leaves the fewest of them."""
        near = (self.equations[:, exposed] != 0).any(axis=1)
        beside = (self.equations[near] != 0).any(axis=0) & ~hidden
        shown = np.flatnonzero(beside if beside.any() else ~hidden)
        ordered = shown[np.lexsort((self.counts[shown], self.totals[shown]))]
        if hidden.sum() > _MANY:
            return int(ordered[0])
        tried = [*ordered[:_TRIED], *ordered[_TRIED:][self.totals[ordered[_TRIED:]]][:_TRIED]]
        left = {}
        for number in tried:
            left[number] = self._left(number, hidden)
            if left[number] == (0, 0):
                break
        return int(min(left, key=lambda number: left[number]))

    def _left(self, number: Any, hidden: _Marks) -> tuple[int, int]:
        more = hidden.copy()
        more[number] = True
        exposed = self.exposed(more)
        return int(exposed[self.small].sum()), int(exposed.sum())

    def without_needless(self, hidden: _Marks) -> _Marks:
        """The same without what can be shown, with all that follows from it, and no small count be told."""
        others = np.flatnonzero(hidden & ~self.small)
        for number in others[np.lexsort((-self.counts[others], ~self.totals[others]))]:
            rest = hidden.copy()
            rest[number] = False
            while (exposed := self.exposed(rest)).any() and not exposed[self.small].any():
                rest &= ~exposed
            if not exposed.any():
                hidden = rest
        return hidden
