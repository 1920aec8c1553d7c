"""`bluelamp policy decide`: what the policy says of a case."""

import argparse
import sys
from collections.abc import Mapping
from datetime import date

import msgspec

from bluelamp.policy.advice import Advice
from bluelamp.policy.commands.arguments import read_day, read_facts, read_pack
from bluelamp.policy.deciding import decide
from bluelamp.policy.errors import FactsRefused
from bluelamp.policy.pack import Pack

NAME = "decide"
ABOUT = "What the policy says of a case."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the command's arguments."""
    parser.add_argument("--pack", required=True, help="a shipped pack, or a pack's folder")
    parser.add_argument("--decision", required=True, help="which decision of the pack")
    parser.add_argument("--as-of", required=True, help="the day of the decision, YYYY-MM-DD")
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
