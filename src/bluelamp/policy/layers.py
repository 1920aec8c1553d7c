"""Layers: a pack's files, laid over those of the pack that it extends.

A block adds what it states. `replace clause` puts a clause in the place of the one with its id,
`retire` leaves out what it names, and `set` changes single keys; each of these says why.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from re import fullmatch
from typing import Any

from bluelamp.policy import blocks as toml
from bluelamp.policy.clauses import Retired
from bluelamp.policy.errors import NoSuchPack, PackRefused
from bluelamp.policy.law import Law, read_law
from bluelamp.policy.literate import Block, blocks
from bluelamp.policy.toml_text import read_file, refused

# What may be retired, by its key in a block: the kind of block that states it, and where it is named.
RETIRABLE = {
    "clauses": ("clause", "id"),
    "duties": ("duty", "duty"),
    "warnings": ("warning", "clause"),
    "readings": ("reading", "id"),
}
DEEPEST = 4


@dataclass(slots=True)
class Sheet:
    """A decision's blocks, in order, and what has been retired from it."""

    file: Path
    blocks: list[Block]
    retired: list[Retired] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layer:
    """A pack's head, its digest, and by name its sheets as they stand over the pack extended."""

    head: toml.PackBlock
    law: Law | None
    digest: str
    sheets: Mapping[str, Sheet]


def read_layers(folder: Path, root: Path, depth: int = 0) -> Layer:
    """A pack's sheets, each laid over that of the pack which it extends.

    Args:
        folder: where the pack lies.
        root: where packs lie that are extended by name.
        depth: how many packs extend this one.

    Raises:
        NoSuchPack: the folder has no `pack.toml`.
        PackRefused: a file is broken, or changes something that is not there.
    """
    head = _head(folder / "pack.toml")
    own = {file.stem: [*blocks(file, head.source.lines)] for file in sorted(folder.glob("*.md"))}
    sheets = _taken_over(folder, head, root, depth)
    for name, stated in own.items():
        sheets[name] = _lay(sheets.get(name, Sheet(folder / f"{name}.md", [])), stated)
    law = read_law(extended(folder, head.law, root)) if head.law else None
    return Layer(head, law, digest(folder, root), sheets)


def digest(folder: Path, root: Path) -> str:
    """SHA-256 over the pack's files, by name in order: each name, a zero byte, its bytes' SHA-256.

    The digests of the pack that it extends and of the law come first, where it names them.

    Raises:
        NoSuchPack: the folder has no `pack.toml`.
        PackRefused: its `pack.toml` is broken.
    """
    head = _head(folder / "pack.toml")
    whole = hashlib.sha256()
    if head.extends is not None:
        whole.update(digest(extended(folder, head.extends.pack, root), root).encode())
    if head.law is not None:
        whole.update(read_law(extended(folder, head.law, root)).digest.encode())
    for file in sorted([*folder.glob("*.toml"), *folder.glob("*.md")]):
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return f"sha256:{whole.hexdigest()}"


def extended(folder: Path, name: str, root: Path) -> Path:
    """Where what a pack names lies: beside this one, or else among those that are shipped.

    Raises:
        PackRefused: it is no name of another.
    """
    if not fullmatch(r"[\w.-]+", name) or name in (".", "..", folder.name):
        raise PackRefused(folder / "pack.toml", 1, f"names {name!r}, which is no other pack")
    beside = folder.parent / name
    return beside if beside.is_dir() else root / name


def _taken_over(folder: Path, head: toml.PackBlock, root: Path, depth: int) -> dict[str, Sheet]:
    """Copies of the sheets that the pack takes over from the one that it extends."""
    file, extends = folder / "pack.toml", head.extends
    if extends is None:
        return {}
    if depth == DEEPEST:
        raise refused(file, f"packs extend one another more than {DEEPEST} deep", "extends")
    try:
        base = read_layers(extended(folder, extends.pack, root), root, depth + 1)
    except NoSuchPack as error:
        raise refused(file, f"extends {extends.pack!r}, which is no pack", "pack") from error
    if extends.digest not in (None, base.digest):
        fault = f"extends {extends.pack} {extends.digest}, which now is {base.digest}"
        raise refused(file, fault, "digest")
    names = extends.decisions or list(base.sheets)
    for name in names:
        if name not in base.sheets:
            fault = f"takes over {name!r}, which {extends.pack} does not have"
            raise refused(file, fault, "decisions")
    return {
        name: Sheet(sheet.file, [*sheet.blocks], [*sheet.retired])
        for name, sheet in base.sheets.items()
        if name in names
    }


def _lay(sheet: Sheet, stated: Sequence[Block]) -> Sheet:
    """The sheet with what the blocks add, replace, retire and set."""
    for block in stated:
        match block.kind:
            case "replace clause":
                _replace(sheet, block)
            case "retire":
                _retire(sheet, block)
            case "set":
                _set(sheet, block)
            case _:
                sheet.blocks.append(block)
    return sheet


def _replace(sheet: Sheet, block: Block) -> None:
    place = _place(sheet, block, "clause", "id", block.read(toml.ClauseBlock).id)
    sheet.blocks[place] = replace(block, kind="clause")


def _retire(sheet: Sheet, block: Block) -> None:
    stated = block.read(toml.RetireBlock)
    for key, (kind, named) in RETIRABLE.items():
        for name in getattr(stated, key):
            del sheet.blocks[_place(sheet, block, kind, named, name)]
            if kind == "clause":
                sheet.retired.append(Retired(clause=name, because=stated.because))
    for name in stated.facts:
        _change(sheet, _place_of_fact(sheet, block, name), {name: None})


def _set(sheet: Sheet, block: Block) -> None:
    stated = block.read(toml.SetBlock)
    if stated.decision:
        _change(sheet, _only(sheet, block, "decision"), stated.decision)
    for name, text in stated.terms.items():
        _change(sheet, _only(sheet, block, "terms"), {name: text})
    for name, keys in stated.clauses.items():
        _change(sheet, _place(sheet, block, "clause", "id", name), keys)
    for name, keys in stated.facts.items():
        _change(sheet, _place_of_fact(sheet, block, name), {name: keys})


def _change(sheet: Sheet, place: int, changes: Mapping[str, Any]) -> None:
    block = sheet.blocks[place]
    sheet.blocks[place] = replace(block, changes=(*block.changes, changes))


def _only(sheet: Sheet, block: Block, kind: str) -> int:
    """Where the sheet's first block of a kind stands."""
    for place, other in enumerate(sheet.blocks):
        if other.kind == kind:
            return place
    raise block.refused(f"there is no block of kind {kind!r} to change")


def _place(sheet: Sheet, block: Block, kind: str, key: str, name: str) -> int:
    """Where the block of a kind stands that says so by this key."""
    for place, other in enumerate(sheet.blocks):
        if other.kind == kind and other.table().get(key) == name:
            return place
    raise block.refused(f"there is no {kind} {name!r} to change")


def _place_of_fact(sheet: Sheet, block: Block, name: str) -> int:
    for place, other in enumerate(sheet.blocks):
        if other.kind == "facts" and name in other.table():
            return place
    raise block.refused(f"there is no fact {name!r} to change")


def _head(file: Path) -> toml.PackBlock:
    if not file.is_file():
        raise NoSuchPack(f"pack: {file.parent} has no pack.toml")
    return read_file(file, toml.PackBlock)
