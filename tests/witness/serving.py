"""Real witnesses for tests: the command in processes of its own, and stand-ins that answer as they are told."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Respond = Callable[[bytes], tuple[int, str, bytes]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "bluelamp.project.cli", "ledger", "witness", *words]


@contextmanager
def witness(file: Path, *, workers: int = 1) -> Iterator[str]:
    """The address of `bluelamp ledger witness` at work; what it says goes beside its file."""
    port = free_port()
    listening = ["--config", str(file), "--listen", f"127.0.0.1:{port}", "--workers", str(workers)]
    with file.with_suffix(".log").open("ab") as said:
        process = subprocess.Popen(command(*listening), stdout=said, stderr=said)
    try:
        end = time.monotonic() + 30
        while not _answers(port):
            assert process.poll() is None, file.with_suffix(".log").read_text()
            assert time.monotonic() < end
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


class _Told(BaseHTTPRequestHandler):
    """Answers each POST by a function of its body."""

    def __init__(self, answer: Respond, *given: object) -> None:
        self.answer = answer
        super().__init__(*given)  # type: ignore[arg-type]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, media_type, content = self.answer(body)
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def answering(answer: Respond) -> Iterator[str]:
    """The address of a server that answers every POST as the function says."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Told, answer))
    thread = threading.Thread(target=partial(server.serve_forever, 0.01))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
