"""What the public wrote: read, settled with reasons, answered, and a picture taken down where it must go."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in
from tests.publication.builders import letters

from bluelamp.casework import services
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.publication import selectors as publication
from bluelamp.publication.public import doors
from bluelamp.publication.values import FeedbackOutcome
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db(transaction=True)
SETTLED: dict[str, Any] = {"reasons": "It is him.", "answer": "We have looked at it."}


@pytest.fixture
def asha(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.asha))


def removal_of(walk: Walk | None = None) -> str:
    token = publication.editions_of(walk.reference)[0].token if walk else None
    return doors.request_removal(
        text="That is my brother.",
        name="Cy Moss",
        email="cy@home.example",
        token=token,
        at=timezone.now(),
    )


def feedback(**differs: str) -> str:
    return doors.receive_feedback(**{"text": "Too small.", **differs}, at=timezone.now())


def test_a_picture_is_taken_down_on_request_and_whoever_asked_is_told(
    cast: Cast, asha: Client
) -> None:
    walk = a_case(cast, ready_for="takedown")
    reference = removal_of(walk)
    front = asha.get("/").content.decode()
    assert "1 message from the public" in front
    assert reference in front
    path = f"/messages/{reference}/"
    assert (
        f"/cases/{walk.reference}/takedown/?request={reference}" in asha.get(path).content.decode()
    )
    refused = asha.post(path, {"outcome": "removed", **SETTLED})
    assert refused.status_code == 409
    assert "take it down first" in refused.content.decode()

    takedown = f"/cases/{walk.reference}/takedown/?request={reference}"
    assert asha.get(takedown).context["form"]["reason"].value() == "request"
    gone = {"reason": "request", "explanation": "It was not him.", "confirmed": "yes"}
    assert asha.post(takedown, gone)["Location"] == path
    asha.post(path, {"outcome": "removed", **SETTLED})
    assert not publication.feedback_waiting()
    assert letters("Your request")[-1]["to"] == ["cy@home.example"]
    entry = record.entries_for(walk.reference)[-1]
    assert (entry.kind, entry.actor) == ("message settled", cast.asha.reference)
    assert entry.body == {"message": reference, "settled": "removed", **SETTLED}
    settled = asha.get("/messages/settled/").content.decode()
    assert "The picture has been taken down" in settled
    assert f"by {cast.asha.name}" in settled
    assert "It is him." in asha.get(path).content.decode()
    assert "from the public</a>" not in asha.get("/").content.decode()
    assert (
        "Message from the public settled"
        in asha.get(f"/cases/{walk.reference}/record/").content.decode()
    )


@pytest.mark.parametrize(("who", "asked"), [("asha", "REM-26-0404"), ("asha", "?!"), ("ren", "")])
def test_whoever_takes_down_for_no_message_of_theirs_sees_what_became_of_it(
    cast: Cast, who: str, asked: str
) -> None:
    walk = a_case(cast, ready_for="takedown")
    asked = asked or removal_of(walk)
    path = f"/cases/{walk.reference}/takedown/"
    gone = {"reason": "request", "explanation": "It was not him.", "confirmed": "yes"}
    done = signed_in(cast.officer(getattr(cast, who))).post(f"{path}?request={asked}", gone)
    assert done["Location"] == path


def test_many_messages_wait_on_several_pages(asha: Client) -> None:
    for _ in range(publication.PAGE_SIZE + 1):
        feedback()
    assert f"{publication.PAGE_SIZE + 1} messages from the public" in asha.get("/").content.decode()
    assert "FBK" in asha.get("/messages/?page=2").content.decode()
    assert len(asha.get("/messages/").context["page"]) == publication.PAGE_SIZE


def test_a_request_that_names_no_picture_is_settled_in_the_case_that_it_is_about(
    cast: Cast, asha: Client
) -> None:
    walk, reference = a_case(cast, ready_for="reopening"), removal_of()
    path = f"/messages/{reference}/"
    for case, said in (("", "Name the case"), ("CI-26-9999", "There is no case CI-26-9999.")):
        wrong = asha.post(path, {"outcome": "removed", "case": case, **SETTLED})
        assert wrong.status_code == 400
        assert said in wrong.content.decode()
    asha.post(path, {"outcome": "removed", "case": walk.reference.lower(), **SETTLED})
    assert publication.feedback(reference).case == walk.reference


def test_no_picture_is_said_to_be_removed_that_never_was_there_nor_to_stay_that_is_gone(
    cast: Cast,
) -> None:
    said = {**SETTLED, "actor": cast.asha, "at": timezone.now()}
    unpublished = a_case(cast, ready_for="image").reference
    with pytest.raises(BadInput, match="ever been published"):
        services.settle_message(
            message=removal_of(), outcome=FeedbackOutcome.REMOVED, case=unpublished, **said
        )
    walk = a_case(cast, ready_for="takedown")
    reference = removal_of(walk)
    walk.take_down()
    with pytest.raises(OutOfOrder, match="no longer published"):
        services.settle_message(message=reference, outcome=FeedbackOutcome.KEPT, **said)


def test_feedback_without_an_address_is_read_and_one_with_an_address_may_be_answered(
    asha: Client,
) -> None:
    nameless, named = feedback(), feedback(email="cy@home.example", page="/removal/")
    assert "will read" not in asha.get(f"/messages/{nameless}/").content.decode()
    asha.post(f"/messages/{nameless}/", {"outcome": "read"})
    asha.post(f"/messages/{named}/", {"outcome": "answered", **SETTLED})
    assert publication.feedback(nameless).outcome is FeedbackOutcome.READ
    assert letters("Your message")[-1]["text"].count("We have looked at it.") == 1
    again = asha.post(f"/messages/{named}/", {"outcome": "read"})
    assert again.status_code == 409
    assert "already" in again.content.decode()


@pytest.mark.parametrize("lacking", ["outcome", "reasons", "answer"])
def test_a_request_for_removal_is_never_settled_without_reasons_and_an_answer(
    cast: Cast, asha: Client, lacking: str
) -> None:
    reference = removal_of(a_case(cast, ready_for="takedown"))
    said = {"outcome": "kept", **SETTLED, lacking: ""}
    assert asha.post(f"/messages/{reference}/", said).status_code == 400
    assert len(publication.feedback_waiting()) == 1
    with pytest.raises(BadInput):
        services.settle_message(
            message=reference,
            **SETTLED,
            outcome=FeedbackOutcome.READ,
            actor=cast.asha,
            at=timezone.now(),
        )


def test_only_press_officers_read_and_settle_messages(cast: Cast) -> None:
    reference = removal_of()
    ren = signed_in(cast.officer(cast.ren))
    for path in ("/messages/", "/messages/settled/", f"/messages/{reference}/"):
        assert ren.get(path).status_code == 403
    assert "from the public" not in ren.get("/").content.decode()
    said = {"message": reference, **SETTLED, "outcome": FeedbackOutcome.ANSWERED}
    with pytest.raises(NotAllowed):
        services.settle_message(**said, actor=cast.ren, at=timezone.now())
    live = a_case(cast, ready_for="takedown").reference
    gone = {**said, "outcome": FeedbackOutcome.REMOVED, "case": live}
    with pytest.raises(OutOfOrder):
        services.settle_message(**gone, actor=cast.asha, at=timezone.now())


def test_a_message_that_is_not_there(asha: Client) -> None:
    assert asha.get("/messages/REM-26-0404/").status_code == 404


@pytest.mark.browser
def test_the_pages_of_messages_in_a_browser(
    page: Page, phone: Page, live_server: Any, cast: Cast, asha: Client
) -> None:
    reference, other = removal_of(a_case(cast, ready_for="takedown")), feedback()
    for each in (page, phone):
        cookie = asha.cookies["desk_session"].value
        each.context.add_cookies(
            [{"name": "desk_session", "value": cookie, "url": live_server.url}]
        )
        for path in ("/", "/messages/", f"/messages/{reference}/", f"/messages/{other}/"):
            each.goto(live_server.url + path)
            assert_accessible(each)
    page.goto(f"{live_server.url}/messages/{reference}/")
    page.get_by_label("The picture stays").check()
    page.get_by_label("Why?").fill("It is him.")
    page.get_by_label("What the person who wrote will read").fill("We have looked at it.")
    page.get_by_role("button", name="Settle it").click()
    expect(page.get_by_text("cy@home.example is being told")).to_be_visible()
    phone.goto(f"{live_server.url}/messages/settled/")
    expect(phone.get_by_text("The picture stays")).to_be_visible()
    assert_accessible(phone)
