"""Requests for information: from the letter that came to the review of the answer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.cast import Cast
from tests.requests.asking import information, mailed

from bluelamp.casework.errors import MustBeSomeoneElse
from bluelamp.people.actor import Actor
from bluelamp.project.demo import asked
from bluelamp.record import selectors as record
from bluelamp.record import services as record_services
from bluelamp.requests import drafting, selectors, services
from bluelamp.requests.errors import BadInput, MayNotWork, NoSuchRequest, NotNow
from bluelamp.requests.models import Question, Request
from bluelamp.requests.values import Decision, Kind, ReviewOutcome, Wait

pytestmark = pytest.mark.django_db


def decide(cast: Cast, reference: str, number: int, decision: Decision, **differs: object) -> None:
    given = {
        "exemptions": (),
        "reasons": "",
        "public_interest": "",
        "information": "",
        "addresses": "",
    } | differs
    services.decide_question(
        request=reference,
        number=number,
        decision=decision,
        actor=cast.dee,
        at=timezone.now(),
        **given,  # type: ignore[arg-type]
    )


def answered(cast: Cast, **differs: object) -> str:
    reference = information(cast, **differs)
    decide(cast, reference, 1, Decision.GIVEN, information="412 images.")
    decide(cast, reference, 2, Decision.NOT_HELD, reasons="Ages are not counted.")
    row = Request.objects.get(reference=reference)
    services.answer(request=reference, text=drafting.answer(row), actor=cast.dee, at=timezone.now())
    return reference


def test_a_request_is_numbered_acknowledged_and_recorded(cast: Cast) -> None:
    first, second = information(cast), information(cast)
    year = f"{timezone.localdate():%y}"
    assert (first, second) == (f"FOI-{year}-0001", f"FOI-{year}-0002")
    (letter,) = mailed(first)
    assert letter["to"] == ["ola@news.example"]
    assert letter["subject"] == f"{first}: we have your request"
    due = selectors.request_of(first).clock.due_on
    assert due is not None
    assert f"by {due:%-d %B %Y}" in letter["text"]
    assert "2. Which were of people under 18?" in letter["text"]
    (entry,) = record.entries_for(first)
    assert (entry.kind, entry.actor) == ("request received", cast.dee.reference)


@pytest.mark.parametrize(
    ("differs", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": ""}, "email"),
        ({"questions": (" ",)}, "questions"),
        ({"received_on": timezone.localdate() + timedelta(days=1)}, "received_on"),
    ],
)
def test_a_request_that_lacks_something_is_refused_and_leaves_nothing(
    cast: Cast, differs: dict[str, object], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        information(cast, **differs)
    assert refused.value.field == field
    assert not Request.objects.exists()
    assert not record.recent(9, "request received")


def test_only_disclosure_officers_work_requests(cast: Cast) -> None:
    with pytest.raises(MayNotWork, match="Only a disclosure officer"):
        information(cast, actor=cast.len)
    with pytest.raises(NoSuchRequest, match="no request FOI-26-0099"):
        services.end(request="FOI-26-0099", because="x", actor=cast.dee, at=timezone.now())


@pytest.mark.parametrize(
    ("decision", "given", "field"),
    [
        (Decision.GIVEN, {}, "information"),
        (Decision.NOT_HELD, {}, "reasons"),
        (Decision.REFUSED, {"exemptions": ("12",)}, "reasons"),
        (Decision.REFUSED, {"reasons": "No."}, "exemptions"),
        (Decision.REFUSED, {"reasons": "No.", "exemptions": ("99",)}, "exemptions"),
        (Decision.REFUSED, {"reasons": "It would.", "exemptions": ("31",)}, "public_interest"),
        (Decision.REFUSED, {"reasons": "It is out.", "exemptions": ("21",)}, "addresses"),
        (Decision.GIVEN, {"addresses": "javascript:alert(1)"}, "addresses"),
        (Decision.GIVEN, {"addresses": "http://[x"}, "addresses"),
        (Decision.GIVEN_IN_PART, {"reasons": "x", "exemptions": ("40(2)",)}, "information"),
    ],
)
def test_a_decision_says_what_the_act_asks_for(
    cast: Cast, decision: Decision, given: dict[str, object], field: str
) -> None:
    reference = information(cast)
    with pytest.raises(BadInput) as refused:
        decide(cast, reference, 1, decision, **given)
    assert refused.value.field == field
    assert not Question.objects.exclude(decision="").exists()


def test_the_answer_waits_for_every_question_and_says_each_decision(cast: Cast) -> None:
    reference = information(cast)
    page = "https://gallery.example/release/abc/"
    decide(
        cast,
        reference,
        1,
        Decision.REFUSED,
        exemptions=("21",),
        reasons="We publish them.",
        addresses=page,
    )
    with pytest.raises(NotNow, match="question 2 is not decided"):
        services.answer(request=reference, text="x", actor=cast.dee, at=timezone.now())
    decide(
        cast,
        reference,
        2,
        Decision.GIVEN_IN_PART,
        information="Seven.",
        exemptions=("30",),
        reasons="Two cases are before the courts.",
        public_interest="A fair trial weighs more.",
    )
    row = Request.objects.get(reference=reference)
    text = drafting.answer(row)
    services.answer(request=reference, text=text, actor=cast.dee, at=timezone.now())
    sent = mailed(reference)[-1]["text"]
    for said in (
        page,
        "Our decision: refused.",
        "Section 21: the information can be had elsewhere",
        "Section 30: it is held for an investigation or proceedings",
        "How we weighed the public interest: A fair trial weighs more.",
        "ask for an internal review",
        "section 50",
    ):
        assert said in sent
    assert "\n\n\n" not in sent
    with pytest.raises(NotNow, match="has been answered"):
        decide(cast, reference, 1, Decision.GIVEN, information="x")
    assert record_services.verify().sound


def test_a_clarification_stops_the_clock_and_begins_it_anew(cast: Cast) -> None:
    today = timezone.localdate()
    reference = information(cast, received_on=today - timedelta(days=10))
    act = {"request": reference, "actor": cast.dee, "at": timezone.now()}
    asked = {"wait": Wait.CLARIFICATION, "asked": "Which year?", "asked_on": today}
    services.wait_for(**act, **asked)  # type: ignore[arg-type]
    assert selectors.request_of(reference).clock.stopped_on == today
    assert "Which year?" in mailed(reference)[-1]["text"]
    with pytest.raises(NotNow, match="waited for already"):
        services.wait_for(**act, **asked)  # type: ignore[arg-type]
    with pytest.raises(NotNow, match="has not come"):
        services.answer(**act, text="x")  # type: ignore[arg-type]
    services.came(**act, words="2025", came_on=today)  # type: ignore[arg-type]
    assert selectors.request_of(reference).clock.counted_from == today
    with pytest.raises(BadInput, match="identity is not proved"):
        services.wait_for(**act, **asked | {"wait": Wait.IDENTITY})  # type: ignore[arg-type]


def test_longer_is_given_once_and_before_the_last_day(cast: Cast) -> None:
    late = information(cast, received_on=timezone.localdate() - timedelta(days=60))
    with pytest.raises(NotNow, match="last day is over"):
        services.extend(request=late, why="Much.", actor=cast.dee, at=timezone.now())
    reference = information(cast)
    before = selectors.request_of(reference).clock.due_on
    services.extend(request=reference, why="To weigh it.", actor=cast.dee, at=timezone.now())
    after = selectors.request_of(reference).clock.due_on
    assert before is not None
    assert after is not None
    assert after > before
    assert f"by {after:%-d %B %Y}" in mailed(reference)[-1]["text"]
    with pytest.raises(NotNow, match="done once"):
        services.extend(request=reference, why="More.", actor=cast.dee, at=timezone.now())


def test_a_review_is_decided_by_somebody_who_had_no_part_in_the_answer(
    cast: Cast, rae: Actor
) -> None:
    reference, now = answered(cast), timezone.now()
    today = timezone.localdate(now)
    services.ask_review(
        request=reference, reasons="Too little.", asked_on=today, actor=cast.dee, at=now
    )
    decided = {"request": reference, "outcome": ReviewOutcome.CHANGED, "answer": "It was 413."}
    with pytest.raises(MustBeSomeoneElse):
        services.decide_review(**decided, actor=cast.dee, at=now)  # type: ignore[arg-type]
    review = Request.objects.get(reference=reference).reviews.get()
    review.outcome, review.answer = "upheld", "No."
    review.decided_by, review.decided_at = cast.dee.reference, now
    with pytest.raises(IntegrityError), transaction.atomic():
        review.save()  # the database, too
    services.decide_review(**decided, actor=rae, at=now)  # type: ignore[arg-type]
    assert "It was 413." in mailed(reference)[-1]["text"]
    assert selectors.request_of(reference).review is None


def test_what_is_due_stands_in_the_order_of_its_last_days(cast: Cast) -> None:
    today = timezone.localdate()
    new = information(cast)
    old = information(cast, received_on=today - timedelta(days=70))
    ended = information(cast)
    services.end(request=ended, because="Taken back.", actor=cast.dee, at=timezone.now())
    found = selectors.due()
    assert [each.row.reference for each in found] == [old, new]
    assert found[0].clock.days_over(today) > 0
    assert [each.reference for each in selectors.closed(text="finch")] == [ended]
    assert not selectors.closed(text="nobody").exists()


def test_an_answer_without_an_address_is_kept_to_be_printed(cast: Cast) -> None:
    reference = answered(cast, email="", address="1 Mill Lane\nNorthbridge")
    assert mailed(reference) == []
    row = Request.objects.get(reference=reference)
    assert [each.words for each in row.letters.order_by("pk")] == [
        "we have your request",
        "our answer",
    ]
    assert Kind(row.kind) is Kind.INFORMATION


def test_the_demonstration_has_requests_to_work_on(cast: Cast) -> None:
    asked.load(at=timezone.now())
    found = selectors.due()
    assert {each.kind for each in found} == {Kind.INFORMATION, Kind.ERASURE}
    assert {cast.dee.reference} == {each.row.recorded_by for each in found}
