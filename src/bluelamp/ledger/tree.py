"""The Merkle tree over the entries: RFC 9162 section 2.1, with SHA-256.

A leaf and an inner node are hashed with different prefixes, so neither can be passed off as the
other. `Frontier` is the right edge of a growing tree: enough to append and to know the root.
`Tree` holds every complete node: enough to prove.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self, TypeAlias

from bluelamp.ledger.errors import NotAFrontier

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

Node: TypeAlias = Callable[[int, int], bytes]
"""Reads the complete node at (level, index): the root of leaves index*2**level up to (index+1)*2**level."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf: SHA-256 of 0x00 and the leaf's bytes (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256 of 0x01, the left child and the right child (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two smaller than the size, where a tree of two or more leaves divides."""
    return 1 << ((size - 1).bit_length() - 1)


def subtree(node: Node, start: int, end: int) -> bytes:
    """The root of leaves start up to, but not including, end; start as it falls in RFC 9162's division."""
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    middle = start + split(size)
    return node_hash(subtree(node, start, middle), subtree(node, middle, end))


def root(node: Node, size: int) -> bytes:
    """The root of the first `size` leaves; of none, the hash of nothing (RFC 9162, 2.1.1)."""
    return subtree(node, 0, size) if size else EMPTY_ROOT


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: the roots of its complete subtrees, largest first.

    There is one for each bit set in the size, so an append costs at most log2(size) hashes.
    """

    size: int = 0
    edge: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> Self:
        """The edge with one more leaf, given by its hash."""
        edge = list(self.edge)
        merged = leaf
        below = self.size
        while below & 1:
            merged = node_hash(edge.pop(), merged)
            below >>= 1
        return type(self)(self.size + 1, (*edge, merged))

    def root(self) -> bytes:
        """The root of the whole tree, folded from the smallest subtree upwards."""
        if not self.edge:
            return EMPTY_ROOT
        *larger, folded = self.edge
        for left in reversed(larger):
            folded = node_hash(left, folded)
        return folded

    def to_bytes(self) -> bytes:
        """The edge as it is stored: its hashes one after another, largest subtree first."""
        return b"".join(self.edge)

    @classmethod
    def from_bytes(cls, size: int, stored: bytes) -> Self:
        """The edge of a tree of this size from its stored form.

        Raises NotAFrontier if the number of hashes is not what the size asks for.
        """
        if size < 0 or len(stored) != HASH_SIZE * size.bit_count():
            raise NotAFrontier(
                f"A tree of {size} entries has an edge of {max(size, 0).bit_count()} hashes, "
                f"not {len(stored)} bytes."
            )
        starts = range(0, len(stored) + 1, HASH_SIZE)
        return cls(size, tuple(stored[start:end] for start, end in pairwise(starts)))


class Tree:
    """Every complete node over a fixed sequence of leaf hashes, level by level."""

    __slots__ = ("levels",)

    def __init__(self, leaves: Iterable[bytes]) -> None:
        """Hash the leaves' parents upwards until a level holds fewer than two nodes."""
        level: Sequence[bytes] = list(leaves)
        self.levels = [level]
        while len(level) > 1:
            level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
            self.levels.append(level)

    @property
    def size(self) -> int:
        """How many leaves the tree has."""
        return len(self.levels[0])

    def node(self, level: int, index: int) -> bytes:
        """The complete node at this level and index."""
        return self.levels[level][index]

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` leaves, or of all."""
        return root(self.node, self.size if size is None else size)
