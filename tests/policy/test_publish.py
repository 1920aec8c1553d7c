"""`bluelamp policy publish`: one page that says all that the pack says, and whose examples are true."""

import argparse
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser import assert_accessible
from tests.policy.versions import FOR_LONGER, version

from bluelamp.policy import Decision, decide, load, packs, packs_root
from bluelamp.policy.commands import publish as command
from bluelamp.policy.errors import PolicyError
from bluelamp.policy.page import page as page_of
from bluelamp.policy.page.clauses import names
from bluelamp.policy.page.examples import Examples
from bluelamp.policy.page.markup import Markup, anchor, tag
from bluelamp.policy.register import read_register

PACK = load("mps")
REGISTER = read_register(packs_root() / "mps") or {}
TEXT = page_of(PACK, unclear=REGISTER)
VOID = {"meta"}

decisions = pytest.mark.parametrize("decision", PACK.decisions.values(), ids=lambda d: d.id)


class Reader(HTMLParser):
    """What a page is made of; an element that is closed in the wrong place is a fault."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.elements: Counter[str] = Counter()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        stated = dict(attrs)
        self.ids.update([stated["id"] or ""] if "id" in stated else [])
        self.links += [stated["href"] or ""] if "href" in stated else []
        assert not {name for name in stated if name.startswith("on")}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)


@pytest.fixture(scope="module")
def read() -> Reader:
    reader = Reader()
    reader.feed(TEXT)
    assert not reader.open
    return reader


def test_page_stands_alone(read: Reader) -> None:
    assert TEXT.startswith("<!DOCTYPE html>")
    assert not {"script", "img", "link", "iframe"} & set(read.elements)
    assert "url(" not in TEXT.replace("url(#", "")
    assert "@import" not in TEXT
    assert [link for link in read.links if not link.startswith("#")] == []


def test_every_id_is_there_once_and_every_link_leads_somewhere(read: Reader) -> None:
    assert {name: count for name, count in read.ids.items() if count > 1} == {}
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)


@decisions
def test_every_clause_has_an_anchor_in_its_decision_and_in_the_index(
    decision: Decision, read: Reader
) -> None:
    for clause in names(decision):
        assert anchor(decision.id, clause) in read.ids
        assert anchor(clause) in read.ids


@decisions
def test_page_says_all_that_the_pack_says(decision: Decision, read: Reader) -> None:
    words = " ".join(read.words)
    for clause in decision.clauses:
        assert clause.says in words
        assert f"{clause.id} " in words
    assert all(fact.question in words for fact in decision.facts.values())
    assert all(duty.duty in words and duty.due in words for duty in decision.duties)
    assert all(caution.says in words for caution in decision.cautions)
    assert all(each.says in words for each in decision.contradictions)
    assert all(anchor("reading", reading.id) in read.ids for reading in decision.readings)


@decisions
def test_every_clause_has_two_worked_examples_and_both_are_true(decision: Decision) -> None:
    examples = Examples(PACK, decision, PACK.in_force_from)
    for clause in decision.clauses:
        found = examples.of(clause)
        assert found is not None, clause.id
        one, other = found
        cited = {
            (reason.clause, reason.says) for reason in (*one.advice.because, *one.advice.considered)
        }
        assert (clause.clause, clause.says) in cited or clause.requires, clause.id
        if clause.verdict is not None:
            assert one.advice.outcome is clause.verdict.outcome
            assert one.advice.default is clause.verdict.default
        assert one.facts != other.facts
        for example in found:
            again = decide(PACK, decision.id, example.facts, PACK.in_force_from)
            assert again == example.advice


@decisions
def test_examples_depart_from_a_case_in_which_all_is_in_order(decision: Decision) -> None:
    examples = Examples(PACK, decision, PACK.in_force_from)
    assert examples.ordinary().advice.outcome == "release"
    assert examples.ordinary().departures == ()


def test_what_is_left_open_is_told_with_every_other_reading_and_every_setting(
    read: Reader,
) -> None:
    words = " ".join(read.words)
    for decision in PACK.decisions.values():
        for reading in decision.readings:
            every = (reading.unclear, reading.takes, *reading.otherwise.values())
            assert all(words_of[1:] in words for words_of in every)
        assert all(setting.id in words for setting in decision.settings)
        assert all(check.asks in words for check in decision.checks)
    assert REGISTER
    assert all(anchor("unclear", name) in read.ids for name in REGISTER)


@pytest.mark.parametrize("name", packs())
def test_every_shipped_pack_is_a_sound_page(name: str) -> None:
    reader = Reader()
    reader.feed(page_of(load(name)))
    assert reader.open == []
    assert max(reader.ids.values()) == 1
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)


def test_clause_that_is_not_taken_over_keeps_its_anchor_and_says_why() -> None:
    text = page_of(load("thames-valley"))
    assert 'id="custody-image-CI-39"' in text
    assert "not taken over, because this force does not leave hospital orders to judgement" in text


def test_clause_that_has_ended_keeps_its_anchor_and_its_days(tmp_path: Path) -> None:
    ended = version(
        tmp_path / "ended",
        ('id = "CI-35"\n', 'id = "CI-35"\nin_force_until = 2024-12-31\n'),
    )
    pack = load(ended)
    text = page_of(pack)
    assert "In force until 31 December 2024." in text
    assert "<h3>Not in force</h3>" in text


def test_diagram_shows_every_deciding_clause_and_says_who_prevails() -> None:
    decision = PACK.decisions["custody-image"]
    (picture,) = re.findall(r"<svg.*?Order of precedence: Custody image.*?</svg>", TEXT)
    for clause in decision.chart.deciding:
        assert f">{clause.id}</text>" in picture
    assert "CI-30 prevails over CI-04.postpones and CI-28.protects." in TEXT


def test_history_tells_what_changed_since_an_earlier_version(tmp_path: Path) -> None:
    old = version(tmp_path / "old", FOR_LONGER)
    told = page_of(PACK, [load(old)])
    assert "months: 6 → 3" in told
    assert "Release becomes Refuse" in told
    assert "Release becomes Refuse" not in TEXT


def test_words_are_never_taken_for_markup() -> None:
    assert tag("p", "<b> & co", title='"') == Markup('<p title="&quot;">&lt;b&gt; &amp; co</p>')
    assert tag("p", tag("b", "x"), ["<", None]) == "<p><b>x</b>&lt;</p>"


def test_pack_cannot_slip_markup_into_the_page(tmp_path: Path) -> None:
    hostile = ("While an order postpones reports,", "While <script>alert(1)</script> reports,")
    told = page_of(load(version(tmp_path / "hostile", hostile)))
    assert "<script" not in told


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_command_writes_a_page_named_by_its_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("mps", "--to", str(tmp_path / "pages")) == 0
    file = Path(capsys.readouterr().out.strip())
    assert file == tmp_path / "pages" / f"mps-{PACK.version}.html"
    assert file.read_text("utf-8") == TEXT


def test_place_that_cannot_be_written_and_folder_that_is_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(PolicyError, match="cannot be written"):
        run("mps", "--to", str(tmp_path / "file"))
    with pytest.raises(PolicyError, match="is not a folder"):
        run("mps", "--to", str(tmp_path), "--versions", str(tmp_path / "none"))


@pytest.mark.browser
@pytest.mark.parametrize("width", ["page", "phone"])
def test_page_is_accessible_and_no_wider_than_the_window(
    width: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    seen: Page = request.getfixturevalue(width)
    # The judge takes 13 seconds for the whole page: it is given one with every kind of part.
    few = version(tmp_path / "few")
    (few / "properties.toml").unlink()
    for name in ("custody-image", "bwv-media", "missing-person", "wanted-person"):
        (few / f"{name}.md").unlink()
    old = version(tmp_path / "old", ("is shown", "is seen"), file="identification-appeal.md")
    file = tmp_path / "page.html"
    file.write_text(page_of(load(few), [load(old)], REGISTER), "utf-8")
    seen.goto(file.as_uri())
    assert seen.get_by_role("heading", level=1).inner_text() == PACK.title
    assert_accessible(seen)
    file.write_text(TEXT, "utf-8")
    seen.goto(file.as_uri())
    assert seen.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_anchor_leads_to_its_clause_without_a_script(plain_page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(TEXT, "utf-8")
    plain_page.goto(f"{file.as_uri()}#CI-27")
    plain_page.locator("#CI-27 a").first.click()
    assert plain_page.url.endswith("#custody-image-CI-27")
    heading = plain_page.locator("#custody-image-CI-27").bounding_box()
    assert heading is not None
    assert 0 <= heading["y"] < 900


def test_examples_are_of_a_day_on_which_the_pack_is_in_force() -> None:
    decision = PACK.decisions["custody-image"]
    example = Examples(PACK, decision, date(2026, 6, 1)).ordinary()
    assert example.advice.as_of == date(2026, 6, 1)
