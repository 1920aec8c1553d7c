"""Which acts are decisions, and the number that each gets in the decision log of its case."""

from collections.abc import Mapping
from typing import Any, Final

from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Case, DecisionLine

DECISIONS: Final = frozenset(
    {
        Act.ENTER_DECISION,
        Act.AUTHORISE,
        Act.CONSULT,
        Act.GIVE_COMMUNICATIONS_VIEW,
        Act.ANSWER_RIGHTS_TEST,
        Act.CONFIRM_IDENTITY,
        Act.DENY_IDENTITY,
        Act.REPORT_WRONG_PERSON,
        Act.TREAT_PERSON,
        Act.APPROVE_RENDITION,
        Act.RETURN_RENDITION,
        Act.END_RESTRICTION,
        Act.OBJECT,
        Act.ANSWER_OBJECTION,
        Act.RELEASE,
        Act.EMBARGO,
        Act.LIFT_EMBARGO,
        Act.HOLD_EMBARGO,
        Act.END_EMBARGO,
        Act.HAND_OVER,
        Act.REFUSE,
        Act.TAKE_DOWN,
        Act.TAKE_DOWN_AGAIN,
        Act.CONCLUDE,
        Act.REOPEN,
        Act.CLOSE,
        Act.SAY_WHO_SEES,
        Act.OPEN_BREACH,
        Act.CLOSE_BREACH,
        Act.DECLARE_EMERGENCY,
        Act.REVIEW_EMERGENCY,
    }
)


def number(case: Case, act: Act, *, entry: int, body: Mapping[str, Any]) -> None:
    """Give a decision the next number of its case, which the caller has locked; other acts get none.

    `entry` is its number in the record. Of a decision that somebody enters, the body says whether
    it is sensitive and which number it corrects.
    """
    if act not in DECISIONS:
        return
    entered = body if act is Act.ENTER_DECISION else {}
    corrected = entered.get("corrects")
    DecisionLine.objects.create(
        case=case,
        number=case.decision_lines.count() + 1,
        entry=entry,
        sensitive=bool(entered.get("sensitive")),
        corrects=case.decision_lines.get(number=corrected) if corrected else None,
    )
