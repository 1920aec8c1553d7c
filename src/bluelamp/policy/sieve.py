"""Sieves: every path through some diagrams as one bit, so that a case is judged by a few masks.

What a case allows strikes out the paths that need something else; a label that some path still
standing ends at is one that some completion of the case comes to. Exact, as a diagram's paths are
disjoint and together cover every complete case.
"""

from collections.abc import Hashable, Iterable, Sequence
from functools import reduce
from operator import and_, getitem, or_

from bluelamp.policy.diagram import Diagram

# More than any policy that people can read; a pack may come from anywhere.
MOST_PATHS = 100_000


class TooManyPaths(ValueError):
    """The diagrams branch too often for their paths to be listed."""


class Sieve:
    """The paths of some diagrams, numbered from bit 0 in the order of the roots.

    Args:
        diagram: where the roots lie.
        roots: the diagrams to list.
        leaving_out: a label whose paths are not listed, as no case takes them.

    `cubes` are the codes that each path needs, by level; `asking` the paths that ask for the fact at
    a level; `struck` the paths at each level that no code out of some takes.

    Raises:
        TooManyPaths: they have more than `MOST_PATHS`.
    """

    def __init__(
        self, diagram: Diagram, roots: Iterable[int], *, leaving_out: Hashable = None
    ) -> None:
        self.diagram = diagram
        self.size = 0
        self.cubes: list[dict[int, tuple[int, ...]]] = []
        self._left_out = leaving_out
        self._endings: dict[tuple[int, Hashable], int] = {}
        self._against = [[0] * size for size in diagram.sizes]
        self.asking = [0] * diagram.bottom
        for root in dict.fromkeys(roots):
            self._list(root, root, {})
        self.every = (1 << self.size) - 1
        self.levels = tuple(level for level, paths in enumerate(self.asking) if paths)
        self.struck = [_Struck(self.every, against) for against in self._against]

    def ending(self, root: int, label: Hashable) -> int:
        """The paths from this root to the label."""
        return self._endings.get((root, label), 0)

    def endings(self, root: int) -> dict[Hashable, int]:
        """The paths from this root by the label that they end at."""
        return {label: paths for (start, label), paths in self._endings.items() if start == root}

    def standing(self, allowed: Sequence[tuple[int, ...]]) -> int:
        """The paths that some completion of the case takes."""
        return self.every & ~reduce(or_, map(getitem, self.struck, allowed))

    def _list(self, root: int, node: int, cube: dict[int, tuple[int, ...]]) -> None:
        """Number the paths from this node on, and note which codes each of them needs."""
        level = self.diagram.levels[node]
        if level == self.diagram.bottom:
            if self.diagram.labels[node] == self._left_out:
                return
            if self.size == MOST_PATHS:
                raise TooManyPaths(f"more than {MOST_PATHS} ways lead to a verdict")
            key = (root, self.diagram.labels[node])
            self._endings[key] = self._endings.get(key, 0) | 1 << self.size
            self.cubes.append(cube)
            self.size += 1
            return
        children = self.diagram.children[node]
        for child in dict.fromkeys(children):
            first = self.size
            codes = tuple(code for code, other in enumerate(children) if other == child)
            self._list(root, child, cube | {level: codes})
            here = (1 << self.size) - (1 << first)
            self.asking[level] |= here
            for code, other in enumerate(children):
                if other != child:
                    self._against[level][code] |= here


class Tally(dict[int, int]):
    """Some paths in an order of their own, each with a byte, so that masks are counted by adding.

    By mask, a number with a 1 in the byte of each path that the mask has.

    Args:
        paths: which, by number.
    """

    def __init__(self, paths: Sequence[int]) -> None:
        super().__init__()
        self.paths = paths

    def count(self, masks: Iterable[int]) -> bytes:
        """In how many of the masks each path is; at most 255."""
        return sum(map(self.__getitem__, masks)).to_bytes(len(self.paths), "little")

    def __missing__(self, mask: int) -> int:
        found = self[mask] = int.from_bytes(
            bytes(mask >> path & 1 for path in self.paths), "little"
        )
        return found


class _Struck(dict[tuple[int, ...], int]):
    """By the codes that a fact can have, the paths that none of them takes."""

    def __init__(self, every: int, against: Sequence[int]) -> None:
        super().__init__()
        self._every = every
        self._against = against

    def __missing__(self, codes: tuple[int, ...]) -> int:
        paths = self[codes] = reduce(and_, (self._against[code] for code in codes), self._every)
        return paths
