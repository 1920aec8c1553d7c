"""`bluelamp policy ask`: be asked for the facts one by one, and advised in plain words."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bluelamp.policy.advice import Advice
from bluelamp.policy.commands.arguments import read_day, read_facts, read_pack
from bluelamp.policy.errors import FactsRefused, NotInForce
from bluelamp.policy.facts import Fact, Form, Kind
from bluelamp.policy.interview import DONT_KNOW, Interview, answers_allowed, read_answer
from bluelamp.policy.pack import Pack
from bluelamp.policy.settling import in_force
from bluelamp.policy.vocabulary import TITLES, day, listed, party, sentence
from bluelamp.policy.words import account, cite, plain, wrap

NAME = "ask"
ABOUT = "Be asked for the facts of a case one by one, and advised in plain words."
KEYS = "? explains, b goes back, d says that you do not know, q stops with what is known."


class Stopped(Exception):
    """Whoever is asked wants no more questions."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the command's arguments."""
    parser.add_argument("--pack", default="mps", help="a shipped pack, or a pack's folder")
    parser.add_argument("--decision", help="which decision of the pack; asked for where left out")
    parser.add_argument("--as-of", help="the day of the decision, YYYY-MM-DD; likewise")
    parser.add_argument("--facts", metavar="FACTS.json", help="what is known already")
    parser.add_argument("--keep", metavar="FACTS.json", type=Path, help="a new file for the facts")


def run(arguments: argparse.Namespace) -> int:
    """Ask until nothing more could matter or nobody wants to answer; then advise, and keep the facts."""
    pack = read_pack(arguments.pack)
    known = _known(arguments.facts)
    if arguments.keep is not None and arguments.keep.exists():
        raise FactsRefused(f"keep: {str(arguments.keep)!r} exists already; name a new file")
    try:
        name = arguments.decision or _decision(pack)
        as_of = read_day(arguments.as_of) if arguments.as_of else _day(pack, name)
    except Stopped:
        return 0
    interview = Interview(pack, in_force(pack, name, as_of), as_of, known)
    interview.advice()
    try:
        _interview(interview)
    except Stopped:
        _say("")
    _say(plain(account(interview.decision, interview.advice(), interview.facts)))
    _keep(interview, arguments.keep)
    return 0


def _interview(interview: Interview) -> None:
    _say("", f"{interview.decision.title}, decided on {day(interview.as_of)}.", wrap(KEYS))
    while True:
        advice = interview.advice()
        fact = interview.question(advice)
        if fact is None:
            return
        _put(len(interview.answers) + 1, fact, advice)
        _answer(interview, fact, advice)


def _put(number: int, fact: Fact, advice: Advice) -> None:
    """Put a question: what, why, and who answers."""
    clauses = dict.fromkeys(reason.clause for reason in advice.because)
    possible = listed((TITLES[outcome].lower() for outcome in advice.possible), "or")
    why = f"Asked because {listed(clauses)} may turn on it; it may still come to {possible}."
    _say(
        "", wrap(fact.question, f"{number}. "), wrap(f"The {party(fact.asked_of)} answers.", "   ")
    )
    _say(wrap(why, "   "))
    if fact.form in (Form.CHOICE, Form.SEVERAL):
        for place, value in enumerate(fact.values, start=1):
            _say(wrap(fact.phrase(value), f"   {place:>2}  "))


def _answer(interview: Interview, fact: Fact, advice: Advice) -> None:
    """Take an answer, or do what was asked instead; anything else is told and asked again."""
    while True:
        said = _read(f"   {_prompt(fact)} > ")
        match said.lower():
            case "?":
                _explain(fact, advice)
                continue
            case "q" | "quit":
                raise Stopped
            case "b" | "back":
                if not interview.back():
                    _say("   There is nothing to go back to.")
                    continue
                return
        try:
            value = DONT_KNOW if said.lower() in ("d", "don't know") else read_answer(fact, said)
            interview.answer(fact, value)
        except FactsRefused as error:
            _say(wrap(sentence(str(error)), "   "))
        else:
            return


def _prompt(fact: Fact) -> str:
    match fact.form:
        case Form.BOOLEAN:
            return "y/n"
        case Form.CHOICE:
            return f"1-{len(fact.values)}"
        case Form.SEVERAL:
            return f"1-{len(fact.values)}, several, or none"
        case Form.DATE:
            return "YYYY-MM-DD, or none"


def _explain(fact: Fact, advice: Advice) -> None:
    if fact.help:
        _say(wrap(fact.help, "   "))
    if fact.kind is Kind.JUDGEMENT:
        _say("   This is a judgement: whoever makes it gives their reasons.")
    for reason in advice.because:
        where = cite(reason.clause, reason.source_lines)
        _say(wrap(f"{where}: {reason.says}", "   "))
    _say(wrap(f"To answer, {answers_allowed(fact)}. {KEYS}", "   "))


def _known(name: str | None) -> Mapping[str, object]:
    known = {} if name is None else read_facts(name)
    if not isinstance(known, Mapping):
        raise FactsRefused("FACTS: give one object of fact names and values")
    return known


def _decision(pack: Pack) -> str:
    names = list(pack.decisions)
    for number, decision in enumerate(pack.decisions.values(), start=1):
        _say(f"  {number}  {decision.title}")
    while True:
        said = _read(f"What is to be decided? 1-{len(names)} > ")
        if said in ("q", "quit"):
            raise Stopped
        if said in names or (said.isdecimal() and 0 < int(said) <= len(names)):
            return said if said in names else names[int(said) - 1]
        _say(f"Type a number from 1 to {len(names)}, or q to stop.")


def _day(pack: Pack, name: str) -> date:
    while True:
        said = _read("On what day is it decided? YYYY-MM-DD > ")
        if said in ("q", "quit"):
            raise Stopped
        try:
            day_given = read_day(said)
            in_force(pack, name, day_given)
        except (FactsRefused, NotInForce) as error:
            _say(sentence(str(error)))
        else:
            return day_given


def _keep(interview: Interview, file: Path | None) -> None:
    """Write the facts into a new file; where none was named, ask for one."""
    while True:
        try:
            name = file or Path(_read("Keep these facts in which new file? Nothing keeps none > "))
        except Stopped:
            return
        if name == Path():
            return
        try:
            with name.open("x", encoding="utf-8") as kept:
                json.dump(interview.facts, kept, indent=2, ensure_ascii=False)
                kept.write("\n")
        except OSError as error:
            if file is not None:
                raise FactsRefused(f"keep: {str(file)!r}: {error.strerror}") from error
            _say(f"{name}: {error.strerror}. Name another.")
        else:
            _say(f"The facts are in {name}.")
            return


def _read(prompt: str) -> str:
    """What was typed; the end of input, or an interruption, is the wish to stop."""
    _say(prompt, end="")
    sys.stdout.flush()
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        line = ""
    if not line:
        raise Stopped
    return line.strip()


def _say(*lines: str, end: str = "\n") -> None:
    sys.stdout.write("\n".join(lines) + end)
