"""`bluelamp policy`: ask the policy at the command line."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from re import fullmatch

import msgspec

from bluelamp.policy.advice import Advice
from bluelamp.policy.deciding import decide
from bluelamp.policy.errors import FactsRefused, NoSuchPack, PolicyError
from bluelamp.policy.loading import load, packs
from bluelamp.policy.pack import Pack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the room's commands and their arguments."""
    commands = parser.add_subparsers(dest="policy_command", required=True, metavar="COMMAND")
    deciding = commands.add_parser("decide", help="what the policy says of a case")
    deciding.add_argument("--pack", required=True, help="a shipped pack, or a pack's folder")
    deciding.add_argument("--decision", required=True, help="which decision of the pack")
    deciding.add_argument("--as-of", required=True, help="the day of the decision, YYYY-MM-DD")
    deciding.add_argument(
        "facts", metavar="FACTS.json", help="one object of facts or a list of them; - reads input"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the command: 0 with an answer on standard output, 2 with one line on standard error."""
    try:
        answer = _decide(arguments)
    except PolicyError as error:
        sys.stderr.write(f"bluelamp policy: {' '.join(str(error).split())}\n")
        return 2
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n")
    return 0


def _decide(arguments: argparse.Namespace) -> Advice | list[Advice]:
    as_of = _day(arguments.as_of)
    pack = _pack(arguments.pack)
    pack.decision(arguments.decision)
    asked = _facts(arguments.facts)
    if isinstance(asked, list):
        return [
            _one(pack, arguments.decision, facts, as_of, f"case {place}: ")
            for place, facts in enumerate(asked, start=1)
        ]
    return _one(pack, arguments.decision, asked, as_of)


def _one(pack: Pack, decision: str, facts: object, as_of: date, place: str = "") -> Advice:
    if not isinstance(facts, Mapping):
        raise FactsRefused(
            f"{place}FACTS: give an object of fact names and values, or a list of them"
        )
    try:
        return decide(pack, decision, facts, as_of)
    except FactsRefused as error:
        raise FactsRefused(f"{place}{error}") from error


def _day(text: str) -> date:
    try:
        if fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise FactsRefused(f"as-of: {text!r} is not a date; give one as YYYY-MM-DD")


def _pack(name: str) -> Pack:
    if name in packs():
        return load(name)
    if Path(name).is_dir():
        return load(Path(name))
    raise NoSuchPack(f"pack: {name!r} is not one of {', '.join(packs())}, nor a pack's folder")


def _facts(name: str) -> object:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except OSError as error:
        raise FactsRefused(f"FACTS: cannot read {name!r} ({error.strerror})") from error
    except RecursionError as error:
        raise FactsRefused("FACTS: nested too deeply; give an object of facts") from error
    except ValueError as error:
        raise FactsRefused(f"FACTS: {name!r} is not JSON ({error})") from error


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
