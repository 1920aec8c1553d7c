"""`bluelamp run`: the three sites, the worker and the demonstration's mail sink, started and stopped together."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

GRACE = 10.0  # seconds that a process has to stop by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A process of the service: its name and command line, and the site's settings where it has its own."""

    name: str
    command: tuple[str, ...]
    settings: str = "desk"


class PortInUse(Exception):
    """Something else already listens where a site should."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--demo` also takes in all mail on this machine and prints who may sign in."""
    parser.add_argument(
        "--demo", action="store_true", help="keep all mail here and print who may sign in"
    )


def run(arguments: argparse.Namespace) -> int:
    """Start every part, wait for Ctrl-C or a part's end, stop every part; 1 where a part ended by itself."""
    try:
        for address in (*_addresses(), *_post_office(demo=arguments.demo)):
            _check_free(address)
    except PortInUse as taken:
        print(taken, file=sys.stderr)
        return 2
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    started = [(part, _start(part)) for part in _parts(demo=arguments.demo)]
    try:
        ready = _wait_until_served(stopping)
        if ready and arguments.demo:
            from bluelamp.project.demo.command import welcome  # noqa: PLC0415  only the demonstration has one

            print(welcome(), flush=True)
        return _watch(started, stopping)
    finally:
        _stop([process for _, process in started])


def _addresses() -> tuple[str, ...]:
    return (settings.BLUELAMP_DESK_URL, settings.BLUELAMP_PRESS_URL, settings.BLUELAMP_GALLERY_URL)


def _post_office(*, demo: bool) -> tuple[str, ...]:
    return (f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",) if demo else ()


def _parts(*, demo: bool) -> list[Part]:
    sites = zip(("desk", "press", "gallery"), _addresses(), strict=True)
    parts = [Part(name=name, command=_server(address), settings=name) for name, address in sites]
    workers = range(1, settings.BLUELAMP_WORKERS + 1)
    parts += [Part(name=f"worker {number}", command=_bluelamp("worker")) for number in workers]
    return [Part(name="mail", command=_bluelamp("demo", "mail")), *parts] if demo else parts


def _bluelamp(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "bluelamp.project.cli", *words)


def _server(address: str) -> tuple[str, ...]:
    host, port = _host_and_port(address)
    options = (
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--blocking-threads",
        "4",
    )
    return (
        sys.executable, "-m", "granian", *options, "--workers", "1", "--no-access-log",
        "--log-level", "warning", "bluelamp.project.wsgi:application",
    )  # fmt: skip


def _host_and_port(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    host = "127.0.0.1" if parts.hostname in {"localhost", None} else str(parts.hostname)
    return host, parts.port or 80


def _check_free(address: str) -> None:
    host, port = _host_and_port(address)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortInUse(
                f"Port {port} of {host} is taken, so {address} cannot be served. Stop what uses it,"
                " or choose other ports (BLUELAMP_DESK_URL, BLUELAMP_PRESS_URL,"
                " BLUELAMP_GALLERY_URL, BLUELAMP_SMTP_PORT)."
            ) from error


def _start(part: Part) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": f"bluelamp.project.settings.{part.settings}",
        "BLUELAMP_HOME": str(settings.BLUELAMP_HOME),
    }
    # A session of its own, so that Ctrl-C reaches this process alone, which stops them in order.
    return subprocess.Popen(part.command, env=environment, start_new_session=True)  # noqa: S603  our own words


def _wait_until_served(stopping: threading.Event) -> bool:
    deadline = time.monotonic() + 60
    waiting = {_host_and_port(address) for address in _addresses()}
    while waiting and time.monotonic() < deadline and not stopping.is_set():
        waiting = {place for place in waiting if not _answers(place)}
        stopping.wait(0.2)
    return not waiting


def _answers(place: tuple[str, int]) -> bool:
    try:
        with socket.create_connection(place, timeout=1):
            return True
    except OSError:
        return False


def _watch(started: list[tuple[Part, subprocess.Popen[bytes]]], stopping: threading.Event) -> int:
    while not stopping.wait(0.5):
        for part, process in started:
            if process.poll() is not None:
                print(
                    f"The {part.name} process ended by itself; stopping the rest.", file=sys.stderr
                )
                return 1
    return 0


def _stop(processes: list[subprocess.Popen[Any]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + GRACE
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
