"""Suites: some worlds side by side, one bit each, over which rules are read at once."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from bluelamp.policy.proofs.cases import World


class Suite:
    """Worlds in the order in which they were added, none of them twice."""

    false = 0

    def __init__(self, sizes: Sequence[int], worlds: Iterable[World] = ()) -> None:
        self.sizes = sizes
        self.worlds: list[World] = []
        self.true = 0
        self._columns = [[0] * size for size in sizes]
        self._seen: set[World] = set()
        for world in worlds:
            self.add(world)

    def add(self, world: World) -> None:
        """Add a world, unless the suite has it."""
        if world in self._seen:
            return
        self._seen.add(world)
        bit = 1 << len(self.worlds)
        self.worlds.append(world)
        self.true |= bit
        for column, code in zip(self._columns, world, strict=True):
            column[code] |= bit

    def literal(self, level: int, codes: frozenset[int]) -> int:
        """The worlds in which the fact at this level has one of these codes."""
        return reduce(or_, (self._columns[level][code] for code in codes), 0)

    def both(self, one: int, other: int) -> int:
        """The worlds in both sets."""
        return one & other

    def either(self, one: int, other: int) -> int:
        """The worlds in one of the sets or in both."""
        return one | other

    def opposite(self, test: int) -> int:
        """The worlds that are not in the set."""
        return self.true ^ test

    def first(self, some: int) -> World:
        """The first world of a set that is not empty."""
        return self.worlds[(some & -some).bit_length() - 1]
