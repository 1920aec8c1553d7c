"""Why it is decided, in a real browser: approval, the rights test, legal advice, the logs, on paper and on a phone."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.desk.test_pages_in_a_browser import both, enter, look  # noqa: F401  a fixture
from tests.weighing import answers

from bluelamp.casework import services
from bluelamp.casework.routes import Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_decision_record_and_the_logs(
    both: tuple[Page, Page],  # noqa: F811  the fixture
    live_server: Any,
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="objection", category=["sexual_offence"])
    walk.object("unwanted")
    walk.answer(upheld=False)
    case = f"/cases/{walk.reference}/"
    for each in both:
        enter(each, live_server.url, cast, cast.asha)
    logs = tuple(f"{case}log/?view={name}" for name in ("press", "refusal"))
    look(
        both, live_server.url, (f"{case}rights/", f"{case}rights/answer/", *logs, f"{case}notice/")
    )
    page = both[0]
    page.goto(f"{live_server.url}{case}rights/answer/")
    page.locator("textarea").first.fill("")
    page.get_by_role("button", name="Answer in my name").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Answer T3 Legal basis.")
    assert_accessible(page)


def test_legal_advice_from_question_to_reading(
    both: tuple[Page, Page],  # noqa: F811  the fixture
    live_server: Any,
    cast: Cast,
) -> None:
    case = f"{live_server.url}/cases/{a_case(cast).reference}/"
    page, phone = both
    enter(page, live_server.url, cast, cast.asha)
    page.goto(case + "legal/")
    assert_accessible(page)
    page.get_by_label("What do you ask the legal adviser?").fill("May we name the brother?")
    page.get_by_label("Jo Hale").check()
    page.get_by_role("button", name="Ask a legal adviser").click()
    expect(page.locator("main")).to_contain_text("Waiting")
    enter(phone, live_server.url, cast, cast.una)
    phone.goto(case + "legal/")
    phone.get_by_role("link", name="Read the question and answer it").click()
    assert_accessible(phone)
    phone.get_by_label("Your advice").fill("Not before he is sentenced.")
    phone.get_by_role("button", name="Give this advice in my name").click()
    expect(phone.locator("main")).to_contain_text("Given")
    enter(page, live_server.url, cast, cast.jo)
    page.goto(case + "legal/")
    page.get_by_role("link", name="Read it").click()
    expect(page.locator("main")).to_contain_text("Not before he is sentenced.")
    assert_accessible(page)


def test_an_approval_and_the_departments_view(
    both: tuple[Page, Page],  # noqa: F811  the fixture
    live_server: Any,
    cast: Cast,
) -> None:
    at = timezone.now()
    named = {"person": "The rescue", "purpose": "To show it", "actor": cast.kay, "at": at}
    case = services.receive(route=Route.BWV_MEDIA, **named).reference
    weighed = answers(Route.BWV_MEDIA, purpose="heroic_act")
    services.answer_rights_test(case=case, answers=weighed, actor=cast.kay, at=at)
    services.ask_authority(case=case, request="It shows courage.", actor=cast.asha, at=at)
    for each in both:
        enter(each, live_server.url, cast, cast.kay)
    parts = ("", "authority/", "rights/", "decision/refuse/")
    look(both, live_server.url, tuple(f"/cases/{case}/{part}" for part in parts))
    for each in both:
        enter(each, live_server.url, cast, cast.asha)
    look(
        both, live_server.url, (f"/cases/{case}/communications/", f"/cases/{case}/decision/refuse/")
    )
