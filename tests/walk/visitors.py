"""The people of the walk, each at a browser of their own: what they do, in words."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.browser import DESKTOP, assert_accessible

from bluelamp.people.sign_in import current_code
from bluelamp.project.demo import cast


@dataclass(slots=True, kw_only=True)
class Visitor:
    """Somebody at a browser; every page that they come to must be accessible."""

    page: Page
    site: str

    @classmethod
    def at(cls, browser: Browser, site: str) -> "Visitor":
        """A new visitor at the first page of a site."""
        visitor = cls(page=browser.new_context(viewport=DESKTOP).new_page(), site=site)
        visitor.go("/")
        return visitor

    def go(self, path: str) -> int:
        """Open a page of the site; its status."""
        answer = self.page.goto(path if path.startswith("http") else self.site + path)
        assert answer is not None
        assert_accessible(self.page)
        return answer.status

    def write(self, label: str, text: str) -> None:
        """Write into the field of that label."""
        self.page.get_by_label(label, exact=True).first.fill(text)

    def choose(self, words: str) -> None:
        """Choose the radio button or box of those words."""
        self.page.get_by_label(words).first.check()

    def press(self, button: str) -> None:
        """Press a button, and look at the page that follows."""
        self.page.get_by_role("button", name=button).first.click()
        assert_accessible(self.page)

    def reads(self, words: str) -> bool:
        """Whether the page says so."""
        return words in self.page.inner_text("body")

    def keep_shot(self, name: str, folder: str | None) -> None:
        """Keep a picture of the page, where somebody asked for pictures."""
        if folder:
            shot = Path(folder) / f"{name}.jpg"
            self.page.screenshot(path=shot, type="jpeg", quality=80)


def officer(browser: Browser, desk: str, player: cast.Player) -> Visitor:
    """One of the cast, signed in at the desk by password and code."""
    visitor = Visitor.at(browser, desk)
    visitor.write("E-mail address", player.email)
    visitor.write("Password", cast.PASSWORD)
    visitor.press("Sign in")
    visitor.page.locator("input[name=code]").fill(current_code(player.totp_secret))
    visitor.page.locator("main button[type=submit]").first.click()
    visitor.page.wait_for_load_state()
    assert visitor.reads("Work list"), visitor.page.inner_text("body")
    return visitor


def answer_what_is_asked(
    visitor: Visitor, case: str, answers: dict[str, str | list[str]]
) -> list[str]:
    """Answer the best next question until none could change the advice; what was asked, in order."""
    asked = []
    for _ in range(40):
        visitor.go(f"/cases/{case}/facts/")
        question = visitor.page.locator("input[name=only]")
        if question.count() == 0:
            return asked
        name = str(question.get_attribute("value"))
        assert name not in asked, f"{name} is asked twice"
        asked.append(name)
        _answer(visitor.page, name, answers[name])
        visitor.press("Save this answer")
    raise AssertionError(f"The questions do not end: {asked}")


def _answer(page: Page, name: str, value: str | list[str]) -> None:
    form = page.locator("form", has=page.locator("input[name=only]"))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        year, month, day = str(value).split("-")
        for part, text in (("day", day), ("month", month), ("year", year)):
            form.locator(f"input[name={name}_{part}]").fill(text)
    else:
        for each in value if isinstance(value, list) else [value]:
            form.locator(f"input[name={name}][value={each}]").check()
    reason = form.locator(f"textarea[name={name}_reason]")
    if reason.count():
        reason.fill("Robbery squad’s investigation; considered with the officer in the case.")
    form.locator("input[name=said_by]").fill("DC Ren Okafor")
    form.locator("input[name=evidence]").fill("Court register")
