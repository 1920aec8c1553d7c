"""Proofs over the tree: that an entry is in it, and that a later tree only adds to an earlier one.

Making a proof needs a reader of complete nodes (`tree.Node`), wherever they are kept; checking one
needs only the proof, the sizes and the roots. Leaves are numbered from 0, as in RFC 9162.
"""

from collections.abc import Sequence
from typing import TypeAlias

from bluelamp.ledger.errors import NoSuchProof
from bluelamp.ledger.tree import HASH_SIZE, Node, node_hash, split, subtree

Proof: TypeAlias = tuple[bytes, ...]


def inclusion(node: Node, index: int, size: int) -> Proof:
    """Prove that the leaf at this index is in the tree of this size (RFC 9162, 2.1.3.1).

    Raises NoSuchProof if the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise NoSuchProof(f"A tree of {size} leaves has no leaf {index}.")
    return _path(node, index, 0, size)


def _path(node: Node, index: int, start: int, end: int) -> Proof:
    if end - start == 1:
        return ()
    middle = start + split(end - start)
    if index < middle:
        return (*_path(node, index, start, middle), subtree(node, middle, end))
    return (*_path(node, index, middle, end), subtree(node, start, middle))


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to from a leaf hash; None if it cannot be one (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or any(len(step) != HASH_SIZE for step in (leaf, *proof)):
        return None
    position, last, folded = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return None
        if position & 1 or position == last:
            folded = node_hash(step, folded)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            folded = node_hash(folded, step)
        position, last = position >> 1, last >> 1
    return folded if last == 0 else None


def includes(leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Check that the proof places this leaf hash at this index under this root."""
    return root_by_inclusion(leaf, index, size, proof) == root


def consistency(node: Node, old: int, new: int) -> Proof:
    """Prove that the tree of the new size begins with the tree of the old (RFC 9162, 2.1.4.1).

    Raises NoSuchProof unless 0 < old <= new: of an empty tree there is nothing to prove.
    """
    if not 0 < old <= new:
        raise NoSuchProof(f"No proof leads from a tree of {old} leaves to one of {new}.")
    return _subproof(node, old, 0, new, whole=True)


def _subproof(node: Node, old: int, start: int, end: int, *, whole: bool) -> Proof:
    if old == end:
        return () if whole else (subtree(node, start, end),)
    middle = start + split(end - start)
    if old <= middle:
        return (*_subproof(node, old, start, middle, whole=whole), subtree(node, middle, end))
    return (*_subproof(node, old, middle, end, whole=False), subtree(node, start, middle))


def extends(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Check that the proof leads from the old root to the new one (RFC 9162, 2.1.4.2)."""
    if any(len(step) != HASH_SIZE for step in (old_root, new_root, *proof)) or not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(steps) and _roots(old, new, steps) == (old_root, new_root)


def _roots(old: int, new: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old_folded = new_folded = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old_folded, new_folded = node_hash(step, old_folded), node_hash(step, new_folded)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new_folded = node_hash(new_folded, step)
        position, last = position >> 1, last >> 1
    return (old_folded, new_folded) if last == 0 else None
