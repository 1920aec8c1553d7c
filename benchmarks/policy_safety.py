"""How often each engine advises release while a fact that nobody knows could forbid it."""

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.policy_cases import (
    CUSTODY,
    MPS,
    REFERENCES,
    Facts,
    completions,
    custody_cases,
    custody_outcome,
    plain_cases,
    small_cases,
)
from tests.policy.cases import JUNE
from tests.policy.judges import by_feel
from tests.policy.judges.by_clingo import ClingoJudge
from tests.policy.judges.by_tables import CedarEngine, Engine, RegorusEngine, ZenEngine
from tests.policy.judges.plain import Plain

from bluelamp.policy import Decision, possible_outcomes
from bluelamp.policy.dmn import to_dmn

RIVALS = {"zen-engine": ZenEngine, "regorus": RegorusEngine, "cedarpy": CedarEngine}
SHARES = (0.02, 0.05, 0.1, 0.2, 0.4)


@dataclass(slots=True)
class Score:
    """What one engine answered, beside what every completion of each case says."""

    cases: int = 0
    unsafe: int = 0
    determined: int = 0
    recognised: int = 0

    def count(self, answer: str | None, possible: set[str], *, only_release: bool = False) -> None:
        """One case: unsafe is release where another outcome is possible.

        An engine that knows only release and its opposite is right with any other outcome.
        """
        self.cases += 1
        self.unsafe += answer == "release" and possible != {"release"}
        self.determined += len(possible) == 1
        if only_release and answer != "release":
            self.recognised += len(possible) == 1 and possible != {"release"}
        else:
            self.recognised += {answer} == possible


def bluelamp_answer(decision: str, facts: Facts) -> str | None:
    """The engine's outcome, or None where it says that the facts do not settle it."""
    found = possible_outcomes(MPS, decision, facts, JUNE)
    return found[0] if len(found) == 1 else None


def custody_scores(count: int, by_feel_count: int) -> dict[str, Score]:
    """Scores on partial custody cases, judged by what is possible."""
    cases = custody_cases(count, SHARES)
    truths = [set(possible_outcomes(MPS, "custody-image", case, JUNE)) for case in cases]
    return _scores(CUSTODY, cases, truths, by_feel_count)


def small_scores(by_feel_count: int) -> dict[str, Score]:
    """Scores on every partial case of the small decisions, judged by plain ifs."""
    total: dict[str, Score] = {}
    for name in REFERENCES:
        cases, truths = map(list, zip(*small_cases(name), strict=True))
        for engine, score in _scores(MPS.decisions[name], cases, truths, by_feel_count).items():
            before = total.setdefault(engine, Score())
            for part in ("cases", "unsafe", "determined", "recognised"):
                setattr(before, part, getattr(before, part) + getattr(score, part))
    return total


def disagreements(count: int, tries: int) -> tuple[int, int]:
    """Custody cases on which clingo knows of other outcomes; releases that plain ifs do not all share."""
    cases = custody_cases(count, SHARES)
    plain, clingo = Plain(CUSTODY), ClingoJudge(CUSTODY)
    differing = released_wrongly = 0
    for case in cases:
        found = set(possible_outcomes(MPS, "custody-image", case, JUNE))
        differing += clingo.possible(plain.allowed(case, JUNE)) != found
        if found == {"release"}:
            said = {custody_outcome(complete) for complete in completions(case, tries)}
            released_wrongly += not said <= {"release"}
    return differing, released_wrongly


def _scores(
    decision: Decision, cases: Sequence[Facts], truths: Sequence[set[str]], by_feel_count: int
) -> dict[str, Score]:
    scores = {"bluelamp": Score()}
    for case, truth in zip(cases, truths, strict=True):
        scores["bluelamp"].count(bluelamp_answer(decision.id, case), truth)
    given = plain_cases(decision, list(cases))
    for name, engine in RIVALS.items():
        judge: Engine = engine(decision)
        score = scores[name] = Score()
        for case, truth in zip(given, truths, strict=True):
            score.count(_asked(judge, case), truth, only_release=engine is CedarEngine)
    # FEEL takes ten milliseconds a case: a sample, the same in every run.
    some = random.Random(1).sample(range(len(cases)), min(by_feel_count, len(cases)))  # noqa: S311
    scores["FEEL (feelin)"] = Score()
    answers = _feel(decision, [cases[number] for number in some])
    for number, answer in zip(some, answers, strict=True):
        scores["FEEL (feelin)"].count(answer, truths[number])
    return scores


def _asked(judge: Engine, case: Facts) -> str | None:
    try:
        answer = judge.decide(case)
    except RuntimeError:
        return None
    return answer[0] if answer else None


def _feel(decision: Decision, cases: Sequence[Facts]) -> Iterator[str | None]:
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "decision.dmn"
        document.write_bytes(to_dmn(MPS, decision))
        dated = [json.loads(json.dumps(c | {"as_of": JUNE}, default=str)) for c in cases]
        for verdict in by_feel.run(document, dated)["verdicts"]:
            yield verdict[0] if verdict else None
