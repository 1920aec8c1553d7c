"""One question of a request for information is decided."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from bluelamp.people.actor import Actor
from bluelamp.requests.doing import doing, enter, no_such
from bluelamp.requests.errors import BadInput
from bluelamp.requests.exemptions import ALREADY_PUBLIC, EXEMPTIONS
from bluelamp.requests.values import Decision


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

    `exemptions` are sections of the Act, `addresses` pages (a line each) where the information is public.
    Raises NoSuchRequest, NotNow, and BadInput naming the field.
    """
    kept = tuple(exemptions) if decision.refuses else ()
    pages = _pages(addresses)
    given = {
        "reasons": reasons.strip(),
        "public_interest": public_interest.strip(),
        "information": information.strip(),
    }
    with doing(request, actor=actor) as row:
        question = row.questions.filter(number=number).first()
        if question is None:
            raise no_such(f"{request}, question {number}")
        _check_told(decision, pages, **given)
        _check_kept(decision, kept, pages, **given)
        question.decision, question.exemptions = decision, list(kept)
        question.reasons, question.public_interest = given["reasons"], given["public_interest"]
        question.information, question.addresses = given["information"], "\n".join(pages)
        question.decided_by, question.decided_at = actor.reference, at
        question.save()
        enter(
            "question decided",
            row,
            actor=actor,
            at=at,
            question=question.text,
            question_number=number,
            decision=decision,
            exemptions=list(kept),
            addresses=list(pages),
            **given,
        )


def _check_told(
    decision: Decision,
    pages: Sequence[str],
    *,
    reasons: str,
    public_interest: str,
    information: str,
) -> None:
    del public_interest
    if decision in {Decision.GIVEN, Decision.GIVEN_IN_PART} and not (information or pages):
        raise BadInput(
            "Write the information, or the address where it is public.", field="information"
        )
    if decision is not Decision.GIVEN and not reasons:
        sentence = (
            "Say where it was looked for." if decision is Decision.NOT_HELD else "Give the reasons."
        )
        raise BadInput(sentence, field="reasons")


def _check_kept(
    decision: Decision,
    sections: Sequence[str],
    pages: Sequence[str],
    *,
    reasons: str,
    public_interest: str,
    information: str,
) -> None:
    del reasons, information
    unknown = [each for each in sections if each not in EXEMPTIONS]
    if unknown or (decision.refuses and not sections):
        raise BadInput("Choose at least one exemption of the Act.", field="exemptions")
    qualified = [each for each in sections if EXEMPTIONS[each].is_qualified]
    if qualified and not public_interest:
        raise BadInput(
            f"Section {qualified[0]} is qualified: say how the public interest was weighed.",
            field="public_interest",
        )
    if ALREADY_PUBLIC in sections and not pages:
        raise BadInput("Give the address where it can be had.", field="addresses")


def _pages(addresses: str) -> tuple[str, ...]:
    pages = tuple(line.strip() for line in addresses.splitlines() if line.strip())
    for page in pages:
        if urlsplit(page).scheme not in {"http", "https"} or not urlsplit(page).netloc:
            raise BadInput(
                f"“{page}” is no web address: it begins with https://.", field="addresses"
            )
    return pages
