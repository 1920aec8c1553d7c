"""How fast the engine decides, explains, asks, proves, and decides a million cases again.

An account of the outcome is what zen-engine's trace is, the row that matched, and more: the clauses that
won with their facts, gave way and were raised, what is missing, warnings, checks and duties. An explanation
is the whole advice: beside these the facts that are enough, the nearest change for every other outcome,
readings, dates of change. What cases of one pattern share is worked out once, so that it is timed three
ways: where the pattern was seen before, where none was ever seen, and over a stream of cases as they are
drawn. An account is always made anew.
All is measured in the processor's time, so that other work on the machine counts less.
"""

import gc
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import numpy as np
from benchmarks.policy_cases import CUSTODY, MPS, Facts, custody_cases, plain_cases
from tests.policy.cases import BASELINE, JUNE
from tests.policy.judges import by_feel
from tests.policy.judges.by_tables import CedarEngine, RegorusEngine, ZenEngine

from bluelamp.policy import Advice, Outcome, decide, packs_root, possible_outcomes
from bluelamp.policy.asking import Survey
from bluelamp.policy.case import read_case
from bluelamp.policy.chart import Chart
from bluelamp.policy.clauses import Verdict
from bluelamp.policy.dmn import to_dmn
from bluelamp.policy.explaining import Explanation
from bluelamp.policy.finding import outcomes, settled, verdicts
from bluelamp.policy.pack import Decision
from bluelamp.policy.portfolio import Codes, changed, decide_all, pack_codes, transitions
from bluelamp.policy.proofs.report import check_pack, prove_pack

ROUNDS = 5
MILLION = 1_000_000


def rates(count: int) -> dict[str, float]:
    """Cases a second on complete custody cases: the best of some rounds, all engines in each round."""
    cases = custody_cases(count, (0.0,))
    given = plain_cases(CUSTODY, cases)
    zen, traced = ZenEngine(CUSTODY), ZenEngine(CUSTODY, trace=True)
    contenders: dict[str, tuple[Callable[[Facts], Any], Sequence[Facts]]] = {
        "decide": (lambda c: possible_outcomes(MPS, "custody-image", c, JUNE), cases),
        "explain": (explained, cases),
        "explain, pattern new": (explained_anew, cases),
        "account": (accounted, cases),
        "zen-engine": (zen.decide, given),
        "zen-engine, trace": (traced.decide, given),
        "regorus": (RegorusEngine(CUSTODY).decide, given),
        "cedarpy": (CedarEngine(CUSTODY).decide, given),
    }
    best = dict.fromkeys(contenders, 0.0)
    for _ in range(ROUNDS):
        for name, (run, asked) in contenders.items():
            if run is explained:
                _seconds(run, asked)
            best[name] = max(best[name], len(asked) / _seconds(run, asked))
    best["explain, as they come"] = rate_as_they_come(count * 10)
    return best | {"FEEL (feelin)": _feel_rate(cases[: max(20, count // 10)])}


def explained(case: Facts) -> Advice:
    """The whole advice; what is found on the case's pattern is kept from the last time."""
    return decide(MPS, "custody-image", case, JUNE)


def explained_anew(case: Facts) -> Advice:
    """The whole advice, with nothing kept from any case before."""
    CUSTODY.findings.clear()
    return decide(MPS, "custody-image", case, JUNE)


def accounted(case: Facts) -> tuple[object, ...]:
    """The account of the outcome alone, made anew for the case."""
    read = read_case(CUSTODY, case, JUNE)
    told = Explanation(read, settled(outcomes(verdicts(read))), None)
    return (
        told.because(), told.defeated(), told.considered(), told.requires(),
        told.warnings(), told.checklist(), told.duties(),
    )  # fmt: skip


def rate_as_they_come(count: int) -> float:
    """Complete cases a second, each explained once in the order drawn, nothing kept at the start."""
    cases = custody_cases(count, (0.0,))
    CUSTODY.findings.clear()
    return count / _seconds(explained, cases)


def explanation_times(
    run: Callable[[Facts], object], count: int, share: float
) -> tuple[float, float]:
    """Median and 99th percentile, in microseconds, of explaining custody cases."""
    return _percentiles(run, custody_cases(count, (share,)))


def question_times(count: int) -> tuple[float, float]:
    """Median and 99th percentile, in microseconds, of finding the next question, blank to nearly full."""
    cases = [{}, *custody_cases(count, (0.05, 0.2, 0.5, 0.8))]
    open_cases = [
        read_case(CUSTODY, case, JUNE)
        for case in cases
        if len(possible_outcomes(MPS, "custody-image", case, JUNE)) > 1
    ]

    def ask(case: Any) -> None:
        survey = Survey(case)
        survey.best_question(survey.open_facts())

    return _percentiles(ask, open_cases)


def proof_seconds() -> tuple[float, float]:
    """Seconds to prove the whole pack, and to write its scenarios and try its mutants besides."""
    folder = packs_root() / "mps"
    proving = min(_timed(lambda: prove_pack(MPS, folder)) for _ in range(ROUNDS))
    return proving, _timed(lambda: list(check_pack(MPS, folder, JUNE)))


def portfolio_seconds() -> tuple[float, float, int]:
    """Seconds to decide a million cases again, and to find which of them an edited pack changes."""
    packed = pack_codes(CUSTODY, dict(_columns()))
    edited = edited_custody()
    before = decide_all(CUSTODY, packed)
    again = min(_timed(lambda: decide_all(CUSTODY, packed)) for _ in range(ROUNDS))

    def compare() -> np.ndarray[Any, Any]:
        after = decide_all(edited, packed)
        transitions(before, after)
        return changed(before, after)

    return again, min(_timed(compare) for _ in range(ROUNDS)), len(compare())


def _columns() -> Iterator[tuple[str, Codes]]:
    """Codes of ordinary cases: of each fact one in eight is any, and one in ten not known."""
    draw = np.random.default_rng(1)
    ordinary = read_case(CUSTODY, BASELINE["custody-image"], JUNE).allowed
    for name, codes in zip(CUSTODY.chart.order, ordinary, strict=True):
        column = np.full(MILLION, codes[0], dtype=np.int8)
        other = draw.random(MILLION) < 1 / 8
        column[other] = draw.integers(0, CUSTODY.facts[name].size, other.sum())
        column[draw.random(MILLION) < 1 / 10] = -1
        yield name, column


def edited_custody() -> Decision:
    """The custody decision with one clause read otherwise: a minor offence with no factor refuses."""
    clauses = [
        replace(clause, verdict=Verdict(Outcome.REFUSE))
        if clause.step == "minor_offence"
        else clause
        for clause in CUSTODY.clauses
    ]
    chart = Chart(CUSTODY.facts, CUSTODY.steps, clauses, [c.when for c in CUSTODY.contradictions])
    return replace(CUSTODY, clauses=clauses, chart=chart)


def _feel_rate(cases: Sequence[Facts]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "decision.dmn"
        document.write_bytes(to_dmn(MPS, CUSTODY))
        dated = [json.loads(json.dumps(c | {"as_of": JUNE}, default=str)) for c in cases]
        return len(cases) / float(by_feel.run(document, dated)["seconds"])


def _percentiles(run: Callable[[Any], Any], cases: Sequence[Any]) -> tuple[float, float]:
    """Each case is timed some times and the best kept, so that other work on the machine counts less."""
    for case in cases:
        run(case)
    gc.disable()
    times = sorted(
        min(_timed(partial(run, case)) for _ in range(2 * ROUNDS)) * 1e6 for case in cases
    )
    gc.enable()
    return median(times), times[int(len(times) * 0.99)]


def _seconds(run: Callable[[Facts], Any], cases: Sequence[Facts]) -> float:
    start = process_time()
    for case in cases:
        run(case)
    return process_time() - start


def _timed(run: Callable[[], Any]) -> float:
    start = process_time()
    run()
    return process_time() - start
