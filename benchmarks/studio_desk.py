"""A desk of its own for the benchmark of the studio: every process of the service, its cast, and its sign-in."""

import base64
import hashlib
import hmac
import os
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

CLI = (sys.executable, "-m", "bluelamp.project.cli")
OPENING = """
from django.utils import timezone
from bluelamp.project.demo import cast, story
cast.enrol(at=timezone.now())
for name in ("Alan Grey", "Ben Moor"):
    subject = story.Subject(person=name, offence="Robbery", court="Northbridge Crown Court", case_number="T20260314")
    print(story.open_case(subject, at=timezone.now()))
"""
DETAILS = "from bluelamp.project.demo.cast import *; print(PASSWORD, *(f'{p.email}={p.totp_secret}' for p in (REN, IVO)), sep='\\n')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where it answers, the references of its cases, its password, and the second steps of Ren and Ivo by address."""

    address: str
    cases: tuple[str, ...]
    password: str
    secrets: dict[str, str]

    def sign_in(self, browser: Browser, first_name: str) -> Page:
        """A page of somebody who has signed in as people do."""
        email = next(each for each in self.secrets if each.startswith(first_name))
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(f"{self.address}/account/sign-in/")
        page.fill("[name=login]", email)
        page.fill("[name=password]", self.password)
        page.keyboard.press("Enter")
        page.fill("[name=code]", _code(self.secrets[email]))
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/account/" not in address)
        return page


@contextmanager
def running(home: Path) -> Iterator[Desk]:
    """The whole service in that home, on ports of its own, until the block ends."""
    ports = [_free_port() for _ in range(4)]
    names = ("BLUELAMP_DESK_URL", "BLUELAMP_PRESS_URL", "BLUELAMP_GALLERY_URL")
    addresses = {name: f"http://localhost:{port}" for name, port in zip(names, ports, strict=False)}
    environment = {
        **os.environ,
        **addresses,
        "BLUELAMP_HOME": str(home),
        "BLUELAMP_SMTP_PORT": str(ports[-1]),
        "DJANGO_SETTINGS_MODULE": "bluelamp.project.settings.desk",
    }
    _said(environment, "setup")
    cases = _said(environment, "manage", "shell", "--no-imports", "-c", OPENING).split()
    password, *steps = _said(
        environment, "manage", "shell", "--no-imports", "-c", DETAILS
    ).splitlines()
    service = subprocess.Popen((*CLI, "run", "--demo"), env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  our own words
    try:
        _wait_for(addresses["BLUELAMP_DESK_URL"])
        yield Desk(
            address=addresses["BLUELAMP_DESK_URL"],
            cases=tuple(cases),
            password=password,
            secrets=dict(step.split("=", 1) for step in steps),
        )
    finally:
        service.terminate()
        service.wait(timeout=30)


def _said(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(  # noqa: S603  our own words
        (*CLI, *words), env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/account/sign-in/").close()  # noqa: S310  our own desk
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("The desk does not answer.")


def _code(secret: str) -> str:
    """The code of this half minute (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
