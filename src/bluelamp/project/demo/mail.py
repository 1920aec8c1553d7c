"""The demonstration's post box: a real SMTP server that keeps every message in a folder and sends none on."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class PostBox:
    """Keeps each message as a file named by its time of arrival."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002  aiosmtpd's name
        """Keep one message."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.eml"
        content = envelope.content or b""
        (self._folder / name).write_bytes(
            content if isinstance(content, bytes) else content.encode()
        )
        return "250 Kept"


@contextmanager
def post_box(folder: Path, host: str, port: int) -> Iterator[None]:
    """Take in mail while the block runs."""
    folder.mkdir(parents=True, exist_ok=True)
    controller = Controller(PostBox(folder), hostname=host, port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def keep(folder: Path, host: str, port: int) -> None:
    """Take in mail until SIGTERM or Ctrl-C."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    with post_box(folder, host, port):
        stopping.wait()
