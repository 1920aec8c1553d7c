"""Figures as they are shown: quartiles, rates, charts and spreadsheets, against what is known of each."""

import csv
import io
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from tests.casework.outcomes import outcomes

from bluelamp.casework.categories import Ethnicity, OffenceGroup, Sentence
from bluelamp.casework.counting import Slice
from bluelamp.casework.routes import Route
from bluelamp.disclosure.figures import fairness, releases, times
from bluelamp.disclosure.figures.answer import answer
from bluelamp.disclosure.figures.catalogue import FIGURES
from bluelamp.disclosure.figures.drawing import chart
from bluelamp.disclosure.figures.measures import spread, wilson
from bluelamp.disclosure.figures.spreadsheet import as_csv
from bluelamp.disclosure.figures.tables import Row, Table
from bluelamp.disclosure.figures.times import days_words, minutes_words

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
CUSTODY = Slice(route=Route.CUSTODY_IMAGE)


@given(st.integers(1, 2000).flatmap(lambda among: st.tuples(st.integers(0, among), st.just(among))))
def test_intervals_are_wilsons_as_another_library_reckons_them(
    given_counts: tuple[int, int],
) -> None:
    of, among = given_counts
    rate = wilson(of, among)
    judged = binomtest(of, among).proportion_ci(method="wilson")
    assert (rate.lower, rate.upper) == pytest.approx((judged.low, judged.high), abs=1e-9)
    assert rate.share == of / among


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60))
def test_a_quarter_half_and_three_quarters_lie_within(lengths: list[int]) -> None:
    found = spread({length: lengths.count(length) for length in lengths})
    assert found
    assert found.count == len(lengths)
    for within, quarters in ((found.lower, 1), (found.median, 2), (found.upper, 3)):
        assert 4 * sum(length <= within for length in lengths) >= quarters * len(lengths)
        assert 4 * sum(length < within for length in lengths) < quarters * len(lengths)


def test_nothing_has_no_quartiles() -> None:
    assert spread({}) is None


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (200, "3 h 20 min"), (1440, "1 day"), (4400, "3 days 1 h")],
)  # fmt: skip
def test_times_are_written_as_people_say_them(minutes: int, words: str) -> None:
    assert minutes_words(minutes) == words
    assert days_words(0) == "the same day"


def test_a_spreadsheet_takes_no_name_for_a_formula() -> None:
    row = Row(words="=HYPERLINK(1)", cells=("1,234", "c", "3 h"))
    table = Table(title="By unit", of="Unit", columns=("A", "B", "C"), rows=(row,))
    read = list(csv.reader(io.StringIO(as_csv([table]))))
    assert read == [
        ["Table", "Unit", "A", "B", "C"],
        ["By unit", "'=HYPERLINK(1)", "1234", "c", "3 h"],
    ]


def test_a_chart_draws_what_is_shown_and_says_what_it_is() -> None:
    rows = (
        Row(words="<b>North</b>", cells=("30", "10", "40"), bars=(30, 10)),
        Row(words="South", cells=("c", "c", "c"), bars=(None, None)),
        Row(words="Total", cells=("c", "c", "c"), bars=(None, None), is_total=True),
    )
    table = Table(title="By unit", of="Unit", columns=("Released", "Refused", "Total"), rows=rows, series=("Released", "Refused"))  # fmt: skip
    drawn = ET.fromstring(chart(table, name="one"))  # noqa: S314  our own
    assert drawn.get("role") == "img"
    title = drawn.find("title")
    assert title is not None
    assert title.get("id") == drawn.get("aria-labelledby")
    words = [each.text for each in drawn.iter("text")]
    assert "<b>North</b>" in words
    assert words[-2:] == ["South", "c"]
    widths = [each.get("width") for each in drawn.iter("rect")]
    assert widths[2:] == ["52.50%", "17.50%"]


def test_a_chart_of_nothing_is_none() -> None:
    row = Row(words="North", cells=("0",), bars=(0,))
    table = Table(title="", of="", columns=("Released",), rows=(row,), series=("Released",))
    assert chart(table, name="one") == ""


@pytest.mark.django_db
def test_the_numbers_of_a_month_are_those_of_its_outcomes() -> None:
    outcomes(12, month=202603, result="released")
    outcomes(8, month=202603, result="refused", seed=2)
    outcomes(30, month=202605, result="released", seed=3)
    (table,) = releases.by_month(CUSTODY)
    assert table.columns == ("Released", "Refused", "Total")
    assert [(row.words, *row.cells) for row in table.rows] == [
        ("March 2026", "12", "8", "20"),
        ("April 2026", "0", "0", "0"),
        ("May 2026", "30", "0", "30"),
        ("Total", "42", "8", "50"),
    ]


@pytest.mark.django_db
def test_refusals_name_the_clause_that_lists_the_reason_in_the_policys_order() -> None:
    outcomes(6, result="refused", ground="out_of_time", clauses="CI-16")
    outcomes(9, result="refused", ground="risk_of_harm", clauses="CI-27 CI-16", seed=2)
    reasons, clauses = releases.refusals(CUSTODY)
    assert reasons.rows[0].words.endswith("at risk of harm (CI-27)")
    assert [row.cells for row in reasons.rows] == [("9",), ("6",), ("15",)]
    assert [(row.words[:5], row.cells) for row in clauses.rows] == [
        ("CI-16", ("15",)),
        ("CI-27", ("9",)),
    ]


@pytest.mark.django_db
def test_quartiles_of_few_are_withheld_and_so_is_a_number_that_would_tell_how_few() -> None:
    outcomes(3, month=202601, verdict_days=2)
    outcomes(7, month=202602, verdict_days=4, seed=2)
    outcomes(40, month=202603, verdict_days=6, seed=3)
    (table,) = times.from_verdict(CUSTODY)
    cells = {row.words: row.cells for row in table.rows}
    assert cells["January 2026"] == ("c",) * 4
    assert cells["February 2026"] == ("c",) * 4
    assert cells["March 2026"] == ("40", "6 days", "6 days", "6 days")
    assert cells["All"][0] == "50"


@pytest.mark.django_db
def test_no_group_of_people_is_told_by_the_group_above_it() -> None:
    outcomes(40, ethnicity=Ethnicity.W1)
    outcomes(30, ethnicity=Ethnicity.W9, seed=2)
    outcomes(2, ethnicity=Ethnicity.W2, seed=3)
    _, _, groups, each = fairness.rates(CUSTODY)
    white = next(row for row in groups.rows if row.words == "White")
    assert white.cells[2] == "72"
    hidden = [row.words for row in each.rows if row.cells[2] == "c"]
    assert "White: Irish" in hidden
    assert len(hidden) > 1


@pytest.mark.django_db
def test_the_answer_adds_up_and_tells_no_small_number() -> None:
    outcomes(900)
    outcomes(5, month=202601, sentence=Sentence.CUSTODIAL, offence_group=OffenceGroup.MOTORING, result="refused", seed=9)  # fmt: skip
    found = answer(CUSTODY, at=AT)
    by_month, by_sentence, by_offence, crossed = found.tables
    totals = {table.rows[-1].cells for table in (by_month, by_sentence, by_offence)}
    assert len(totals) == 1
    assert sum(int(cell.replace(",", "")) for cell in totals.pop()) == 905
    numbers = [cell for table in found.tables for row in table.rows for cell in row.cells[-2:]]
    assert not {"1", "2", "3", "4"} & set(numbers)
    assert found.has_withheld
    assert crossed.rows
    assert found.words == "Custody image, January 2025 to October 2026"


@pytest.mark.django_db
def test_no_total_of_a_row_tells_what_the_answer_beside_it_withholds() -> None:
    alike = {"month": 202601, "unit": "Eastmere CID", "sentence": "custodial", "offence_group": "robbery"}  # fmt: skip
    outcomes(50, result="released", **alike)
    outcomes(3, result="refused", seed=2, **alike)
    assert answer(CUSTODY, at=AT).tables[0].rows[-1].cells == ("50", "c")
    for figure in (releases.by_month, releases.by_sentence, releases.by_offence, releases.by_unit):
        (table,) = figure(CUSTODY)
        assert table.rows[-1].cells == ("50", "c", "c"), table.title
    for table in fairness.rates(CUSTODY):
        assert table.rows[-1].cells == ("50", "c", "c", "c", "c"), table.title


@pytest.mark.django_db
def test_every_figure_of_every_slice_can_be_drawn() -> None:
    outcomes(200)
    for of in (
        Slice(),
        CUSTODY,
        Slice(first=202601),
        Slice(unit="Eastmere CID"),
        Slice(first=203001),
    ):
        for figure in FIGURES.values():
            for table in figure.tables(of):
                assert all(len(row.cells) == len(table.columns) for row in table.rows)
                drawn = chart(table, name="one")
                assert not drawn or ET.fromstring(drawn) is not None  # noqa: S314  our own
