"""`bluelamp policy publish`: write a pack as a page that anyone can read."""

import argparse
import sys
from pathlib import Path

from bluelamp.policy.commands.arguments import read_pack
from bluelamp.policy.errors import FactsRefused
from bluelamp.policy.loading import load, packs, packs_root
from bluelamp.policy.pack import Pack
from bluelamp.policy.page import page
from bluelamp.policy.register import read_register

NAME = "publish"
ABOUT = "Write a pack as a page that anyone can read, in one file and without a script."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the command's arguments."""
    parser.add_argument("pack", metavar="PACK", help="a shipped pack, or a pack's folder")
    parser.add_argument(
        "--to", metavar="FOLDER", type=Path, required=True, help="where the page goes"
    )
    parser.add_argument(
        "--versions", metavar="FOLDER", type=Path, help="where earlier versions of the pack lie"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the page, named by the pack and its version, and print where it lies."""
    pack = read_pack(arguments.pack)
    folder = packs_root() / arguments.pack if arguments.pack in packs() else Path(arguments.pack)
    text = page(pack, _earlier(pack, arguments.versions), read_register(folder))
    file = arguments.to / f"{pack.id}-{pack.version}.html"
    try:
        arguments.to.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    except OSError as error:
        raise FactsRefused(f"to: {str(file)!r} cannot be written ({error.strerror})") from error
    sys.stdout.write(f"{file}\n")
    return 0


def _earlier(pack: Pack, folder: Path | None) -> list[Pack]:
    """The other versions of the pack in a folder, no later in force than it."""
    if folder is None:
        return []
    if not folder.is_dir():
        raise FactsRefused(f"versions: {str(folder)!r} is not a folder")
    found = [load(file.parent) for file in sorted(folder.rglob("pack.toml"))]
    return [
        each
        for each in found
        if each.id == pack.id
        and each.digest != pack.digest
        and each.in_force_from <= pack.in_force_from
    ]
