"""Benchmarks of the record, each beside another way in the same run: `make bench-ledger`.

The figures are of this machine at this hour; the ratios are what to compare. Ends with 1 where a
corruption passed, an acknowledged entry was lost, or a goal was not reached.
"""

import argparse
import multiprocessing
import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks.ledger import appends, damage, exports, home, proving, verifying
from benchmarks.ledger.report import Report

RESULTS = Path("docs/ledger-results.md")


def main() -> int:
    """Run all, print as it goes, and write the results down unless it was quick."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fiftieth of it; writes nothing")
    quick = parser.parse_args().quick
    part, report = 50 if quick else 1, Report()
    load, cores = os.getloadavg()[0], os.cpu_count()
    version = platform.python_version()
    report.say(f"{platform.machine()}, {cores} cores, load {load:.1f}, Python {version}.")
    with tempfile.TemporaryDirectory(prefix="bluelamp-ledger-") as made:
        folder = Path(made)
        _verification(report, folder, 1_000_000 // part)
        _proofs(report, folder / "proofs", 1_000_000 // part, 2_000 // part)
        _corruptions(report, folder, 10_000 // part)
        home.begin(folder / "home")
        _appends(report, folder / "home")
        _kills(report, 500 // part)
    if not quick:
        RESULTS.write_text(report.text(), encoding="utf-8")
    return 0 if report.reached else 1


def _verification(report: Report, folder: Path, size: int) -> None:
    export, leaves = folder / "record.txt", folder / "leaves"
    octets = exports.write(export, leaves, size)
    ours, chain = verifying.verified(export), verifying.chained(export)
    theirs, root = verifying.merkle_tree(leaves)
    rows = {
        f"stand-alone verifier: leaves, bodies, tree, {exports.days(size):,} signatures": f"{ours.least:.2f} s (middle of {verifying.RUNS}: {ours.middle:.2f})",
        "plain hash chain over leaves and bodies, already read": f"{chain.least:.2f} s",
        "pymerkle 7.0, tree over the leaves alone, already read": f"{theirs:.2f} s",
        "verifier beside the chain": f"{ours.least / chain.least:.1f} times",
        "verifier beside pymerkle": f"{ours.least / theirs:.2f} times",
    }
    report.table(
        f"Verifying {size:,} entries, {octets / size:.0f} bytes each, on one core (processor time)",
        rows,
    )
    report.goal("pymerkle's root is ours", reached=root == exports.root_of(export))
    report.goal("a million entries in under 2.5 s", reached=ours.least * 1_000_000 / size < 2.5)
    export.unlink()


def _proofs(report: Report, folder: Path, size: int, count: int) -> None:
    spawned = multiprocessing.get_context("spawn")
    with spawned.Pool(1) as pool:
        ours = pool.apply(proving.rates, (folder, size, count))
    fewer = size // 10
    theirs = proving.pymerkle_rates(fewer, max(10, count // 20))
    rows = {f"{name}, from the database": f"{rate:,.0f} a second" for name, rate in ours.items()}
    rows |= {
        f"pymerkle, {name}, {fewer:,} entries in memory": f"{rate:,.0f} a second"
        for name, rate in theirs.items()
    }
    report.table(f"Proofs out of {size:,} entries", rows)


def _corruptions(report: Report, folder: Path, count: int) -> None:
    found = damage.corruptions(folder, count)
    rows = {
        "named with the entry at fault": f"{found.named:,}",
        "refused otherwise: checkpoint, first line, lines too many": f"{count - found.named - found.missed:,}",
        "missed": f"{found.missed:,}",
    }
    report.table(f"{count:,} random corruptions of exports", rows)
    report.goal("none missed", reached=found.missed == 0)


def _appends(report: Report, folder: Path) -> None:
    appended, flushed = appends.rates(folder)
    rows = {
        "entries, one a transaction, on SQLite": f"{appended:,.0f} a second",
        "the disk's own flushes, 1 KiB each": f"{flushed:,.0f} a second",
        "share": f"{appended / flushed:.0%}",
    }
    report.table("Durable appends", rows)
    report.goal("at least 40 % of the flushes", reached=appended >= 0.4 * flushed)


def _kills(report: Report, cycles: int) -> None:
    found = damage.kills(cycles)
    rows = {
        "entries acknowledged": f"{found.acknowledged:,}",
        "acknowledged entries lost": str(found.lost),
        "faults in the record afterwards": str(found.faults),
    }
    report.table(f"{cycles} writers killed by SIGKILL while they append", rows)
    report.goal("nothing lost, no gap", reached=found.lost == 0 and found.faults == 0)


if __name__ == "__main__":
    sys.exit(main())
