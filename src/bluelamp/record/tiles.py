"""The record's complete tiles: kept when they fill, read to prove."""

from django.db import connection

from bluelamp.ledger import tiles
from bluelamp.ledger.tiles import WIDTH, Tiles
from bluelamp.ledger.tree import Tree

# The nodes below a tile by their numbers from 0: hashes of entries, or roots of the tiles under it.
_LEAVES = "SELECT seq - 1, leaf_hash FROM record_entry WHERE seq > %s AND seq <= %s ORDER BY seq"
_ROOTS = (
    "SELECT number, root FROM record_tile"
    " WHERE level = %s AND number >= %s AND number < %s ORDER BY number"
)


def keep_filled(size: int) -> None:
    """Keep each tile that the entry of this number has filled."""
    for level, number in tiles.filled(size):
        full = Tree(_below(level, number))
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO record_tile (level, number, root, hashes) VALUES (%s, %s, %s, %s)",
                [level, number, full.root(), tiles.to_bytes(full.levels[0])],
            )


def reader() -> Tiles:
    """The record's nodes, of which each tile is read once: full ones as kept, others from below them."""
    return Tiles(_hashes)


def _hashes(level: int, number: int) -> tuple[bytes, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hashes FROM record_tile WHERE level = %s AND number = %s", [level, number]
        )
        full = cursor.fetchone()
    return _below(level, number) if full is None else tiles.from_bytes(bytes(full[0]))


def _below(level: int, number: int) -> tuple[bytes, ...]:
    """The hashes of a tile from the entries, or from the roots of the tiles that lie under it."""
    first = number * WIDTH
    with connection.cursor() as cursor:
        if level == 0:
            cursor.execute(_LEAVES, [first, first + WIDTH])
        else:
            cursor.execute(_ROOTS, [level - 1, first, first + WIDTH])
        found = cursor.fetchall()
    return tuple(bytes(hashed) for place, (at, hashed) in enumerate(found) if at == first + place)
