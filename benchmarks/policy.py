"""Benchmarks of the policy engine beside others, in one run: `make bench-policy`.

The figures are of this machine at this hour; the ratios are what to compare. Ends with 1 where the
engine was unsafe once, missed one determined case, or was contradicted once by another judge.
"""

import argparse
import os
import platform
import sys

from benchmarks import policy_safety as safety
from benchmarks import policy_speed as speed


def main() -> int:
    """Run all, and print as it goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a hundredth of the cases")
    quick = parser.parse_args().quick
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    sound = _safety(1_000 if quick else 100_000, 100 if quick else 2_000)
    _speed(100 if quick else 1_000)
    return 0 if sound else 1


def _safety(count: int, by_feel_count: int) -> bool:
    custody = safety.custody_scores(count, by_feel_count)
    _scores(f"Custody images: {count:,} partial cases", custody)
    small = safety.small_scores(by_feel_count)
    _scores("Small decisions: every partial case there is", small)
    differing, wrong = safety.disagreements(count // 20, 30)
    print(f"\nOf {count // 20:,} of those cases: clingo disagrees on {differing},"
          f" plain ifs with {wrong} releases")  # fmt: skip
    ours = [custody["bluelamp"], small["bluelamp"]]
    exact = all(not one.unsafe and one.determined == one.recognised for one in ours)
    return exact and not differing and not wrong


def _scores(title: str, scores: dict[str, safety.Score]) -> None:
    print(f"\n{title}\n{'':18}{'cases':>9}{'unsafe':>9}{'determined':>12}{'recognised':>12}")
    for name, one in scores.items():
        print(f"{name:18}{one.cases:9,}{one.unsafe:9,}{one.determined:12,}{one.recognised:12,}")


def _speed(count: int) -> None:
    rates = speed.rates(count)
    print("\nComplete custody cases a second")
    for name, rate in rates.items():
        print(f"{name:24}{rate:11,.0f}")
    _goal("decide beside zen-engine", rates["decide"] / rates["zen-engine"], "times", 5)
    for way in ("account", "explain", "explain, as they come", "explain, pattern new"):
        _goal(f"{way}, beside its trace", rates[way] / rates["zen-engine, trace"], "times", 5)
    print()
    ways = {
        "account": speed.accounted,
        "explanation, pattern seen": speed.explained,
        "explanation, pattern new": speed.explained_anew,
    }
    for share in (0.0, 0.1, 0.3):
        for way, run in ways.items():
            usual, worst = speed.explanation_times(run, count, share)
            told = f"{way}, {share:.0%} of the facts not known"
            print(f"{told}: {usual:,.0f} µs, p99 {worst:,.0f} µs (goal 100)")
    usual, worst = speed.question_times(count)
    print(f"next question: {usual:,.0f} µs, p99 {worst:,.0f} µs (goal 5,000)")
    proving, whole = speed.proof_seconds()
    print(f"proofs of the pack: {proving * 1e3:,.1f} ms (goal 100)")
    print(f"with scenarios, MC/DC and mutants: {whole:,.2f} s (goal 60)")
    again, compared, moved = speed.portfolio_seconds()
    print(f"1,000,000 packed cases decided again: {again * 1e3:,.1f} ms (goal 10)")
    print(f"what an edited pack changes: {compared * 1e3:,.1f} ms (goal 50), {moved:,} cases")


def _goal(what: str, value: float, unit: str, goal: float) -> None:
    print(f"{what}: {value:.1f} {unit} (goal {goal:g})")


if __name__ == "__main__":
    sys.exit(main())
