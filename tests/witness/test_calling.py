"""One POST to somebody who may be slow, long-winded or away."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from bluelamp.witness import calling

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


@contextmanager
def dripping(begin: bytes, drop: bytes) -> Iterator[str]:
    """Somebody who answers with this, and then drop by drop for as long as anybody listens."""

    def answer() -> None:
        caller, _ = server.accept()
        with caller:
            try:
                caller.recv(65536)
                caller.sendall(begin)
                while drop:
                    caller.sendall(drop)
                    time.sleep(0.01)
            except OSError:
                pass

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/a?b=c"
        thread.join(10)
        assert not thread.is_alive()


def test_an_answer_is_taken_whatever_its_status() -> None:
    with dripping(b"HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\n7\n", b"") as url:
        answer = calling.post(url, b"x", media_type="text/plain")
    assert (answer.status, answer.media_type, answer.content) == (409, "", b"7\n")


@pytest.mark.parametrize(
    "begin",
    [
        b"HTTP/1.1 200 OK\r\nX: ",
        OK + b"Content-Length: 9999\r\n\r\n",
        OK + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ids=["headers", "body", "chunk"],
)
def test_whoever_answers_drop_by_drop_is_hung_up_on(
    begin: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "PATIENCE", 0.3)
    began = time.monotonic()
    with (
        dripping(begin, b"0") as url,
        pytest.raises(calling.Unreachable, match="too long in coming"),
    ):
        calling.post(url, b"x", media_type="text/plain")
    assert time.monotonic() - began < 3


def test_an_answer_that_is_too_long_is_not_read_to_its_end() -> None:
    with (
        dripping(OK + b"\r\n", b"x" * 65536) as url,
        pytest.raises(calling.Unreachable, match="longer than 262144 bytes"),
    ):
        calling.post(url, b"x", media_type="text/plain")
