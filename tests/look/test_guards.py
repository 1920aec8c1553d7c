"""What public forms without cookies refuse: posts from elsewhere."""

import pytest
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from bluelamp.look.origin import comes_from_elsewhere


def post(**headers: str) -> bool:
    request = RequestFactory().post("/ask", headers=headers)
    return comes_from_elsewhere(request)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_a_post_that_the_browser_says_is_from_elsewhere_is_refused(site: str) -> None:
    assert post(sec_fetch_site=site)
    assert post(sec_fetch_site=site, origin="http://testserver")


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_post_of_the_site_itself_is_taken(site: str) -> None:
    assert not post(sec_fetch_site=site)


@pytest.mark.parametrize("origin", ["null", "https://testserver", "http://testserver.evil.example"])
def test_an_older_browser_is_judged_by_its_origin(origin: str) -> None:
    assert post(origin=origin)
    assert not post(origin="http://testserver")
    assert not post()


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126)))
def test_no_other_origin_is_the_sites_own(origin: str) -> None:
    assert post(origin=origin) is (origin != "http://testserver")


def test_the_refusal_says_what_to_do(client: Client) -> None:
    refused = client.post("/ask", headers={"sec-fetch-site": "cross-site"})
    assert refused.status_code == 403
    assert b"Open <a" in refused.content
    assert client.get("/ask", headers={"sec-fetch-site": "cross-site"}).status_code == 200


@pytest.mark.browser
def test_a_real_browser_says_where_its_posts_come_from(page: Page, site: str) -> None:
    form = "<form method=post action='{}/ask'><button>Go</button></form>"
    page.goto(site + "/form")
    page.evaluate("html => document.querySelector('main').innerHTML = html", form.format(site))
    page.get_by_role("button", name="Go").click()
    page.get_by_text("received").wait_for()
    elsewhere = site.replace("127.0.0.1", "localhost")
    page.route(
        elsewhere + "/",
        lambda route: route.fulfill(body=form.format(site), content_type="text/html"),
    )
    page.goto(elsewhere + "/")
    page.get_by_role("button", name="Go").click()
    page.get_by_role("heading", name="We did not accept that form").wait_for()
