"""`bluelamp policy diff`: what two versions of a pack say differently."""

import argparse
import sys
from collections.abc import Iterator

import msgspec

from bluelamp.policy.commands.arguments import read_day, read_pack
from bluelamp.policy.commands.records import read_records
from bluelamp.policy.comparing import Comparison, Moved, PastCase, compare
from bluelamp.policy.revisions import Revision
from bluelamp.policy.vocabulary import day, listed
from bluelamp.policy.words import wrap

NAME = "diff"
ABOUT = "What two versions of a pack say differently: as text, as meaning, and over cases."
# Beyond so many, people want a file: --json has them all.
MOST_NAMED = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the command's arguments."""
    parser.add_argument("before", metavar="OLD", help="a shipped pack, or a pack's folder")
    parser.add_argument("after", metavar="NEW", help="likewise")
    parser.add_argument(
        "--as-of", help="the day to compare on, YYYY-MM-DD; else the later pack's first in force"
    )
    parser.add_argument(
        "--cases",
        metavar="CASES.jsonl",
        help="a case a line: decision, facts, and as_of and id if any",
    )
    parser.add_argument("--json", action="store_true", help="everything, for another program")
    parser.add_argument(
        "--exit-code", action="store_true", help="1 where the meaning or a case differs"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what differs."""
    before, after = read_pack(arguments.before), read_pack(arguments.after)
    first = max(before.in_force_from, after.in_force_from)
    as_of = first if arguments.as_of is None else read_day(arguments.as_of)
    cases = None if arguments.cases is None else [*read_records(arguments.cases, PastCase)]
    found = compare(before, after, as_of, cases)
    if arguments.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(found)).decode() + "\n")
    else:
        sys.stdout.write("\n".join(_told(found)) + "\n")
    return int(arguments.exit_code and bool(found.meaning or found.moved or found.incomparable))


def _told(found: Comparison) -> Iterator[str]:
    for version in (found.before, found.after):
        yield f"{version.id} {version.version} ({version.digest})"
    yield f"Compared as they stand on {day(found.as_of)}."
    yield from ("", _headed("As text", len(found.text), "passage differs", "passages differ"))
    for revision in found.text:
        yield from _revision(revision)
    yield from ("", _headed("As meaning", len(found.meaning), "change", "changes"))
    for meaning in found.meaning:
        yield wrap(f"{meaning.decision}: {meaning.before} becomes {meaning.after}", "  ")
        unlike = listed(meaning.unlike_the_ordinary) or "everything is in order"
        yield wrap(f"for example where {unlike}", "    ")
    for name in found.incomparable:
        yield wrap(f"{name} has another form, so that no case is a case of both versions", "  ")
    if found.of_cases is not None:
        yield from ("", *_portfolio(found.moved, found.of_cases))


def _revision(revision: Revision) -> Iterator[str]:
    yield wrap(f"{revision.decision}: {revision.kind} {revision.name}: {revision.change}", "  ")
    for wording in revision.wordings:
        yield wrap(f"{wording.part}: {wording.before or 'nothing'}", "    - ")
        yield wrap(f"{wording.part}: {wording.after or 'nothing'}", "    + ")


def _portfolio(moved: tuple[Moved, ...], size: int) -> Iterator[str]:
    count = sum(each.count for each in moved)
    yield _headed(
        f"Over {size:,} cases", count, "is answered differently", "are answered differently"
    )
    for each in moved:
        named = listed([*each.cases[:MOST_NAMED], *(["others"] if each.count > MOST_NAMED else [])])
        yield wrap(f"{each.decision}: {each.before} becomes {each.after}: {each.count:,}", "  ")
        yield wrap(f"cases {named}", "    ")


def _headed(title: str, count: int, one: str, more: str) -> str:
    return f"{title}: {count:,} {one if count == 1 else more}"
