"""A wanted person's picture, and body-worn video for the media, from start to takedown in a real browser.

Each of the cast is signed in already; the worker runs between their pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.browser import DESKTOP
from tests.cast import Cast, photograph
from tests.desk.test_picture_in_a_browser import enter
from tests.footage_case import moving_face
from tests.walk.visitors import Visitor

from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case
from bluelamp.jobs.worker import work
from bluelamp.people.actor import Actor
from bluelamp.publication.public.editions import live_editions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass(slots=True)
class Desk:
    """The desk in a browser: the page of a case as one of the cast sees it."""

    visitor: Visitor
    cast: Cast
    case: str = ""

    def goes(self, who: Actor, page: str) -> Visitor:
        """One of the cast opens a page of the case."""
        enter(self.visitor.page, self.visitor.site, self.cast, who)
        self.visitor.page.goto("about:blank")  # so that the page is opened, and not a part of it
        self.visitor.go(f"/cases/{self.case}/{page}" if self.case else page)
        return self.visitor

    def opens(self, who: Actor, route: str, person: str) -> None:
        """A case is opened for a policing purpose."""
        at = self.goes(who, "/cases/new/")
        at.page.locator(f"input[name=route][value={route}]").check()
        at.page.locator("[name=person]").fill(person)
        at.page.locator("[name=officer]").select_option(self.cast.ren.reference)
        at.page.locator("[name=purpose]").fill("The inquiry needs it.")
        at.press("Open the case")
        found = re.search(r"(\w\w-\d\d-\d{4})", at.page.url)
        assert found
        self.case = found.group()

    def checks_restrictions(self) -> None:
        at = self.goes(self.cast.kay, "restrictions/")
        at.page.locator("#check_sources").fill("Court office, by telephone")
        at.page.locator("input[name=related][value=nobody_protected]").check()
        at.press("Record the check in my name")
        expect(at.page.get_by_text("Counts", exact=True)).to_be_visible()

    def answers_rights_test(self, purpose: str) -> None:
        at = self.goes(self.cast.kay, "rights/answer/")
        for name in ("basis", "regime", "legitimate", "necessary", "proportionate"):
            at.page.locator(f"input[name={name}]").first.check()
        at.page.locator(f"input[name=purpose][value={purpose}]").check()
        for words in at.page.locator("textarea").all():
            words.fill("Considered, with the officer in the case.")
        at.press("Answer in my name")

    def brings(self, name: str, kind: str, content: bytes) -> None:
        at = self.goes(self.cast.ren, "image/")
        at.write("Where does it come from?", "As the inquiry log says")
        file = {"name": name, "mimeType": kind, "buffer": content}
        at.page.locator("input[type=file]").set_input_files(file)
        at.press("Put it in the vault")
        expect(at.page.get_by_text("The image is in the vault")).to_be_visible()

    def finds_people(self) -> None:
        self.goes(self.cast.ivo, "people/").press("Find the people")
        work(once=True)

    def marks(self, code: str) -> None:
        """Whoever has this mark is to stay visible."""
        page = self.goes(self.cast.ivo, "people/").page
        page.locator(f"input[name='{code}-decision'][value=keep]").check()
        page.locator(f"[name='{code}-why']").fill("The person sought")
        page.locator(f"[name='{code}-why']").press("Tab")

    def obscures(self) -> None:
        """Everyone else is obscured, and the worker does it."""
        page = self.visitor.page
        left = page.get_by_label("why may it be obscured nevertheless")
        if left.count():
            left.fill("Each was looked at.")
        page.get_by_role("button", name="Obscure everyone else").click()
        expect(page.get_by_role("button", name="Obscure everyone else")).to_have_count(0)
        work(once=True)

    def approves_the_picture(self) -> None:
        at = self.goes(self.cast.pia, "check/")
        at.page.locator("input[name=answer]").first.check()
        at.page.locator("textarea[name=note]").fill("Looked through from end to end.")
        at.press("Record the answer")

    def captions(self, headline: str) -> None:
        at = self.goes(self.cast.asha, "caption/")
        at.write("Headline", headline)
        at.write("Text", "Call 101.")
        at.write("Description for people who cannot see the picture", "A face.")
        at.press("Save the caption")

    def is_approved_by(self, who: Actor) -> None:
        at = self.goes(self.cast.asha, "authority/")
        at.page.locator("[name=request]").fill("Needed now.")
        at.press("Ask for approval")
        at = self.goes(who, "authority/")
        at.page.locator("input[name=granted][value=yes]").check()
        at.page.locator("[name=reasons]").fill("Necessary and proportionate.")
        at.press("Answer in my name")

    def releases(self) -> None:
        at = self.goes(self.cast.asha, "decision/")
        at.page.locator("textarea[name=reasons]").fill("Approved, and needed now.")
        at.press("Continue to what goes public")
        at.press("Release now")
        expect(at.page.get_by_text("Live", exact=True).first).to_be_visible()

    def takes_down(self, who: Actor, reason: str) -> None:
        at = self.goes(who, "takedown/")
        at.page.locator(f"input[name=reason][value={reason}]").check()
        at.page.locator("textarea[name=explanation]").fill("As the record says.")
        at.press("Continue")
        at.press("Take it down")
        expect(at.page.get_by_text("Taken down", exact=True).first).to_be_visible()

    @property
    def state(self) -> State:
        return State(Case.objects.get(reference=self.case).state)


@pytest.fixture
def desk(chromium: Browser, live_server: Any, cast: Cast) -> Iterator[Desk]:
    """A browser at the desk."""
    page = chromium.new_context(viewport=DESKTOP).new_page()
    yield Desk(Visitor(page=page, site=live_server.url), cast)
    page.context.close()


def test_a_wanted_persons_picture_from_proposal_to_arrest(desk: Desk, cast: Cast) -> None:
    desk.opens(cast.kay, "wanted-person", "Wade Harker")
    desk.answers_rights_test("apprehend")
    at = desk.goes(cast.ren, "facts/")
    at.page.locator("input[name=apprehended][value=no]").check()
    at.page.locator("[name=evidence]").first.fill("Wanted register")
    at.press("Save")
    desk.brings("a.jpg", "image/jpeg", photograph())
    at = desk.goes(cast.kay, "identity/")
    at.page.locator("input[name=answer]").first.check()
    at.press("Record the answer")
    desk.finds_people()
    desk.marks("p1")
    desk.obscures()
    desk.approves_the_picture()
    desk.captions("Appeal to find Wade Harker")
    desk.is_approved_by(cast.ola)
    desk.checks_restrictions()
    desk.releases()
    (edition,) = live_editions()
    assert edition.headline == "Appeal to find Wade Harker"
    desk.takes_down(cast.ren, "arrested")
    assert desk.state is State.TAKEN_DOWN
    assert not live_editions()


@pytest.mark.media
def test_body_worn_video_from_proposal_to_an_order_that_forbids_it(desk: Desk, cast: Cast) -> None:
    desk.opens(cast.kay, "bwv-media", "Arrest on the quay")
    at = desk.goes(cast.ren, "proceedings/")
    at.page.locator("select[name=kind]").select_option("charged")
    for part, value in (("day", "2"), ("month", "11"), ("year", "2026")):
        at.page.locator(f"#id_on-{part}").fill(value)
    at.page.locator("#id_source").fill("Court register")
    at.press("Record it")
    desk.answers_rights_test("trace_suspect")
    desk.brings("a.mp4", "video/mp4", moving_face(with_sound=False))
    desk.finds_people()
    desk.marks("t1")
    desk.visitor.press("Save")
    at = desk.goes(cast.ivo, "pictured/")
    at.page.locator("input[name=part][value=subject]").check()
    at.page.locator("input[name=regions]").first.check()
    at.page.locator("input[name=edit][value=sought]").check()
    at.page.locator("form:has(input[name=part]) [name=why]").fill("The person sought")
    at.page.locator("form:has(input[name=part]) button[type=submit]").click()
    desk.goes(cast.ivo, "pictured/")
    at.page.locator("form:has(input[name=do][value=complete]) button[type=submit]").click()
    expect(at.page.get_by_text("Everyone is listed", exact=True)).to_be_visible()
    desk.goes(cast.ivo, "people/")
    desk.obscures()
    desk.approves_the_picture()
    desk.captions("Footage of an arrest")
    at = desk.goes(cast.asha, "communications/")
    at.page.locator("input[name=in_favour][value=yes]").check()
    at.page.locator("[name=view]").fill("It answers what is asked.")
    at.press("Record the view")
    desk.is_approved_by(cast.kay)
    desk.checks_restrictions()
    desk.releases()
    (edition,) = live_editions()
    assert edition.media_type == "video/mp4"
    desk.takes_down(cast.una, "order_made")
    assert desk.state is State.TAKEN_DOWN
    assert not live_editions()
