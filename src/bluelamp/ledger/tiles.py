"""The tree's complete nodes as tiles, 256 wide and 8 levels high (c2sp.org/tlog-tiles).

The tile at (level L, number N) holds the nodes N*256 up to N*256+255 of the tree's level 8*L; the levels
above them, up to the next tile's, follow from these. A full tile never changes.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from bluelamp.ledger.errors import NoSuchProof
from bluelamp.ledger.tree import HASH_SIZE, Tree

HEIGHT = 8
WIDTH = 1 << HEIGHT

Read: TypeAlias = Callable[[int, int], Sequence[bytes]]
"""Reads the hashes of the tile at (level, number), as many as there are yet."""


def filled(size: int) -> Iterator[tuple[int, int]]:
    """Level and number of each tile that the last entry of a tree of this size has filled, lowest first."""
    level, span = 0, WIDTH
    while size and size % span == 0:
        yield level, size // span - 1
        level, span = level + 1, span * WIDTH


def to_bytes(hashes: Sequence[bytes]) -> bytes:
    """A tile as it is stored: its hashes one after another."""
    return b"".join(hashes)


def from_bytes(stored: bytes) -> tuple[bytes, ...]:
    """The hashes of a stored tile."""
    starts = range(0, len(stored) + 1, HASH_SIZE)
    return tuple(stored[start:end] for start, end in pairwise(starts))


class Tiles:
    """Gives complete nodes (`tree.Node`) out of tiles, each read once."""

    __slots__ = ("_read", "_trees")

    def __init__(self, read: Read) -> None:
        """Read tiles by this call when a node of them is first asked for."""
        self._read = read
        self._trees: dict[tuple[int, int], Tree] = {}

    def node(self, level: int, index: int) -> bytes:
        """The complete node at this level and index. Raises NoSuchProof if no tile holds it."""
        tile_level, rise = divmod(level, HEIGHT)
        number, first = divmod(index << rise, WIDTH)
        if (tile_level, number) not in self._trees:
            self._trees[tile_level, number] = Tree(self._read(tile_level, number))
        levels = self._trees[tile_level, number].levels
        if rise >= len(levels) or first >> rise >= len(levels[rise]):
            raise NoSuchProof(f"The tree's node {index} at level {level} is not there.")
        return levels[rise][first >> rise]


class Tiling:
    """The tiles of a tree that grows leaf by leaf, given out as they fill."""

    __slots__ = ("_growing",)

    def __init__(self) -> None:
        """Begin with no leaf."""
        self._growing: list[list[bytes]] = [[]]

    def append(self, leaf: bytes) -> Iterator[tuple[int, Tree]]:
        """Level and tree of each tile that this leaf, given by its hash, has filled, lowest first."""
        level, hashed = 0, leaf
        while True:
            self._growing[level].append(hashed)
            if len(self._growing[level]) < WIDTH:
                return
            full = Tree(self._growing[level])
            self._growing[level] = []
            yield level, full
            level, hashed = level + 1, full.root()
            if level == len(self._growing):
                self._growing.append([])
