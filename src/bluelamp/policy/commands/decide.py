"""`bluelamp policy decide`: what the policy says of a case."""

import argparse
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from bluelamp.policy.advice import Advice
from bluelamp.policy.commands.arguments import read_day, read_facts, read_pack, read_text
from bluelamp.policy.deciding import decide
from bluelamp.policy.errors import FactsRefused, NoSuchReading

NAME = "decide"
ABOUT = "What the policy says of a case."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the command's arguments."""
    parser.add_argument("--pack", required=True, help="a shipped pack, or a pack's folder")
    parser.add_argument("--decision", required=True, help="which decision of the pack")
    parser.add_argument("--as-of", required=True, help="the day of the decision, YYYY-MM-DD")
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="ID=VALUE",
        help="read what is unclear otherwise than the pack does",
    )
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="FORCE.toml",
        help="the force's settings: one that matters and is not made is an error",
    )
    parser.add_argument(
        "facts", metavar="FACTS.json", help="one object of facts or a list of them; - reads input"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the advice on one case or on a list of cases, as JSON."""
    answer = _decide(arguments)
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n")
    return 0


def _decide(arguments: argparse.Namespace) -> Advice | list[Advice]:
    as_of = read_day(arguments.as_of)
    pack = read_pack(arguments.pack)
    pack.decision(arguments.decision)
    asked = read_facts(arguments.facts)
    readings = dict(_reading(each) for each in arguments.reading)
    settings = _settings(arguments.settings) if arguments.settings else None

    def one(facts: object, place: str = "") -> Advice:
        named = _named(facts, place)
        try:
            return decide(
                pack, arguments.decision, named, as_of, readings=readings, settings=settings
            )
        except FactsRefused as error:
            raise FactsRefused(f"{place}{error}") from error

    if isinstance(asked, list):
        return [one(facts, f"case {place}: ") for place, facts in enumerate(asked, start=1)]
    return one(asked)


def _named(facts: object, place: str) -> Mapping[str, object]:
    if not isinstance(facts, Mapping):
        raise FactsRefused(
            f"{place}FACTS: give an object of fact names and values, or a list of them"
        )
    return facts


def _reading(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise NoSuchReading(f"reading: {text!r} is not allowed; give ID=VALUE")
    return name, value


def _settings(file: Path) -> Mapping[str, object]:
    try:
        made = tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise FactsRefused(f"settings: {file} is not TOML ({error})") from error
    # A force's file says what its durations are in; the policy asks only whether they are set.
    return {name.removesuffix("_hours"): value for name, value in made.items()}
