"""Every proof of every tree up to 100 leaves holds, and none with one bit changed."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.ledger import proofs, tree, verifier
from bluelamp.ledger.errors import NoSuchProof, NotAFrontier

SIZES = range(1, 101)
HASHES = [tree.leaf_hash(str(number).encode()) for number in range(101)]
TREE = tree.Tree(HASHES)
ROOTS = [TREE.root(size) for size in range(102)]


def flipped(hashed: bytes, bit: int) -> bytes:
    return (int.from_bytes(hashed) ^ (1 << bit)).to_bytes(32)


def spoilt(proof: Sequence[bytes], bit: int) -> Iterator[list[bytes]]:
    """The proof with one bit of one step changed, with a step too few, too many, and out of order."""
    for place, step in enumerate(proof):
        yield [*proof[:place], flipped(step, bit), *proof[place + 1 :]]
        yield [*proof[:place], *proof[place + 1 :]]
    yield [*proof, HASHES[0]]
    yield [HASHES[0], *proof]
    if len(proof) > 1:
        yield list(reversed(proof))


@pytest.mark.parametrize("size", SIZES)
def test_inclusion(size: int) -> None:
    for index in range(size):
        proof = proofs.inclusion(TREE.node, index, size)
        assert proofs.includes(HASHES[index], index, size, ROOTS[size], proof)
        assert verifier._climb(HASHES[index], index, size, list(proof)) == ROOTS[size]
        bit = (size * 31 + index * 7) % 256
        assert not proofs.includes(flipped(HASHES[index], bit), index, size, ROOTS[size], proof)
        for wrong in spoilt(proof, bit):
            assert not proofs.includes(HASHES[index], index, size, ROOTS[size], wrong)
            assert verifier._climb(HASHES[index], index, size, wrong) != ROOTS[size]


@pytest.mark.parametrize("new", SIZES)
def test_consistency(new: int) -> None:
    for old in range(1, new + 1):
        proof = proofs.consistency(TREE.node, old, new)
        assert proofs.extends(old, ROOTS[old], new, ROOTS[new], proof)
        bit = (new * 31 + old * 7) % 256
        assert not proofs.extends(old, flipped(ROOTS[old], bit), new, ROOTS[new], proof)
        assert not proofs.extends(old, ROOTS[old], new, flipped(ROOTS[new], bit), proof)
        for wrong in spoilt(proof, bit):
            assert not proofs.extends(old, ROOTS[old], new, ROOTS[new], wrong)


@pytest.mark.parametrize("size", SIZES)
def test_a_proof_is_of_no_tree_of_another_height(size: int) -> None:
    for index in range(size):
        proof = proofs.inclusion(TREE.node, index, size)
        for other in (size * 2, size // 2):
            assert not proofs.includes(HASHES[index], index, other, ROOTS[size], proof)
        assert proofs.root_by_inclusion(HASHES[index], index, size, [*proof, HASHES[0]]) is None
    for old in range(1, size):
        proof = proofs.consistency(TREE.node, old, size)
        for other in (size * 2, size // 2):
            assert not proofs.extends(old, ROOTS[old], other, ROOTS[size], proof)


@pytest.mark.parametrize("size", [1, 2, 7, 33])
def test_a_leaf_is_nowhere_but_in_its_place(size: int) -> None:
    for index in range(size):
        proof = proofs.inclusion(TREE.node, index, size)
        elsewhere = [place for place in range(-1, size + 2) if place != index]
        assert not any(
            proofs.includes(HASHES[index], place, size, ROOTS[size], proof) for place in elsewhere
        )
        assert verifier._climb(HASHES[index], size, size, list(proof)) is None


def test_what_cannot_be_proved_is_refused() -> None:
    with pytest.raises(NoSuchProof):
        proofs.inclusion(TREE.node, 5, 5)
    with pytest.raises(NoSuchProof):
        proofs.consistency(TREE.node, 0, 5)
    with pytest.raises(NoSuchProof):
        proofs.consistency(TREE.node, 6, 5)
    assert not proofs.extends(0, tree.EMPTY_ROOT, 5, ROOTS[5], [])
    assert not proofs.extends(6, ROOTS[6], 5, ROOTS[5], [])
    assert not proofs.extends(5, ROOTS[5], 5, ROOTS[4], [])
    assert not proofs.includes(HASHES[0], 0, 1, ROOTS[1], [b"short"])


@pytest.mark.parametrize("size", range(101))
def test_the_frontier_keeps_the_root_through_its_stored_form(size: int) -> None:
    frontier = tree.Frontier()
    for hashed in HASHES[:size]:
        stored = frontier.to_bytes()
        frontier = tree.Frontier.from_bytes(frontier.size, stored).append(hashed)
    assert (frontier.size, frontier.root()) == (size, ROOTS[size])
    assert len(frontier.edge) == size.bit_count()


@given(st.integers(min_value=-3, max_value=300), st.binary(max_size=330))
def test_an_edge_that_does_not_fit_its_size_is_refused(size: int, stored: bytes) -> None:
    if size >= 0 and len(stored) == 32 * size.bit_count():
        assert tree.Frontier.from_bytes(size, stored).to_bytes() == stored
    else:
        with pytest.raises(NotAFrontier):
            tree.Frontier.from_bytes(size, stored)


def test_an_inner_node_cannot_pass_for_a_leaf() -> None:
    assert tree.leaf_hash(HASHES[0] + HASHES[1]) != tree.node_hash(HASHES[0], HASHES[1])
    assert tree.node_hash(HASHES[0], HASHES[1]) != tree.node_hash(HASHES[1], HASHES[0])
