"""What the commands are given: a day, a pack, a file of facts."""

import json
import sys
from datetime import date
from pathlib import Path
from re import fullmatch

from bluelamp.policy.errors import FactsRefused, NoSuchPack
from bluelamp.policy.loading import load, packs
from bluelamp.policy.pack import Pack


def read_day(text: str) -> date:
    """A day given as YYYY-MM-DD.

    Raises:
        FactsRefused: it is not one.
    """
    try:
        if fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise FactsRefused(f"as-of: {text!r} is not a date; give one as YYYY-MM-DD")


def read_pack(name: str) -> Pack:
    """A shipped pack by its name, or any by its folder.

    Raises:
        NoSuchPack: there is none of that name.
        PackRefused: it is broken.
    """
    if name in packs():
        return load(name)
    if Path(name).is_dir():
        return load(Path(name))
    raise NoSuchPack(f"pack: {name!r} is not one of {', '.join(packs())}, nor a pack's folder")


def read_facts(name: str) -> object:
    """The JSON of a file of facts, or of standard input where the name is a hyphen.

    Raises:
        FactsRefused: it cannot be read, is not JSON, or gives a fact twice.
    """
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except OSError as error:
        raise FactsRefused(f"FACTS: cannot read {name!r} ({error.strerror})") from error
    except RecursionError as error:
        raise FactsRefused("FACTS: nested too deeply; give an object of facts") from error
    except ValueError as error:
        raise FactsRefused(f"FACTS: {name!r} is not JSON ({error})") from error


def read_text(file: Path) -> str:
    """The text of a file that is named on the command line.

    Raises:
        FactsRefused: it cannot be read, or is not UTF-8 text.
    """
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FactsRefused(f"{file}: cannot be read as text ({error})") from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object as a dict; a fact given twice is refused, since one of the two would be lost."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise FactsRefused(f"{twice}: given twice; allowed is one value")
    return found


def _no_constant(name: str) -> object:
    raise FactsRefused(f"FACTS: {name} is not a value of any fact")
