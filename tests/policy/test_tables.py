"""A decision's table: its rows decide as its clauses do, and the export says what it cannot."""

import argparse
from xml.etree import ElementTree as ET

import pytest
from tests.policy.cases import BASELINE, JUNE

from bluelamp.policy import Form, load
from bluelamp.policy.command import add_arguments, run
from bluelamp.policy.dmn import CAUTION, MODEL, to_dmn
from bluelamp.policy.proofs.rehearsal import written
from bluelamp.policy.proofs.scenarios import generate
from bluelamp.policy.proofs.theory import Theory
from bluelamp.policy.tables import rows

MPS = load("mps")
every = pytest.mark.parametrize("name", list(BASELINE))


@every
def test_first_row_that_matches_decides(name: str) -> None:
    chart = MPS.decisions[name].chart
    theory = Theory(chart)
    table = list(rows(chart))
    scenarios = generate(theory)
    expected = written(name, theory, scenarios, JUNE)
    for world, scenario in zip(scenarios.suite.worlds, expected, strict=True):
        codes = dict(zip(chart.order, world, strict=True))
        first = next(row for row in table if all(codes[f] in c for f, c in row.match.items()))
        assert (first.verdict.outcome, first.verdict.default) == (
            scenario.expect.outcome,
            scenario.expect.default,
        )


@every
def test_no_row_stands_behind_a_wider_one_of_its_clause(name: str) -> None:
    table = list(rows(MPS.decisions[name].chart))
    for place, row in enumerate(table):
        for other in table[:place]:
            if other.clause is row.clause:
                assert not all(row.match.get(f, {-1}) <= codes for f, codes in other.match.items())


@every
def test_export_names_its_clauses_and_its_limits(name: str) -> None:
    document = to_dmn(MPS, MPS.decisions[name])
    root = ET.fromstring(document)  # noqa: S314  our own document
    space = {"d": MODEL}
    assert (root.findtext("d:description", "", space)).startswith(CAUTION)
    rules = root.findall(".//d:rule", space)
    assert len(rules) == len(list(rows(MPS.decisions[name].chart)))
    assert all(": " in (rule.findtext("d:description", "", space)) for rule in rules)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_every_form_of_fact_is_in_some_table() -> None:
    """Else the export of that form would go untried."""
    named = {
        MPS.decisions[name].chart.facts[fact].form
        for name in BASELINE
        for row in rows(MPS.decisions[name].chart)
        for fact in row.match
    }
    assert named == set(Form)


def test_command_prints_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    command = ["dmn", "--pack", "mps", "--decision", "wanted-person"]
    assert run(parser.parse_args(command)) == 0
    assert capsys.readouterr().out.startswith("<?xml")
    assert run(parser.parse_args([*command[:-1], "wanted"])) == 2
