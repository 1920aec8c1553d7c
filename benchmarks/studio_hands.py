"""A redactor's hands in the studio, each press, click and filled field counted as one action."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect


@dataclass(slots=True)
class Hands:
    """What was done on the page, in order."""

    page: Page
    done: list[str] = field(default_factory=list)

    @property
    def actions(self) -> int:
        """How many presses, clicks and filled fields."""
        return len(self.done)

    def click(self, target: Locator, what: str) -> None:
        """Click, once."""
        target.click()
        self.done.append(what)

    def fill(self, target: Locator, words: str, what: str) -> None:
        """Fill in a field."""
        target.fill(words)
        self.done.append(what)


def prepare_five(hands: Hands) -> None:
    """One is sought and everyone else stays obscured; each doubt is settled, and the obscuring started."""
    page = hands.page
    hands.click(page.locator(".studio-person [data-standing=sought]").first, "one is sought")
    hands.click(page.locator("[data-does=panel_finish]"), "finish")
    reason = page.locator("#doubts-left")
    if reason.is_visible():
        hands.fill(reason, "Each of these was looked at.", "a reason for the doubts")
    hands.click(page.get_by_role("button", name="Obscure everyone else"), "obscure everyone else")
    expect(page.locator("#work-rendering")).to_be_visible(timeout=60_000)
