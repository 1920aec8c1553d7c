"""Work that has failed: shown to those who can do something about it, and tried again."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.entrance import signed_in

from bluelamp.jobs import selectors, services
from bluelamp.jobs.models import Job
from bluelamp.jobs.values import JobState

pytestmark = pytest.mark.django_db(transaction=True)


def a_failed_letter() -> str:
    job = services.enqueue(
        "mail.send",
        key="letter-1",
        args={"to": ["cy@home.example"], "subject": "Your request", "text": "No.", "thread": "1"},
        at=timezone.now(),
    )
    failed = {"state": JobState.FAILED, "error": "The relay refused it.", "attempts": 8}
    Job.objects.filter(key=job.key).update(**failed, finished_at=timezone.now())
    return job.key


def test_failed_work_is_told_on_the_front_page_and_tried_again(cast: Cast) -> None:
    client, key = signed_in(cast.officer(cast.asha)), a_failed_letter()
    assert "See what failed (1)" in client.get("/").content.decode()
    shown = client.get("/jobs/").content.decode()
    assert "The relay refused it." in shown
    assert "cy@home.example" in shown
    again = client.post("/jobs/retry/", {"key": key}, follow=True)
    assert "It is being tried again." in again.content.decode()
    assert "Nothing has failed." in again.content.decode()
    assert selectors.state(key).state is JobState.WAITING
    assert client.post("/jobs/retry/", {"key": key}).status_code == 409


def test_failed_work_is_not_for_everyone(cast: Cast) -> None:
    a_failed_letter()
    client = signed_in(cast.officer(cast.ren))
    assert client.get("/jobs/").status_code == 403
    assert "See what failed" not in client.get("/").content.decode()


@pytest.mark.browser
def test_the_page_of_failed_work_in_a_browser(
    page: Page, phone: Page, live_server: Any, cast: Cast
) -> None:
    a_failed_letter()
    cookie = signed_in(cast.officer(cast.asha)).cookies["desk_session"].value
    for each in (page, phone):
        each.context.add_cookies(
            [{"name": "desk_session", "value": cookie, "url": live_server.url}]
        )
        for path in ("/", "/jobs/"):
            each.goto(live_server.url + path)
            assert_accessible(each)
    phone.get_by_role("button", name="Try again").click()
    expect(phone.get_by_text("It is being tried again.")).to_be_visible()
