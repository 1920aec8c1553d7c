"""The register of what the source leaves unclear, and of where the pack treats each of it."""

from collections.abc import Iterator
from pathlib import Path

from bluelamp.policy.blocks import Block
from bluelamp.policy.pack import Pack
from bluelamp.policy.toml_text import read_file

FILE = "register.toml"


class Unclear(Block, frozen=True, kw_only=True):
    """One thing that is unclear, and what in the pack bears on it; `elsewhere` what outside it does."""

    what: str
    readings: list[str] = []
    clauses: list[str] = []
    duties: list[str] = []
    warnings: list[str] = []
    settings: list[str] = []
    elsewhere: str = ""


def read_register(folder: Path) -> dict[str, Unclear] | None:
    """The register in a pack's folder by id, or None where it has none.

    Raises:
        PackRefused: the file is broken.
    """
    file = folder / FILE
    if not file.is_file():
        return None
    return read_file(file, dict[str, Unclear])


def untreated(pack: Pack, register: dict[str, Unclear]) -> Iterator[str]:
    """What the register leaves untreated, or says is treated where it is not."""
    decisions = [decision for spans in pack.spans.values() for decision in spans]
    stated = {
        "readings": {each.id for d in decisions for each in d.readings},
        "clauses": {each.clause for d in decisions for each in d.clauses},
        "duties": {each.clause for d in decisions for each in d.duties},
        "warnings": {each.clause for d in decisions for each in d.cautions},
        "settings": {each.id for d in decisions for each in d.settings},
    }
    for name, unclear in register.items():
        named = {kind: getattr(unclear, kind) for kind in stated}
        if not unclear.elsewhere and not any(named.values()):
            yield f"{name}: treated nowhere"
        for kind, ids in named.items():
            for missing in sorted(set(ids) - stated[kind]):
                yield f"{name}: there is no {missing} among the {kind}"
    for reading in sorted(stated["readings"] - register.keys()):
        yield f"{reading}: a reading that is not registered"
