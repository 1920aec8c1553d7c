"""Packs from their folders: those that are shipped by name, any other by its path."""

import hashlib
import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

from bluelamp.policy import blocks as toml
from bluelamp.policy.drafting import draft
from bluelamp.policy.errors import NoSuchPack, PackRefused
from bluelamp.policy.pack import Decision, Pack, Source


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


@lru_cache(maxsize=32)
def _load(folder: Path) -> Pack:
    file = folder / "pack.toml"
    if not file.is_file():
        raise NoSuchPack(f"pack: {folder} has no pack.toml")
    head = _head(file)
    return Pack(
        id=head.id,
        version=head.version,
        title=head.title,
        in_force_from=head.in_force_from,
        source=Source(
            title=head.source.title, reference=head.source.reference, lines=head.source.lines
        ),
        digest=digest(folder),
        decisions=_decisions(folder, head.source.lines),
    )


def digest(folder: Path) -> str:
    """SHA-256 over the pack's files, by name in order: each name, a zero byte, its bytes' SHA-256."""
    whole = hashlib.sha256()
    for file in sorted([*folder.glob("*.toml"), *folder.glob("*.md")]):
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return f"sha256:{whole.hexdigest()}"


def _decisions(folder: Path, source_lines: int) -> dict[str, Decision]:
    found: dict[str, Decision] = {}
    for file in sorted(folder.glob("*.md")):
        decision = draft(file, source_lines)
        if decision.id in found:
            raise PackRefused(file, 1, f"decision {decision.id} is stated in two files")
        found[decision.id] = decision
    return found


def _head(file: Path) -> toml.PackBlock:
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), toml.PackBlock)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise PackRefused(file, 1, str(error)) from error
