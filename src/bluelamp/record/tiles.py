"""The record's complete tiles: kept when they fill, read to prove."""

from django.db import connection

from bluelamp.ledger import tiles
from bluelamp.ledger.tiles import WIDTH, Tiles
from bluelamp.ledger.tree import Tree
from bluelamp.record.models import Entry, Tile


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
    full = Tile.objects.filter(level=level, number=number).values_list("hashes", flat=True).first()
    return _below(level, number) if full is None else tiles.from_bytes(bytes(full))


def _below(level: int, number: int) -> tuple[bytes, ...]:
    """The hashes of a tile from the entries, or from the roots of the tiles that lie under it."""
    first = number * WIDTH
    if level == 0:
        leaves = Entry.objects.filter(seq__gt=first, seq__lte=first + WIDTH).order_by("seq")
        found = list(leaves.values_list("seq", "leaf_hash"))
        first += 1
    else:
        under = Tile.objects.filter(level=level - 1, number__gte=first, number__lt=first + WIDTH)
        found = list(under.order_by("number").values_list("number", "root"))
    return tuple(bytes(hashed) for place, (at, hashed) in enumerate(found) if at == first + place)
