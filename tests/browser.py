"""A real Chromium for the tests of pages, and axe-core as the judge of their accessibility."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

from bluelamp.look import build

ROOT = Path(__file__).parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run, the pages' styles and scripts built; each page is a context of its own."""
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed: apt-get install chromium")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    build.build(ROOT)
    # Playwright runs a loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # While it runs Django keeps other connections than before, and could not close those: a process
    # forked by a later test would share them.
    connections.close_all()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page as wide as a desk's screen; an error in its console or script fails the test."""
    yield from _watched(chromium, DESKTOP)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page as wide as a small phone."""
    yield from _watched(chromium, PHONE)


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    """A page whose browser runs no script."""
    context = chromium.new_context(viewport=DESKTOP, java_script_enabled=False)
    yield context.new_page()
    context.close()


def _watched(chromium: Browser, size: dict[str, int]) -> Iterator[Page]:
    context = chromium.new_context(viewport=size, bypass_csp=False)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    unexpected = [
        fault for fault in faults if "the server responded with a status of 4" not in fault
    ]
    assert not unexpected, unexpected


def violations(page: Page) -> list[str]:
    """What axe finds on the page, each in one line: rule, what it asks, and the elements."""
    page.wait_for_load_state()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags},"
        # The toolkit puts breadcrumbs and the back link between header and main on purpose.
        " rules: {region: {enabled: false}}})",
        STANDARD,
    )["violations"]
    return [
        f"{each['id']}: {each['help']}: {[node['html'][:160] for node in each['nodes']]}"
        for each in found
    ]


def assert_accessible(page: Page) -> None:
    """Nothing on the page breaks WCAG 2.2 AA as far as axe can tell, and nothing is wider than the page."""
    assert not (found := violations(page)), "\n".join(found)
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, f"The page is {overflow} px wider than the window."
