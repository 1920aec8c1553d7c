"""`bluelamp policy ask`: the right questions, in words, and nothing lost by a slip."""

import argparse
import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.policy.cases import BASELINE, written

from bluelamp.policy import FactsRefused, decide, load
from bluelamp.policy.commands import ask
from bluelamp.policy.errors import PolicyError
from bluelamp.policy.facts import Fact
from bluelamp.policy.interview import DONT_KNOW, Interview, read_answer

PACK = load("mps")
JUNE = date(2026, 6, 1)
CUSTODY = PACK.decisions["custody-image"]
Answer = Callable[..., str]


@pytest.fixture
def interviewed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """What the command says to somebody who types these lines."""

    def interviewed(*lines: str, words: tuple[str, ...] = ()) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        parser = argparse.ArgumentParser()
        ask.add_arguments(parser)
        assert ask.run(parser.parse_args(words)) == 0
        return capsys.readouterr().out

    return interviewed


def words(decision: str, *more: str) -> tuple[str, ...]:
    return ("--decision", decision, "--as-of", "2026-06-01", *more)


def new(decision: str = "custody-image", **known: Any) -> Interview:
    return Interview(PACK, PACK.decisions[decision], JUNE, known)


@pytest.mark.parametrize("case", written(), ids=lambda case: case["id"])
def test_interview_ends_where_all_the_facts_together_would(case: dict[str, Any]) -> None:
    day = date.fromisoformat(case["as_of"])
    facts = BASELINE[case["decision"]] | case["set"]
    interview = Interview(PACK, PACK.decisions[case["decision"]], day, {})
    while (fact := interview.question(interview.advice())) is not None:
        value = facts[fact.name]
        unknown = value is None and fact.settled_by is None
        interview.answer(fact, DONT_KNOW if unknown else value)
    whole = decide(PACK, case["decision"], facts, day)
    assert interview.advice().outcome == whole.outcome
    assert len({name for name, _ in interview.answers}) == len(interview.answers)


def test_sentence_that_nobody_has_given_a_day_for_is_asked_for() -> None:
    """Left out of a file of facts it would mean that there has been none; here it was not asked."""
    facts = BASELINE["custody-image"] | {"convicted_on": "2026-01-05"}
    del facts["sentenced_on"]
    interview = new(**facts)
    asked = interview.question(interview.advice())
    assert asked is not None
    assert asked.name == "sentenced_on"
    interview.answer(asked, None)
    assert interview.advice().outcome == "release"


def test_what_is_not_known_is_not_asked_twice_and_never_released() -> None:
    facts = {k: v for k, v in BASELINE["custody-image"].items() if k != "court_order"}
    interview = new(**facts)
    asked = interview.question(interview.advice())
    assert asked is not None
    interview.answer(asked, DONT_KNOW)
    assert interview.question(interview.advice()) is None
    assert interview.advice().outcome == "undetermined"


def test_answer_that_contradicts_another_is_not_taken() -> None:
    interview = new(age_group="adult")
    with pytest.raises(FactsRefused, match="juvenile_restriction"):
        interview.answer(CUSTODY.facts["juvenile_restriction"], "in_force")
    assert interview.answers == []


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("published", "Y", True),
        ("published", "no", False),
        ("stage", "3", "convicted"),
        ("stage", "acquitted", "acquitted"),
        ("category", "2, 1", ["specialist_operations", "sexual_offence"]),
        ("category", "none", []),
        ("sentenced_on", "2026-05-01", "2026-05-01"),
        ("sentenced_on", "none", None),
    ],
)
def test_answers_are_read_as_people_type_them(name: str, typed: str, meant: object) -> None:
    assert read_answer(CUSTODY.facts[name], typed) == meant


@pytest.mark.parametrize(
    ("name", "typed"),
    [("published", "1"), ("published", ""), ("stage", "0"), ("stage", "11"), ("category", "5"),
     ("category", ""), ("sentenced_on", "yesterday"), ("sentenced_on", "2026-02-30")],
)  # fmt: skip
def test_anything_else_is_refused_with_what_is_allowed(name: str, typed: str) -> None:
    fact: Fact = CUSTODY.facts[name]
    with pytest.raises(FactsRefused, match=r"type|give"):
        read_answer(fact, typed)


def test_question_says_why_and_who_answers(interviewed: Answer) -> None:
    said = interviewed("q", words=words("bwv-prosecution"))
    assert "1. On what footing is the footage asked for?" in said
    assert "The disclosure officer answers." in said
    assert "Asked because BWV-01 and BWV-02 may turn on it" in said
    assert "1  the judge has instructed it" in said


def test_question_mark_explains_and_asks_again(interviewed: Answer) -> None:
    said = interviewed("?", "1", words=words("bwv-prosecution"))
    assert "BWV-01, line 57: While a trial runs" in said
    assert said.count("1-3 >") == 2
    assert "Release: all that the policy asks for is in place" in said


def test_back_takes_the_last_answer_back(interviewed: Answer) -> None:
    said = interviewed("y", "b", "n", "q", words=words("wanted-person"))
    assert said.count("\n1. ") == 2
    first = said.index("\n2. ")
    assert said.index("\n1. ", first) < said.index("\n2. ", first + 1)
    assert "nothing to go back to" in interviewed("b", "q", words=words("wanted-person"))


def test_slip_is_told_and_asked_again(interviewed: Answer) -> None:
    said = interviewed("perhaps", "1", words=words("bwv-prosecution"))
    assert "'perhaps' is no answer here: type a number from 1 to 3." in said
    assert "Release:" in said


def test_decision_and_day_are_asked_for_where_they_are_not_given(interviewed: Answer) -> None:
    said = interviewed("9", "2", "soon", "2026-06-01", "3")
    assert "Type a number from 1 to 6" in said
    assert "'soon' is not a date" in said
    assert "Body-worn video for the prosecution, decided on 1 June 2026." in said
    assert "Hold: not yet" in said


def test_facts_are_kept_so_that_they_decide_the_same(interviewed: Answer, tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    said = interviewed("n", "3", "d", "q", words=words("custody-image", "--keep", str(file)))
    assert f"The facts are in {file}." in said
    kept = json.loads(file.read_text("utf-8"))
    assert kept["stage"] == "convicted"
    assert kept["sentenced_on"] == {"state": "not_asked"}
    assert DONT_KNOW in kept.values()
    again = decide(PACK, "custody-image", kept, JUNE)
    assert again.outcome == "undetermined"
    resumed = interviewed("q", words=words("custody-image", "--facts", str(file)))
    assert "Is the image published now?" not in resumed


def test_file_is_asked_for_at_the_end_and_none_is_overwritten(
    interviewed: Answer, tmp_path: Path
) -> None:
    there, new_one = tmp_path / "there.json", tmp_path / "new.json"
    there.write_text("mine", "utf-8")
    said = interviewed("1", str(there), str(new_one), words=words("bwv-prosecution"))
    assert "Name another." in said
    assert there.read_text("utf-8") == "mine"
    assert json.loads(new_one.read_text("utf-8")) == {"instruction": "judge"}
    with pytest.raises(PolicyError, match="exists already"):
        interviewed(words=words("bwv-prosecution", "--keep", str(there)))


def test_facts_that_are_wrong_are_refused_before_the_first_question(
    interviewed: Answer, tmp_path: Path
) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"instruction": "jury"}', "utf-8")
    with pytest.raises(PolicyError, match="instruction"):
        interviewed("1", words=words("bwv-prosecution", "--facts", str(file)))
    file.write_text("[]", "utf-8")
    with pytest.raises(PolicyError, match="one object"):
        interviewed("1", words=words("bwv-prosecution", "--facts", str(file)))


def test_runs_in_a_terminal_of_its_own() -> None:
    program = "import sys; from bluelamp.project.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "policy", "ask", *words("missing-person")],
        input="y\nq\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "This is advice: a person decides." in " ".join(done.stdout.split())
