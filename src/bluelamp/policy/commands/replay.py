"""`bluelamp policy replay`: decide recorded decisions again, byte for byte."""

import argparse
import sys
from collections import Counter
from pathlib import Path

import msgspec

from bluelamp.policy.commands.records import read_records
from bluelamp.policy.errors import FactsRefused
from bluelamp.policy.replaying import Found, Recorded, Replayed, replay, versions
from bluelamp.policy.words import wrap

NAME = "replay"
ABOUT = "Decide recorded decisions again, byte for byte, by the pack that decided them."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the command's arguments."""
    parser.add_argument(
        "recorded",
        metavar="RECORDED.jsonl",
        help="a decision a line: decision, as_of, facts, pack and advice, and id if any; - reads input",
    )
    parser.add_argument(
        "--packs", metavar="FOLDER", type=Path, help="where else packs lie; found by their digests"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print every difference, then how many were the same: 1 where any was not."""
    if arguments.packs is not None and not arguments.packs.is_dir():
        raise FactsRefused(f"packs: {str(arguments.packs)!r} is not a folder")
    known = versions(arguments.packs)
    counts: Counter[Found] = Counter()
    for number, recorded in enumerate(read_records(arguments.recorded, Recorded), start=1):
        try:
            replayed = replay(recorded, known)
        except msgspec.DecodeError as error:
            fault = f"{arguments.recorded}: decision {number} has no advice in JSON ({error})"
            raise FactsRefused(fault) from error
        counts[replayed.found] += 1
        if replayed.differences:
            sys.stdout.write(_told(number, replayed))
    sys.stdout.write(f"{counts.total():,} decided again.\n")
    for found, count in counts.items():
        sys.stdout.write(f"  {count:,} {found}\n")
    return int(counts[Found.DIFFERENT] + counts[Found.NOT_DECIDED] > 0)


def _told(number: int, replayed: Replayed) -> str:
    named = replayed.recorded.id or f"decision {number}"
    lines = [wrap(f"{named}, {replayed.recorded.decision}: {replayed.found}")]
    lines += [wrap(difference, "  - ") for difference in replayed.differences]
    return "\n".join([*lines, ""])
