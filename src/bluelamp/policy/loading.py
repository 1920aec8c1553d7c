"""Packs from their folders: those that are shipped by name, any other by its path."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bluelamp.policy import layers
from bluelamp.policy.advice import PackMark
from bluelamp.policy.draft import Draft
from bluelamp.policy.drafting import draft
from bluelamp.policy.errors import NoSuchPack, PackRefused
from bluelamp.policy.layers import Layer, read_layers
from bluelamp.policy.pack import Pack, Source
from bluelamp.policy.settling import spans
from bluelamp.policy.toml_text import refused


def packs_root() -> Path:
    """The folder of the packs that are shipped."""
    return Path(__file__).resolve().parent.parent / "packs"


def packs() -> tuple[str, ...]:
    """The names of the packs that are shipped."""
    return tuple(sorted(file.parent.name for file in packs_root().glob("*/pack.toml")))


def load(pack: str | Path) -> Pack:
    """A pack by the name of a shipped one, or by the path of its folder; read and proved once.

    Raises:
        NoSuchPack: there is none of that name, or the folder has no `pack.toml`.
        PackRefused: it is broken; the message names file and line and, where the logic is at fault,
            a case that shows it.
    """
    if isinstance(pack, Path):
        return _load(pack.resolve())
    if pack not in packs():
        raise NoSuchPack(f"pack: {pack!r} is not one of {', '.join(packs())}")
    return _load(packs_root() / pack)


def digest(folder: Path) -> str:
    """The digest of the pack in a folder (SHA-256), that of the pack which it extends included.

    Raises:
        NoSuchPack: the folder has no `pack.toml`.
        PackRefused: its `pack.toml` is broken.
    """
    return layers.digest(folder, packs_root())


@lru_cache(maxsize=32)
def _load(folder: Path) -> Pack:
    layer = read_layers(folder, packs_root())
    head = layer.head
    drafts = _drafts(layer)
    _check_readings(folder / "pack.toml", head.readings, drafts)
    found = {name: spans(each, head.readings, head.in_force_from) for name, each in drafts.items()}
    return Pack(
        id=head.id,
        version=head.version,
        title=head.title,
        in_force_from=head.in_force_from,
        in_force_until=head.in_force_until,
        published_on=head.published_on,
        source=Source(
            title=head.source.title, reference=head.source.reference, lines=head.source.lines
        ),
        digest=layer.digest,
        mark=PackMark(id=head.id, version=head.version, digest=layer.digest),
        extends=head.extends.pack if head.extends else None,
        readings=head.readings,
        decisions={name: decisions[-1] for name, decisions in found.items()},
        spans=found,
    )


def _drafts(layer: Layer) -> dict[str, Draft]:
    found: dict[str, Draft] = {}
    for sheet in layer.sheets.values():
        decision = draft(sheet, layer.law)
        if decision.id in found:
            raise PackRefused(sheet.file, 1, f"decision {decision.id} is stated in two files")
        found[decision.id] = decision
    return found


def _check_readings(file: Path, readings: Mapping[str, str], drafts: Mapping[str, Draft]) -> None:
    known = {r.id: r for each in drafts.values() for r in each.readings if r.name}
    for name, value in readings.items():
        if name not in known or value not in known[name].values:
            allowed = known[name].values if name in known else sorted(known)
            fault = f"readings.{name}: {value!r} is none; allowed are {', '.join(allowed)}"
            raise refused(file, fault, name)
