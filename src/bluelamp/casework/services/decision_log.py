"""A decision that no other act of the case shows is entered in its log, or one that stands there is corrected."""

from dataclasses import dataclass
from datetime import datetime

from bluelamp.casework.acting import acting
from bluelamp.casework.decision_log import LATE
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import DecisionLine
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.people.errors import UnknownOfficer


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided and why, which options were rejected, by whom (a reference) and when.

    `late_because` says why it is entered late; `corrects` is the number in the log of what it corrects.
    """

    decision: str
    reasons: str
    rejected: str
    decided_by: str
    decided_at: datetime
    late_because: str = ""
    sensitive: bool = False
    corrects: int | None = None


def enter_decision(*, case: str, decided: Decided, actor: Actor, at: datetime) -> DecisionLine:
    """Enter a decision in the case's log; nothing entered is ever changed, and a correction is a decision of its own.

    Raises BadInput without a decision or reasons, for a time yet to come, for a late one without
    why it is late, for a decider who is nobody at the desk, and for a number that the log has not.
    """
    _check(decided, at)
    with acting(Act.ENTER_DECISION, case=case, actor=actor, at=at) as doing:
        _check_corrected(doing.case.decision_lines.count(), decided.corrects)
        doing.entry(
            decided=decided.decision.strip(),
            reasons=decided.reasons.strip(),
            options_rejected=decided.rejected.strip(),
            decided_by=decided.decided_by,
            decided_at=decided.decided_at.isoformat(),
            entered_late_because=decided.late_because.strip(),
            sensitive=decided.sensitive,
            corrects=decided.corrects,
        )
    return doing.case.decision_lines.latest("number")


def _check(decided: Decided, at: datetime) -> None:
    need(decided.decision, "Write what was decided.", field="decision")
    need(decided.reasons, "Write the reasons.", field="reasons")
    if decided.decided_at > at:
        raise BadInput("The decision cannot have been made later than now.", field="decided_on")
    if at - decided.decided_at > LATE:
        sentence = "It was decided more than an hour ago: say why it is entered only now."
        need(decided.late_because, sentence, field="late_because")
    try:
        people.by_reference(decided.decided_by)
    except UnknownOfficer as unknown:
        raise BadInput(str(unknown), field="decided_by") from unknown


def _check_corrected(last: int, corrected: int | None) -> None:
    if corrected is not None and not 1 <= corrected <= last:
        raise BadInput(
            f"The log has no decision {corrected}: its last is {last}.", field="corrects"
        )
