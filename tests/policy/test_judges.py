"""Other engines judge: z3, clingo, zen, regorus, cedar and FEEL, each deciding by itself."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import z3
from tests.policy.cases import BASELINE, JUNE
from tests.policy.completions import answers
from tests.policy.judges import by_feel
from tests.policy.judges.by_clingo import ClingoJudge
from tests.policy.judges.by_tables import CedarEngine, RegorusEngine, ZenEngine
from tests.policy.judges.by_z3 import Z3Judge
from tests.policy.judges.plain import Plain
from tests.policy.test_broken_packs import HEAD, SMALL

from bluelamp.policy import Decision, FactsRefused, Outcome, decide, load
from bluelamp.policy.dmn import to_dmn
from bluelamp.policy.proofs.rehearsal import Scenario, written
from bluelamp.policy.proofs.scenarios import generate
from bluelamp.policy.proofs.theory import Theory
from bluelamp.policy.settling import in_force

MPS = load("mps")
FEW = ("wanted-person", "missing-person", "identification-appeal", "bwv-prosecution")
LARGE = ("custody-image", "bwv-media")
SAMPLES = 60
every = pytest.mark.parametrize("name", list(BASELINE))


@pytest.fixture(scope="module")
def scenarios() -> dict[str, list[Scenario]]:
    """Every generated scenario of every decision."""
    return {name: list(_written(decision)) for name, decision in MPS.decisions.items()}


def _written(decision: Decision) -> Iterator[Scenario]:
    theory = Theory(decision.chart)
    yield from written(decision.id, theory, generate(theory), JUNE)


def partial_cases(name: str, count: int) -> Iterator[dict[str, Any]]:
    """Ordinary cases with some facts changed and some not known, drawn alike in every run."""
    draw = random.Random(f"{name} 1")  # noqa: S311  cases, not secrets
    facts = MPS.decisions[name].facts
    for _ in range(count):
        case = dict(BASELINE[name])
        for fact in draw.sample(list(facts), min(len(facts), draw.randint(0, 6))):
            case[fact] = draw.choice(answers(facts[fact]))
        for fact in draw.sample(list(facts), min(len(facts), draw.randint(0, 12))):
            case[fact] = None
        yield case


def possible_outcomes(name: str, case: dict[str, Any]) -> set[str]:
    """What the engine itself advises."""
    advice = decide(MPS, name, case, JUNE)
    return set(advice.possible) or {advice.outcome}


@every
def test_z3_proves_the_diagram_right_in_every_world(name: str) -> None:
    decision = MPS.decisions[name]
    judge = Z3Judge(decision)
    solver = z3.Solver()
    solver.add(*judge.rules(), judge.drawn(decision.chart.root) != judge.outcome)
    assert solver.check() == z3.unsat


@every
def test_z3_finds_neither_gap_nor_conflict(name: str) -> None:
    judge = Z3Judge(MPS.decisions[name])
    won = judge.wins()
    world = z3.Solver()
    world.add(*judge.ranges, z3.Not(judge.barred))
    assert world.check() == z3.sat
    world.push()
    world.add(z3.Not(z3.Or([formula for _, formula in won])))
    assert world.check() == z3.unsat
    world.pop()
    verdicts = {clause.verdict: None for clause, _ in won}
    reached = [z3.Or([f for c, f in won if c.verdict == verdict]) for verdict in verdicts]
    world.add(z3.Not(z3.AtMost(*reached, 1)))
    assert world.check() == z3.unsat


@pytest.mark.parametrize("name", FEW)
def test_clingo_agrees_in_every_world(name: str) -> None:
    decision = MPS.decisions[name]
    judge, chart = ClingoJudge(decision), decision.chart
    for world in product(*(range(size) for size in chart.diagram.sizes)):
        allowed = {fact: (code,) for fact, code in zip(chart.order, world, strict=True)}
        verdicts = chart.verdicts(tuple(allowed.values()))
        assert judge.possible(allowed) == {verdict.outcome for verdict in verdicts}


@every
def test_z3_and_clingo_know_what_is_possible(name: str) -> None:
    decision = MPS.decisions[name]
    plain, z3_judge, clingo_judge = Plain(decision), Z3Judge(decision), ClingoJudge(decision)
    seen: set[str] = set()
    for case in partial_cases(name, SAMPLES if name in LARGE else SAMPLES // 3):
        try:
            advised = possible_outcomes(name, case)
        except FactsRefused:
            continue
        seen |= advised
        allowed = plain.allowed(case, JUNE)
        assert clingo_judge.possible(allowed) == advised, case
        assert z3_judge.possible(allowed) == advised, case
    assert len(seen) > 1


@pytest.mark.parametrize("name", LARGE)
def test_z3_knows_which_facts_matter(name: str) -> None:
    decision = MPS.decisions[name]
    plain, judge = Plain(decision), Z3Judge(decision)
    opened = 0
    for case in partial_cases(name, SAMPLES // 5):
        try:
            advice = decide(MPS, name, case, JUNE)
        except FactsRefused:
            continue
        allowed = plain.allowed(case, JUNE)
        unknown = [fact for fact, codes in allowed.items() if len(codes) > 1]
        assert {fact for fact in unknown if judge.matters(allowed, fact)} == set(advice.open), case
        opened += len(advice.open)
    assert opened


@every
@pytest.mark.parametrize("engine", [ZenEngine, RegorusEngine, CedarEngine])
def test_engines_agree_on_complete_cases(
    name: str, engine: Any, scenarios: dict[str, list[Scenario]]
) -> None:
    judge, plain = engine(MPS.decisions[name]), Plain(MPS.decisions[name])
    for scenario in scenarios[name]:
        answer = judge.decide(plain.case(scenario.facts, JUNE))
        expected = (scenario.expect.outcome, scenario.expect.default)
        if engine is CedarEngine:
            releases = scenario.expect.outcome == Outcome.RELEASE
            expected = (Outcome.RELEASE if releases else Outcome.REFUSE, None)
        assert answer == expected, scenario.shows


@every
def test_export_opens_without_warning_and_feel_agrees(
    name: str, tmp_path: Path, scenarios: dict[str, list[Scenario]]
) -> None:
    document = tmp_path / "decision.dmn"
    document.write_bytes(to_dmn(MPS, MPS.decisions[name]))
    cases = [scenario.facts | {"as_of": JUNE.isoformat()} for scenario in scenarios[name]]
    answer = by_feel.run(document, cases)
    assert answer["warnings"] == []
    assert answer["hitPolicy"] == "FIRST"
    for scenario, (outcome, default, clause) in zip(
        scenarios[name], answer["verdicts"], strict=True
    ):
        assert (outcome, default) == (scenario.expect.outcome, scenario.expect.default)
        assert clause in scenario.expect.clauses


@pytest.mark.parametrize(
    ("sentenced", "late"),
    [
        ("2026-11-30", "2027-03-01"),
        ("2027-11-30", "2028-03-01"),
        ("2026-01-31", "2026-05-01"),
        ("2026-02-28", "2026-05-29"),
    ],
)
def test_feel_counts_months_as_the_policy_does(sentenced: str, late: str, tmp_path: Path) -> None:
    """The last day inside, and the first outside, of months of every length."""
    document = tmp_path / "decision.dmn"
    document.write_bytes(to_dmn(MPS, MPS.decisions["custody-image"]))
    first = date.fromisoformat(late)
    days = [first - timedelta(days=1), first]
    facts = BASELINE["custody-image"] | {"convicted_on": sentenced, "sentenced_on": sentenced}
    cases = [facts | {"as_of": day.isoformat()} for day in days]
    verdicts = by_feel.run(document, cases)["verdicts"]
    ours = [decide(MPS, "custody-image", facts, day).outcome for day in days]
    assert [verdict[0] for verdict in verdicts] == ours == ["release", "refuse"]


def test_feel_counts_days_where_the_reading_does(tmp_path: Path) -> None:
    readings = {"X-07": "ninety_days"}
    decision = in_force(MPS, "custody-image", JUNE, readings)
    document = tmp_path / "decision.dmn"
    document.write_bytes(to_dmn(MPS, decision))
    sentenced = date(2026, 3, 1)
    facts = BASELINE["custody-image"] | dict.fromkeys(
        ("convicted_on", "sentenced_on"), sentenced.isoformat()
    )
    days = [sentenced + timedelta(days=90), sentenced + timedelta(days=91)]
    cases = [facts | {"as_of": day.isoformat()} for day in days]
    verdicts = by_feel.run(document, cases)["verdicts"]
    ours = [decide(MPS, "custody-image", facts, day, readings=readings).outcome for day in days]
    assert [verdict[0] for verdict in verdicts] == ours == ["release", "refuse"]


def test_feel_reads_every_set_of_members(tmp_path: Path) -> None:
    """The shipped packs ask only whether there is any member; another may name one."""
    (tmp_path / "pack.toml").write_text(HEAD, "utf-8")
    text = SMALL.replace(
        'form = "choice"\nkind = "record"\nquestion = "Which light?"',
        'form = "several"\nkind = "record"\nquestion = "Which lights?"',
    )
    text = text.replace("light == red", "red in light").replace(
        "light == green", "red not in light"
    )
    (tmp_path / "gate.md").write_text(text, "utf-8")
    pack = load(tmp_path)
    document = tmp_path / "gate.dmn"
    document.write_bytes(to_dmn(pack, pack.decisions["gate"]))
    cases = [
        {"stopped": False, "light": lights} for lights in ([], ["red"], ["green"], ["red", "green"])
    ]
    answer = by_feel.run(document, cases)
    assert answer["warnings"] == []
    ours = [decide(pack, "gate", case, JUNE).outcome for case in cases]
    assert [verdict[0] for verdict in answer["verdicts"]] == ours
    assert ours == ["release", "refuse", "release", "refuse"]


def test_judges_can_find_a_fault() -> None:
    """Given the clauses less one, z3 and clingo no longer agree with the diagram of them all."""
    whole = MPS.decisions["wanted-person"]
    left = [clause for clause in whole.clauses if clause.id != "WP-02.juvenile"]
    decision = replace(whole, clauses=left)
    judge = Z3Judge(decision)
    solver = z3.Solver()
    solver.add(*judge.rules(), judge.drawn(decision.chart.root) != judge.outcome)
    assert solver.check() == z3.sat
    case = BASELINE["wanted-person"] | {"youth_restriction": "in_force"}
    assert possible_outcomes("wanted-person", case) == {"seek_legal_advice"}
    allowed = Plain(decision).allowed(case, JUNE)
    assert ClingoJudge(decision).possible(allowed) == {"release"}
