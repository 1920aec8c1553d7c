"""`bluelamp policy check`: prove a pack, and what it states about itself."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from bluelamp.policy.commands.arguments import read_day, read_pack, read_text
from bluelamp.policy.errors import PackRefused
from bluelamp.policy.loading import packs, packs_root
from bluelamp.policy.pack import Pack
from bluelamp.policy.proofs.checks import Finding
from bluelamp.policy.proofs.report import Checked, check_pack
from bluelamp.policy.register import read_register, untreated
from bluelamp.policy.sentences import differences, read_sentences, unbound

NAME = "check"
ABOUT = "Prove a pack over every case there can be, and try what it states about itself."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the command's arguments."""
    parser.add_argument(
        "packs", nargs="*", metavar="PACK", help="a shipped pack or a pack's folder; all shipped"
    )
    parser.add_argument("--as-of", help="check what is in force that day; all, each from its own")
    parser.add_argument(
        "--scenarios", type=Path, help="write the generated scenarios here, as JSON"
    )
    parser.add_argument(
        "--source", type=Path, help="the source's text, to compare with the sentences bound"
    )
    parser.add_argument(
        "--all", action="store_true", help="name every remark and equivalent mutant"
    )


def run(arguments: argparse.Namespace) -> int:
    """Check packs: 0 where all are sound, 1 where a fault was found."""
    as_of = read_day(arguments.as_of) if arguments.as_of else None
    sound, written = True, []
    for name in arguments.packs or packs():
        try:
            pack, folder = read_pack(name), _folder(name)
            found = list(check_pack(pack, folder, as_of))
            accounts = list(_account(pack, folder, arguments.source))
        except PackRefused as error:
            sys.stdout.write(f"fault: {error}\n")
            sound = False
            continue
        _print(
            [_head(pack), *(line for one in found for line in _lines(one, at_length=arguments.all))]
        )
        _print(accounts)
        sound = sound and all(one.is_sound for one in found)
        sound = sound and not any(line.startswith("  fault:") for line in accounts)
        written += [scenario for one in found for scenario in one.written]
    if arguments.scenarios:
        arguments.scenarios.write_bytes(msgspec.json.format(msgspec.json.encode(written)))
    return 0 if sound else 1


def _account(pack: Pack, folder: Path, source: Path | None) -> Iterator[str]:
    """Whether every sentence of the source is bound, and everything registered is treated.

    Raises:
        FactsRefused: the source cannot be read.
        PackRefused: a file of the pack is broken.
    """
    sentences, register = read_sentences(folder), read_register(folder)
    faults = [*(unbound(pack, sentences) if sentences else ())]
    faults += untreated(pack, register) if register else ()
    if source and sentences:
        faults += differences(read_text(source), sentences)
    yield from (f"  fault: {fault}" for fault in faults)
    if sentences and not faults:
        told = ", as in the source given" if source else ""
        yield f"  {sentences.count} sentences of the source bound{told}"
    if register and not faults:
        yield f"  {len(register)} things unclear, each treated where the register says"


def _folder(name: str) -> Path:
    return packs_root() / name if name in packs() else Path(name)


def _head(pack: Pack) -> str:
    return f"{pack.id} {pack.version}, in force from {pack.in_force_from}, {pack.digest}"


def _lines(checked: Checked, *, at_length: bool) -> Iterator[str]:
    decision, scenarios = checked.decision, checked.scenarios
    title = f"{decision.id}, from {decision.day}"
    yield f"{title}: {len(decision.clauses)} clauses, {checked.cases:,} cases"
    faults = [finding for finding in checked.findings if finding.is_fault]
    remarks = [finding for finding in checked.findings if not finding.is_fault]
    yield from (f"  fault: {_told(finding)}" for finding in faults)
    if not faults:
        yield (
            "  proved: one outcome for every case, no conflict, no dead clause, no useless override,"
            f" {checked.properties} properties"
        )
    shown = scenarios.conditions - len(scenarios.unobservable)
    yield (
        f"  {len(scenarios.suite.worlds)} scenarios, decided as the rules say:"
        f" {shown} of {scenarios.conditions} conditions shown to count"
    )
    for one in scenarios.unobservable:
        yield f"  proved not to count: {one.told(checked.theory)} in {one.clause.id}"
    yield (
        f"  {scenarios.mutants} mutants: {scenarios.by_verdict} change an outcome,"
        f" {scenarios.by_words} a citation or requirement,"
        f" {len(scenarios.equivalent)} proved to change nothing"
    )
    if at_length:
        yield from (f"  remark: {_told(finding)}" for finding in remarks)
        yield from (f"  changes nothing: {mutant.change}" for mutant in scenarios.equivalent)
    elif remarks:
        yield f"  {len(remarks)} remarks; --all names them"


def _told(finding: Finding) -> str:
    place = finding.place
    return f"{place.file}:{place.line}: {finding.says}" if place else finding.says


def _print(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
