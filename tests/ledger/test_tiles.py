"""Tiles hold every complete node of the tree, from whatever is full and whatever is not yet."""

import pytest

from bluelamp.ledger import proofs, tiles, tree
from bluelamp.ledger.errors import NoSuchProof
from bluelamp.ledger.tiles import WIDTH, Tiles, Tiling

SIZE = WIDTH * WIDTH + 3 * WIDTH + 77
HASHES = [tree.leaf_hash(str(number).encode()) for number in range(SIZE)]
TREE = tree.Tree(HASHES)


def read(level: int, number: int) -> list[bytes]:
    nodes = TREE.levels[level * tiles.HEIGHT]
    return list(nodes[number * WIDTH : (number + 1) * WIDTH])


def test_tiles_give_every_kind_of_node() -> None:
    reader = Tiles(read)
    for level, nodes in enumerate(TREE.levels):
        for index in {0, 1, len(nodes) // 2, len(nodes) - 2, len(nodes) - 1} & {*range(len(nodes))}:
            assert reader.node(level, index) == nodes[index]


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 65535, 65536, 65537, SIZE])
def test_proofs_from_tiles_are_those_from_the_tree(size: int) -> None:
    reader = Tiles(read)
    for index in {0, size // 3, size - 1}:
        found = proofs.inclusion(reader.node, index, size)
        assert found == proofs.inclusion(TREE.node, index, size)
        assert proofs.includes(HASHES[index], index, size, TREE.root(size), found)
    for old in {1, (size + 1) // 2, size}:
        assert proofs.consistency(reader.node, old, size) == proofs.consistency(
            TREE.node, old, size
        )


def test_a_tile_is_read_once() -> None:
    asked: list[tuple[int, int]] = []

    def noted(level: int, number: int) -> list[bytes]:
        asked.append((level, number))
        return read(level, number)

    reader = Tiles(noted)
    for index in range(0, WIDTH, 5):
        proofs.inclusion(reader.node, index, SIZE)
    assert len(asked) == len(set(asked)) <= 4


@pytest.mark.parametrize(("level", "index"), [(0, SIZE), (8, SIZE // 256), (16, 1), (24, 0)])
def test_a_node_that_is_not_complete_is_refused(level: int, index: int) -> None:
    def short(at: int, number: int) -> list[bytes]:
        return read(at, number) if at * tiles.HEIGHT < len(TREE.levels) else []

    with pytest.raises(NoSuchProof):
        Tiles(short).node(level, index)


def test_tiles_fill_as_the_tree_grows() -> None:
    growing = Tiling()
    for size, hashed in enumerate(HASHES, start=1):
        full = list(growing.append(hashed))
        places = list(tiles.filled(size))
        assert [level for level, _ in full] == [level for level, _ in places]
        for (level, grown), (_, number) in zip(full, places, strict=True):
            assert list(grown.levels[0]) == read(level, number)
            assert grown.root() == TREE.node((level + 1) * tiles.HEIGHT, number)
    assert list(tiles.filled(WIDTH * WIDTH)) == [(0, WIDTH - 1), (1, 0)]
    assert list(tiles.filled(0)) == []


def test_a_tile_keeps_its_stored_form() -> None:
    stored = tiles.to_bytes(HASHES[:WIDTH])
    assert len(stored) == WIDTH * 32
    assert list(tiles.from_bytes(stored)) == HASHES[:WIDTH]
