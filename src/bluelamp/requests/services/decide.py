"""One question of a request for information is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from bluelamp.people.actor import Actor
from bluelamp.requests.doing import doing, enter, no_such
from bluelamp.requests.errors import BadInput
from bluelamp.requests.exemptions import ALREADY_PUBLIC, EXEMPTIONS
from bluelamp.requests.models import Question
from bluelamp.requests.values import Decision

_is_page: Final = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """How a question is decided, as it was entered: `exemptions` are sections of the Act, `addresses` public pages."""

    decision: Decision
    exemptions: tuple[str, ...]
    reasons: str
    public_interest: str
    information: str
    addresses: tuple[str, ...]


def decide_question(
    *,
    request: str,
    number: int,
    decision: Decision,
    exemptions: Sequence[str] = (),
    reasons: str = "",
    public_interest: str = "",
    information: str = "",
    addresses: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Decide a numbered question, or decide it anew until the answer is sent.

    `addresses` are pages (a line each) where the information is public. Raises NoSuchRequest, NotNow,
    and BadInput naming the field.
    """
    ruling = Ruling(
        decision=decision,
        exemptions=tuple(exemptions) if decision.refuses else (),
        reasons=reasons.strip(),
        public_interest=public_interest.strip(),
        information=information.strip(),
        addresses=tuple(line.strip() for line in addresses.splitlines() if line.strip()),
    )
    with doing(request, actor=actor) as row:
        question = row.questions.filter(number=number).first()
        if question is None:
            raise no_such(f"{request}, question {number}")
        _check(ruling)
        _keep(question, ruling, actor=actor, at=at)
        enter(
            "question decided",
            row,
            actor=actor,
            at=at,
            question=question.text,
            question_number=number,
            decision=decision,
            exemptions=list(ruling.exemptions),
            reasons=ruling.reasons,
            public_interest=ruling.public_interest,
            information=ruling.information,
            addresses=list(ruling.addresses),
        )


def _keep(question: Question, ruling: Ruling, *, actor: Actor, at: datetime) -> None:
    question.decision, question.exemptions = ruling.decision, list(ruling.exemptions)
    question.reasons, question.public_interest = ruling.reasons, ruling.public_interest
    question.information, question.addresses = ruling.information, "\n".join(ruling.addresses)
    question.decided_by, question.decided_at = actor.reference, at
    question.save()


def _check(ruling: Ruling) -> None:
    """Raise BadInput where the decision lacks what the Act asks for."""
    _check_addresses(ruling.addresses)
    gives = ruling.decision in {Decision.GIVEN, Decision.GIVEN_IN_PART}
    if gives and not (ruling.information or ruling.addresses):
        raise BadInput(
            "Write the information, or the address where it is public.", field="information"
        )
    if ruling.decision is Decision.NOT_HELD and not ruling.reasons:
        raise BadInput("Say where it was looked for.", field="reasons")
    if ruling.decision.refuses:
        _check_kept_back(ruling)


def _check_kept_back(ruling: Ruling) -> None:
    if not ruling.exemptions or not set(ruling.exemptions) <= set(EXEMPTIONS):
        raise BadInput("Choose at least one exemption of the Act.", field="exemptions")
    if not ruling.reasons:
        raise BadInput("Give the reasons.", field="reasons")
    qualified = [each for each in ruling.exemptions if EXEMPTIONS[each].is_qualified]
    if qualified and not ruling.public_interest:
        raise BadInput(
            f"Section {qualified[0]} is qualified: say how the public interest was weighed.",
            field="public_interest",
        )
    if ALREADY_PUBLIC in ruling.exemptions and not ruling.addresses:
        raise BadInput("Give the address where it can be had.", field="addresses")


def _check_addresses(pages: Sequence[str]) -> None:
    for page in pages:
        try:
            _is_page(page)
        except ValidationError:
            raise BadInput(
                f"“{page}” is no web address: it begins with https://.", field="addresses"
            ) from None
