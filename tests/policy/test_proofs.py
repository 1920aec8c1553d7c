"""What is proved of a pack: the shipped one is sound, and every kind of fault is found with a case."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from tests.policy.cases import BASELINE, JUNE
from tests.policy.test_broken_packs import HEAD, SMALL
from tests.policy.test_exactness import JUDGES

from bluelamp.policy import Outcome, PackRefused, decide, load, packs_root
from bluelamp.policy.case import read_case
from bluelamp.policy.chart import Chart
from bluelamp.policy.clauses import Clause, Verdict
from bluelamp.policy.expression import Condition, parse
from bluelamp.policy.facts import Fact
from bluelamp.policy.proofs.cases import facts_for
from bluelamp.policy.proofs.checks import check
from bluelamp.policy.proofs.conditions import Pairs, obligations
from bluelamp.policy.proofs.mutants import mutants
from bluelamp.policy.proofs.rehearsal import written
from bluelamp.policy.proofs.report import Checked, check_pack, prove_pack
from bluelamp.policy.proofs.rules import Reader, Rules
from bluelamp.policy.proofs.scenarios import generate
from bluelamp.policy.proofs.suite import Suite
from bluelamp.policy.proofs.theory import Theory
from bluelamp.policy.settling import in_force

MPS = load("mps")
FOLDER = packs_root() / "mps"
SMALL_DECISIONS = ("wanted-person", "missing-person", "identification-appeal", "bwv-prosecution")
small = pytest.mark.parametrize("decision", SMALL_DECISIONS)


@pytest.fixture(scope="module")
def checked() -> dict[str, Checked]:
    return {one.decision.id: one for one in check_pack(MPS, FOLDER, JUNE)}


def test_shipped_pack_has_no_fault(checked: dict[str, Checked]) -> None:
    faults = [f.says for one in checked.values() for f in one.findings if f.is_fault]
    assert not faults
    assert set(checked) == set(BASELINE)
    assert all(one.properties for one in checked.values())


def test_remarks_have_their_place(checked: dict[str, Checked]) -> None:
    remarks = [finding for one in checked.values() for finding in one.findings]
    assert any("never decides alone" in remark.says for remark in remarks)
    for remark in remarks:
        assert remark.place is not None
        line = remark.place.file.read_text("utf-8").splitlines()[remark.place.line - 1]
        assert f'id = "{remark.clause or remark.decision}"' in line


def test_every_clause_wins_or_is_cited_in_a_scenario(checked: dict[str, Checked]) -> None:
    for one in checked.values():
        shown = {words for scenario in one.written for words in scenario.shows}
        for clause in one.decision.clauses:
            verb = "wins" if clause.verdict else "is cited"
            assert f"{clause.id} {verb}" in shown
            for other in clause.overrides:
                assert f"{clause.id} overrides {other}" in shown


def test_scenarios_are_cases_that_the_engine_takes(checked: dict[str, Checked]) -> None:
    for one in checked.values():
        for world, scenario in zip(one.scenarios.suite.worlds, one.written, strict=True):
            case = read_case(one.decision, scenario.facts, scenario.as_of)
            assert case.allowed == tuple((code,) for code in world), scenario.shows
            advice = decide(MPS, scenario.decision, scenario.facts, scenario.as_of)
            assert (advice.outcome, advice.default) == (
                scenario.expect.outcome,
                scenario.expect.default,
            )


def test_generated_scenarios_agree_with_plain_ifs(checked: dict[str, Checked]) -> None:
    """The judge here knows neither clause nor diagram."""
    for judge in JUDGES:
        for scenario in checked[judge.decision].written:
            dated = {
                name: type(JUNE).fromisoformat(value) if name.endswith("_on") and value else value
                for name, value in scenario.facts.items()
            }
            assert judge.outcome(dated) == scenario.expect.outcome, scenario.shows


def test_scenarios_under_another_count_of_time_fall_as_they_should() -> None:
    decision = in_force(MPS, "custody-image", JUNE, {"X-07": "ninety_days"})
    theory = Theory(decision.chart)
    for scenario in written("custody-image", theory, generate(theory), JUNE):
        facts, readings = scenario.facts, {"X-07": "ninety_days"}
        advice = decide(MPS, "custody-image", facts, JUNE, readings=readings)
        assert advice.outcome == scenario.expect.outcome, scenario.shows


def theory_of(decision: str) -> Theory:
    return Theory(MPS.decisions[decision].chart)


def all_worlds(theory: Theory) -> Suite:
    """Every world of a small decision, one by one."""
    sizes = theory.diagram.sizes
    return Suite(sizes, product(*(range(size) for size in sizes)))


def told(reader: Reader, rules: Rules) -> tuple[dict[Verdict, int], dict[str, int]]:
    applies = reader.all_applying(rules.clauses)
    wins = reader.wins(rules, applies)
    both = reader.verdicts(rules, wins), reader.told(rules, applies, wins)
    return tuple({k: v for k, v in one.items() if v} for one in both)  # type: ignore[return-value]


@small
def test_equivalent_mutants_change_no_world_at_all(decision: str) -> None:
    """Once more by trying every world, which needs no diagram."""
    theory = theory_of(decision)
    equivalent = {mutant.change for mutant in generate(theory).equivalent}
    reader = Reader(all_worlds(theory), theory.levels)
    before = told(reader, theory.rules)
    for mutant in mutants(theory.rules, theory.chart.facts):
        assert (told(reader, mutant.rules) == before) == (mutant.change in equivalent)


@pytest.mark.parametrize("decision", list(BASELINE))
def test_suite_kills_every_other_mutant(decision: str) -> None:
    theory = theory_of(decision)
    scenarios = generate(theory)
    equivalent = {mutant.change for mutant in scenarios.equivalent}
    reader = Reader(scenarios.suite, theory.levels)
    before = told(reader, theory.rules)
    survivors = {
        mutant.change
        for mutant in mutants(theory.rules, theory.chart.facts)
        if told(reader, mutant.rules) == before
    }
    assert survivors == equivalent


@small
def test_conditions_count_as_the_pairs_show(decision: str) -> None:
    theory = theory_of(decision)
    pairs = Pairs(theory)
    for obligation in obligations(theory):
        pair = pairs.pair(obligation)
        if pair is None:
            assert not counts(theory, obligation.clause, obligation.condition.fact)
            continue
        level = theory.levels[obligation.condition.fact]
        assert [place for place in range(len(pair[0])) if pair[0][place] != pair[1][place]] == [
            level
        ]
        assert outcome(theory, pair[0]) != outcome(theory, pair[1])


def counts(theory: Theory, clause: Clause, fact: str) -> bool:
    """By trying every two worlds that differ in the fact alone."""
    level, suite = theory.levels[fact], all_worlds(theory)
    applying = Reader(suite, theory.levels).applies(clause)
    by_rest: dict[Any, set[Any]] = {}
    for number, world in enumerate(suite.worlds):
        seen = by_rest.setdefault((*world[:level], *world[level + 1 :]), set())
        seen.add((bool(applying >> number & 1), outcome(theory, world)))
    return any(
        a[0] != b[0] and a[1] != b[1] for seen in by_rest.values() for a in seen for b in seen
    )


def outcome(theory: Theory, world: tuple[int, ...]) -> str:
    facts = facts_for(theory.chart, world, JUNE)
    (name,) = (n for n, d in MPS.decisions.items() if d.chart is theory.chart)
    advice = decide(MPS, name, facts, JUNE)
    return f"{advice.outcome} {advice.default}"


def gate(tmp_path: Path, *clauses: str) -> Chart:
    """A chart of a gate's facts with rules that no loader has looked at."""
    (tmp_path / "pack.toml").write_text(HEAD, "utf-8")
    (tmp_path / "gate.md").write_text(SMALL, "utf-8")
    facts = load(tmp_path).decisions["gate"].chart.facts
    return Chart(facts, ["stop", "go"], [rule(text, facts) for text in clauses])


def rule(text: str, facts: dict[str, Fact] | Any) -> Clause:
    """`id@step outcome: condition [> overridden]`."""
    head, _, condition = text.partition(": ")
    name, _, rest = head.partition("@")
    step, _, ends = rest.partition(" ")
    condition, _, over = condition.partition(" > ")
    when: Condition = parse(condition, facts, {})
    return Clause(
        id=name,
        lines=(1,),
        says="",
        when=when,
        step=step,
        verdict=Verdict(Outcome(ends)),
        overrides=tuple(over.split()),
    )


@pytest.mark.parametrize(
    ("clauses", "fault"),
    [
        (["A@stop refuse: stopped"], "no clause decides this case: stopped = false, light = red"),
        (
            ["A@stop refuse: stopped", "B@stop hold: light == red", "C@go release: not stopped"],
            "A and B decide this case differently: stopped = true, light = red",
        ),
        (
            ["A@stop refuse: stopped", "B@go release: not stopped", "C@go hold: stopped"],
            "C applies and never wins, as here: stopped = true",
        ),
        (
            [
                "A@stop refuse: stopped",
                "B@go release: not stopped",
                "C@go release: light == red and light == green",
            ],
            "C applies in no case there can be",
        ),
        (
            ["A@stop refuse: stopped > B", "B@stop release: not stopped"],
            "A overrides B, and every case is as it would be without",
        ),
    ],
)
def test_fault_is_found_with_a_case(tmp_path: Path, clauses: list[str], fault: str) -> None:
    found = [f.says for f in check("gate", Theory(gate(tmp_path, *clauses))) if f.is_fault]
    assert any(says.startswith(fault) for says in found), found


def test_override_that_settles_a_conflict_is_no_fault(tmp_path: Path) -> None:
    clauses = [
        "A@stop refuse: stopped > B",
        "B@stop hold: light == red",
        "C@go release: not stopped",
    ]
    assert not [f for f in check("gate", Theory(gate(tmp_path, *clauses))) if f.is_fault]


PROPERTY = """\
[[property]]
decision = "gate"
says = "Stopping never releases."
never_into = ["release"]
raising = { stopped = true, light = "red" }
"""


def stated(tmp_path: Path, properties: str) -> Path:
    (tmp_path / "pack.toml").write_text(HEAD, "utf-8")
    (tmp_path / "gate.md").write_text(SMALL, "utf-8")
    (tmp_path / "properties.toml").write_text(properties, "utf-8")
    return tmp_path


def faults(folder: Path) -> list[str]:
    ((_, findings),) = prove_pack(load(folder), folder).values()
    return [
        f"{finding.place.line if finding.place else 0}: {finding.says}"
        for finding in findings
        if finding.is_fault
    ]


def test_property_that_holds_is_proved(tmp_path: Path) -> None:
    assert not faults(stated(tmp_path, PROPERTY))


@pytest.mark.parametrize(
    ("old", "new", "shows"),
    [
        ("stopped = true", "stopped = false", "stopped from true to false in this case"),
        ('light = "red"', 'light = "green"', "light from red to green in this case"),
        ('never_into = ["release"]', 'never_out_of = ["release"]', "stopped from false to true"),
        ('["release"]', '["release", "hold", "refuse"]', "stopped from false to true"),
    ],
)
def test_broken_property_shows_a_case(tmp_path: Path, old: str, new: str, shows: str) -> None:
    assert old in PROPERTY
    (fault,) = faults(stated(tmp_path, "\n" + PROPERTY.replace(old, new)))
    assert fault.startswith("2: Stopping never releases. It does not hold:")
    assert shows in fault


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"gate"', '"gates"', r"properties\.toml:1:1: no decision 'gates'"),
        ("stopped = true", "halted = true", "halted is no fact of gate"),
        (
            "stopped = true",
            'stopped = "red"',
            "'red' is no value of stopped; allowed are false, true",
        ),
        ("raising = {", "rising = {", "rising"),
        ('never_into = ["release"]', "", "says which outcomes"),
        ("raising = {", "forgetting = true\nraising = {", "raises facts or is about forgetting"),
    ],
)
def test_property_that_names_what_is_not_there_is_refused(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    folder = stated(tmp_path, PROPERTY.replace(old, new))
    with pytest.raises(PackRefused, match=says):
        prove_pack(load(folder), folder)


def with_changes(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    folder = stated(tmp_path, "property = []\n")
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "gate.md").write_text(text, "utf-8")
    return folder


READING = """
```toml reading
id = "X-1"
unclear = "what red means"
takes = "red stops"
name = "red_means"
value = "stop"
otherwise = { nothing = "red means nothing" }
```
"""


def test_gap_under_a_reading_that_is_not_taken_is_found(tmp_path: Path) -> None:
    """The pack stands as it reads itself; switched, it would leave red lights undecided."""
    folder = with_changes(
        tmp_path,
        ("light == red", "(light == red and red_means == stop)"),
        ("> Green releases.", f"{READING}\n> Green releases."),
    )
    (fault,) = faults(folder)
    assert "under some reading, no clause decides this case: " in fault
    assert "red_means = nothing" in fault


def test_each_span_is_checked_from_its_own_day(tmp_path: Path) -> None:
    later = '\n```\n\n> Amber too.\n\n```toml clause\nid = "G-3"\nlines = [3]\nstep = "stop"\n'
    later += 'outcome = "hold"\nwhen = "light == amber"\nin_force_from = 2026-09-01'
    folder = with_changes(
        tmp_path,
        ('"red", "green"', '"red", "green", "amber"'),
        ("light == green", "light in (green, amber)"),
        ("stopped or light == red", "stopped or light == red" + '"' + later),
        ('from = 2026-09-01"', "from = 2026-09-01"),
        ('id = "G-1"', 'id = "G-1"\noverrides = ["G-3"]'),
    )
    checked = list(check_pack(load(folder), folder))
    assert [str(one.decision.day) for one in checked] == ["2026-01-01", "2026-09-01"]
    assert [len(one.decision.clauses) for one in checked] == [2, 3]
    assert all(one.is_sound for one in checked)
    (only,) = check_pack(load(folder), folder, JUNE)
    assert str(only.decision.day) == "2026-01-01"


def test_properties_of_the_pack_extended_are_proved_of_the_one_that_extends(tmp_path: Path) -> None:
    base, over = tmp_path / "base", tmp_path / "over"
    base.mkdir()
    over.mkdir()
    stated(base, PROPERTY)
    (over / "pack.toml").write_text(f'{HEAD}[extends]\npack = "base"\n', "utf-8")
    (over / "gate.md").write_text(
        """\
```toml set
because = "here red means go"
[decision]
only_if = { release = "light == red" }
[clauses."G-1"]
when = "light == green"
[clauses."G-2"]
when = "light == red"
```
""",
        "utf-8",
    )
    ((_, findings),) = prove_pack(load(over), over).values()
    broken = [finding for finding in findings if finding.is_fault]
    assert [finding.place.file for finding in broken if finding.place] == [base / "properties.toml"]
