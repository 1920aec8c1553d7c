"""A question of a case goes to an officer who can answer it, and the evidence of an answer is looked at."""

from datetime import datetime

from django.db import transaction

from bluelamp.casework import access, letters
from bluelamp.casework.acting import acting, locked
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.casework.lifecycle import DESK, STEPS, Act
from bluelamp.casework.models import AssertedFact, QuestionSent
from bluelamp.casework.permitted import roles_in_words
from bluelamp.casework.routes import Route
from bluelamp.casework.services.advise import stated
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.record import services as record


def send_question(
    *, case: str, fact: str, officer: str, note: str = "", actor: Actor, at: datetime
) -> QuestionSent:
    """Send one question of the case to an officer who may answer it, with a link that opens it alone.

    Raises BadInput for a fact that nobody states here, or an officer who may not answer or see the case.
    """
    with acting(Act.SEND_QUESTION, case=case, actor=actor, at=at) as doing:
        asked = stated(doing.case, fact)
        may_answer = STEPS[Act.RECORD_FACT, Route(doing.case.route)].who
        to = people.by_reference(officer)
        if not to.roles & may_answer:
            raise BadInput(
                f"Choose {roles_in_words(may_answer)}: only they may answer.", field="officer"
            )
        if not access.may_see(doing.case, actor=to, at=at):
            raise BadInput(f"{to.name} may not see this case, so cannot be asked.", field="officer")
        row = QuestionSent.objects.create(
            case=doing.case,
            fact=fact,
            officer=to.reference,
            note=note.strip(),
            sent_by=actor.reference,
            sent_at=at,
        )
        letters.write(
            case=doing.case,
            to=to.reference,
            words="a question for you",
            text="\n\n".join(filter(None, (f"{actor.name} asks: {asked.question}", row.note))),
            page=f"facts/{fact}",
            at=at,
        )
        doing.entry(fact=fact, question=asked.question, officer=to.reference, note=row.note)
    return row


def view_evidence(*, case: str, sha256: str, actor: Actor, at: datetime) -> AssertedFact:
    """Record that this person consults evidence of a fact, before a byte of it is shown; returns the fact."""
    if not actor.roles & DESK:
        raise NotAllowed("Only the people who work the case may see its evidence.")
    with transaction.atomic():
        row = locked(case).facts.filter(attachment=sha256).order_by("-id").first()
        if row is None or not sha256:
            raise OutOfOrder("No fact of this case rests on that file.")
        record.consulted(what=sha256, actor=actor.reference, case=case, at=at)
    return row
