"""The rights test is answered before a decision; a new set of answers supersedes the one before (CI-34, BWV-10)."""

from datetime import datetime
from typing import Any

from bluelamp.casework import rights
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.errors import BadInput
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import RightsAnswer, RightsTest
from bluelamp.casework.rights import Answers, Question
from bluelamp.casework.routes import Route
from bluelamp.casework.services.advise import Said, assert_fact
from bluelamp.people.actor import Actor


def answer_rights_test(*, case: str, answers: Answers, actor: Actor, at: datetime) -> RightsTest:
    """Answer the rights test; what it settles is recorded as facts of the case.

    Raises BadInput where a choice is none of the route's or a question of the route has no answer,
    naming `purpose`, `basis`, `regime` or `t` and the question's number.
    """
    with acting(Act.ANSWER_RIGHTS_TEST, case=case, actor=actor, at=at) as doing:
        route = Route(doing.case.route)
        _check(answers, route)
        row = RightsTest.objects.create(
            case=doing.case,
            round=doing.case.round,
            **_choices(answers),
            answered_by=actor.reference,
            answered_at=at,
        )
        written = _written(doing, row, answers)
        for name, (value, reason) in rights.settled(answers).items():
            assert_fact(doing, Said(name=name, value=value, reason=reason, evidence="Rights test"))
        doing.entry(**_choices(answers), **written)
    return row


def forget_rights_test(doing: Acting) -> None:
    """In a new round the test is answered anew: what the last one settled is known no more."""
    settled = doing.case.facts.filter(name__in=rights.FACTS, evidence="Rights test")
    for name in sorted(set(settled.values_list("name", flat=True))):
        reason = "The case was opened again, so the rights test is answered anew."
        assert_fact(doing, Said(name=name, value=None, known=False, reason=reason))


def _check(answers: Answers, route: Route) -> None:
    for field, given, listed in (
        ("purpose", answers.purpose, rights.PURPOSES[route]),
        ("basis", answers.basis, rights.BASES),
        ("regime", answers.regime, rights.REGIMES),
    ):
        if given not in listed:
            raise BadInput(f"Choose the {field} from the list.", field=field)
    for question in rights.asked(route):
        if not answers.reasons.get(question.number, "").strip():
            raise BadInput(f"Answer {question.label}.", field=f"t{question.number}")


def _choices(answers: Answers) -> dict[str, Any]:
    return {
        "purpose": answers.purpose,
        "basis": answers.basis,
        "regime": answers.regime,
        "legitimate": answers.legitimate,
        "necessary": answers.necessary,
        "proportionate": answers.proportionate,
    }


def _written(doing: Acting, row: RightsTest, answers: Answers) -> dict[str, str]:
    """Keep the words on each question; those of the set before keep who wrote them, and when."""
    before = RightsAnswer.objects.filter(test__case=doing.case, test__lt=row.pk).order_by("test")
    known = {(answer.number, answer.text): answer for answer in before}
    made = [
        _answer(doing, row, question, answers.reasons[question.number].strip(), known)
        for question in rights.asked(Route(doing.case.route))
    ]
    RightsAnswer.objects.bulk_create(made)
    return {f"t{answer.number:02}": answer.text for answer in made}


def _answer(
    doing: Acting,
    row: RightsTest,
    question: Question,
    text: str,
    known: dict[tuple[int, str], RightsAnswer],
) -> RightsAnswer:
    same = known.get((question.number, text))
    return RightsAnswer(
        test=row,
        number=question.number,
        text=text,
        written_by=same.written_by if same else doing.actor.reference,
        written_at=same.written_at if same else doing.at,
    )
