"""The whole service for a test that walks it: three sites, worker and post box as real processes, a home of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from tests.cast import cast, home, quick_pictures  # noqa: F401  fixtures

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where the running service is, and how to look at what it sent and recorded."""

    desk: str
    press: str
    gallery: str
    home: Path
    environment: dict[str, str]

    def bluelamp(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of Bluelamp on this service's home."""
        command = [sys.executable, "-m", "bluelamp.project.cli", *words]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )

    def letters(self, to: str, about: str) -> list[EmailMessage]:
        """The mail that an address has been sent, waiting a while for one with these words in it."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            found = [letter for letter in self._mail() if to in str(letter["To"])]
            if any(about in _plain(letter) for letter in found):
                return found
            time.sleep(0.2)
        raise AssertionError(f"No mail to {to} about “{about}”")

    def _mail(self) -> list[EmailMessage]:
        files = sorted((self.home / "mail").glob("*.eml"))
        read = BytesParser(EmailMessage, policy=policy.default)
        return [read.parsebytes(file.read_bytes()) for file in files]


def _plain(letter: EmailMessage) -> str:
    """What somebody reads who reads mail without pictures and styles."""
    body = letter.get_body(("plain",))
    return str(body.get_content()) if body else ""


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with the demonstration's cast and no cases, on the database that the run is for."""
    folder = tmp_path_factory.mktemp("home")
    ports = [_free_port() for _ in range(4)]
    desk, press, gallery = (f"http://localhost:{port}" for port in ports[:3])
    environment = {
        **os.environ,
        "BLUELAMP_HOME": str(folder),
        "DATABASE_URL": _own_database(os.environ.get("DATABASE_URL", "")),
        "BLUELAMP_DESK_URL": desk,
        "BLUELAMP_PRESS_URL": press,
        "BLUELAMP_GALLERY_URL": gallery,
        "BLUELAMP_SMTP_PORT": str(ports[3]),
        "DJANGO_SETTINGS_MODULE": "bluelamp.project.settings.desk",
    }
    running = Service(desk=desk, press=press, gallery=gallery, home=folder, environment=environment)
    for words in (("setup",), ("demo", "cast")):
        done = running.bluelamp(*words)
        assert done.returncode == 0, done.stderr
    yield from _serving(running)


def _serving(running: Service) -> Iterator[Service]:
    command = [sys.executable, "-m", "bluelamp.project.cli", "run", "--demo"]
    log = (running.home / "log").open("w")
    process = subprocess.Popen(command, env=running.environment, stdout=log, stderr=log)
    try:
        _wait_for(running, process)
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        status = process.wait(30)
        log.close()
    assert status == 0, (running.home / "log").read_text()


def _wait_for(running: Service, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 90
    while "Ctrl-C stops everything" not in (running.home / "log").read_text():
        assert process.poll() is None, (running.home / "log").read_text()
        assert time.monotonic() < deadline, (running.home / "log").read_text()
        time.sleep(0.2)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _own_database(address: str) -> str:
    """A new database beside the tests' own on PostgreSQL; SQLite's file lies in the home."""
    if not address:
        return ""
    name = f"walk_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{re.sub("[^a-z0-9_]", "", name)}"')
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
