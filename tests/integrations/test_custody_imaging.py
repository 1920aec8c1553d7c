"""One suite of behaviours that the directory and the client over a real server both keep."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from bluelamp.integrations.custody_imaging import client, description, directory, services
from bluelamp.integrations.custody_imaging.errors import (
    CustodySystemUnavailable,
    ImageNotFound,
    NotConnected,
    ReferenceNotValid,
)

PICTURE = b"\xff\xd8\xff\xe0 a picture \xff\xd9" * 10_000
Serve = Callable[[Callable[..., BaseHTTPRequestHandler]], str]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start real servers, each at its address."""
    servers: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def start(answers: Callable[..., BaseHTTPRequestHandler]) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), answers)
        thread = threading.Thread(target=partial(server.serve_forever, 0.01))
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "CU-1041.jpg").write_bytes(PICTURE)
    said = {"person_name": "Rowan Fairweather", "taken_on": "2026-03-02", "height_cm": 171}
    (tmp_path / "CU-1041.json").write_text(json.dumps(said))
    return tmp_path


@pytest.fixture(params=["directory", "client"])
def system(request: pytest.FixtureRequest, folder: Path, serve: Serve, settings: Settings) -> Path:
    """The connected system; what lies in the folder is what it has."""
    if request.param == "directory":
        settings.BLUELAMP_CUSTODY_IMAGING = folder.as_uri()
    else:
        settings.BLUELAMP_CUSTODY_IMAGING = serve(partial(Quiet, directory=str(folder))) + "/"
    return folder


@pytest.mark.usefixtures("system")
def test_the_image_comes_with_whom_it_shows_and_when_it_was_taken() -> None:
    image = services.fetch("CU-1041")
    assert (image.content, image.media_type) == (PICTURE, "image/jpeg")
    assert (image.reference, image.person_name) == ("CU-1041", "Rowan Fairweather")
    assert image.taken_on == date(2026, 3, 2)


def test_the_record_of_the_photograph_comes_with_it_where_the_system_has_it(system: Path) -> None:
    bare = services.fetch("CU-1041")
    assert (bare.person_born, bare.custody_record, bare.taken_at) == (None, "", "")
    said = {
        "person_name": "Rowan Fairweather",
        "person_born": "1990-04-01",
        "custody_record": "N/26/0417",
        "taken_at": "Northbridge",
    }
    (system / "CU-1041.json").write_text(json.dumps(said))
    image = services.fetch("CU-1041")
    assert (image.person_born, image.custody_record) == (date(1990, 4, 1), "N/26/0417")
    assert image.taken_at == "Northbridge"


def test_the_day_may_be_unknown(system: Path) -> None:
    (system / "CU-1041.json").write_text('{"person_name": "Rowan Fairweather"}')
    assert services.fetch("CU-1041").taken_on is None


@pytest.mark.usefixtures("system")
def test_an_unknown_reference_is_not_found() -> None:
    with pytest.raises(ImageNotFound, match="no image CU-9999"):
        services.fetch("CU-9999")


def test_a_description_without_its_picture_is_not_found(system: Path) -> None:
    (system / "CU-1041.jpg").unlink()
    with pytest.raises(ImageNotFound, match="no image CU-1041"):
        services.fetch("CU-1041")


@pytest.mark.parametrize(
    "said",
    ["", "[]", "{}", '{"person_name": 1}', '{"person_name": "A", "taken_on": "May"}', "\xff"],
)
def test_a_description_that_cannot_be_read_is_the_systems_fault(system: Path, said: str) -> None:
    (system / "CU-1041.json").write_bytes(said.encode("latin-1"))
    with pytest.raises(CustodySystemUnavailable, match="describes image CU-1041"):
        services.fetch("CU-1041")


def test_an_empty_picture_is_the_systems_fault(system: Path) -> None:
    (system / "CU-1041.jpg").write_bytes(b"")
    with pytest.raises(CustodySystemUnavailable, match="empty picture for CU-1041"):
        services.fetch("CU-1041")


def test_a_document_over_its_limit_is_refused(
    system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for adapter in (client, directory):
        monkeypatch.setattr(adapter, "LARGEST_IMAGE", len(PICTURE))
    assert services.fetch("CU-1041").content == PICTURE
    (system / "CU-1041.jpg").write_bytes(PICTURE + b".")
    with pytest.raises(CustodySystemUnavailable, match="larger than the 166 KiB allowed"):
        services.fetch("CU-1041")


def test_the_limits_are_forty_mebibytes_and_sixty_four_kibibytes() -> None:
    limits = (description.LARGEST_IMAGE, description.LARGEST_DESCRIPTION)
    assert limits == (40 * 1024**2, 64 * 1024)


@pytest.mark.parametrize(
    "reference", ["", "../CU-1041", "a/b", "a.b", "-a", "a b", "a?b", "a" * 41]
)
@pytest.mark.usefixtures("system")
def test_a_reference_of_another_form_is_never_asked_for(reference: str) -> None:
    with pytest.raises(ReferenceNotValid, match="letters, digits, hyphens and underscores"):
        services.fetch(reference)


def test_a_system_that_cannot_be_reached_is_unavailable(folder: Path, settings: Settings) -> None:
    for address in ("http://127.0.0.1:1", (folder / "gone").as_uri()):
        settings.BLUELAMP_CUSTODY_IMAGING = address
        with pytest.raises(CustodySystemUnavailable):
            services.fetch("CU-1041")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://custody.example",
        "http://127.0.0.1.custody.example",
        "ftp://x",
        "https://",
        "https://[x",
        "x",
    ],
)
def test_without_a_system_that_may_be_asked_nothing_is_connected(
    settings: Settings, address: str
) -> None:
    settings.BLUELAMP_CUSTODY_IMAGING = address
    with pytest.raises(NotConnected, match="can be uploaded instead"):
        services.fetch("CU-1041")
    assert services.connected() is bool(address)


def answering(status: int, body: bytes, **headers: str) -> type[Quiet]:
    """A server's answer to whatever it is asked."""

    class Answer(Quiet):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

    return Answer


def test_no_redirect_is_followed(serve: Serve, folder: Path, settings: Settings) -> None:
    asked: list[str] = []

    class Other(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

    other = serve(partial(Other, directory=str(folder)))
    settings.BLUELAMP_CUSTODY_IMAGING = serve(answering(302, b"", Location=f"{other}/CU-1041.json"))
    with pytest.raises(CustodySystemUnavailable, match="answered 302"):
        services.fetch("CU-1041")
    assert asked == []


@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_a_refusal_names_the_answer(serve: Serve, settings: Settings, status: int) -> None:
    settings.BLUELAMP_CUSTODY_IMAGING = serve(answering(status, b"<h1>no</h1>"))
    with pytest.raises(CustodySystemUnavailable, match=f"answered {status}"):
        services.fetch("CU-1041")


def test_a_sign_in_page_is_no_picture(serve: Serve, settings: Settings) -> None:
    page = answering(200, b'{"person_name": "A"}', Content_Type="text/html; charset=utf-8")
    settings.BLUELAMP_CUSTODY_IMAGING = serve(page)
    with pytest.raises(CustodySystemUnavailable, match="“text/html” for CU-1041"):
        services.fetch("CU-1041")


def test_an_answer_broken_off_is_no_image(serve: Serve, settings: Settings) -> None:
    settings.BLUELAMP_CUSTODY_IMAGING = serve(answering(200, b"{}", Content_Length="400"))
    with pytest.raises(CustodySystemUnavailable, match="broke off 398 bytes before the end"):
        services.fetch("CU-1041")


def test_a_server_that_speaks_otherwise_is_unavailable(serve: Serve, settings: Settings) -> None:
    class Gibberish(Quiet):
        def do_GET(self) -> None:
            self.wfile.write(b"ICY 200 OK\r\n\r\n")

    settings.BLUELAMP_CUSTODY_IMAGING = serve(Gibberish)
    with pytest.raises(CustodySystemUnavailable, match="did not answer as it should"):
        services.fetch("CU-1041")


def test_patience_ends(serve: Serve, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PATIENCE", -1.0)
    settings.BLUELAMP_CUSTODY_IMAGING = serve(answering(200, b"{}"))
    with pytest.raises(CustodySystemUnavailable, match="took longer than"):
        services.fetch("CU-1041")


class Guarded(Quiet):
    """A system that answers only to its own desk's credentials."""

    def do_GET(self) -> None:
        if self.headers.get("Authorization") == "Bearer open-sesame":
            super().do_GET()
        else:
            self.send_error(401)


@pytest.mark.parametrize(
    ("credentials", "said"),
    [
        ("", "does not accept this desk’s credentials"),
        ("Bearer wrong", "does not accept this desk’s credentials"),
        ("Bearer open\nsesame: yes", "characters that cannot be sent"),
        ("Bearer ☂", "characters that cannot be sent"),
    ],
)
def test_the_client_shows_its_credentials_and_no_error_repeats_them(
    folder: Path, serve: Serve, settings: Settings, credentials: str, said: str
) -> None:
    settings.BLUELAMP_CUSTODY_IMAGING = serve(partial(Guarded, directory=str(folder)))
    settings.BLUELAMP_CUSTODY_IMAGING_CREDENTIALS = credentials
    with pytest.raises(CustodySystemUnavailable, match=said) as refused:
        services.fetch("CU-1041")
    assert "wrong" not in str(refused.value)
    settings.BLUELAMP_CUSTODY_IMAGING_CREDENTIALS = "Bearer open-sesame"
    assert services.fetch("CU-1041").content == PICTURE


def test_credentials_go_to_no_other_host(folder: Path, serve: Serve, settings: Settings) -> None:
    seen: list[str | None] = []

    class Elsewhere(Quiet):
        def do_GET(self) -> None:
            seen.append(self.headers.get("Authorization"))
            super().do_GET()

    elsewhere = serve(partial(Elsewhere, directory=str(folder)))

    class Sent(Quiet):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", elsewhere + self.path)
            self.end_headers()

    settings.BLUELAMP_CUSTODY_IMAGING = serve(Sent)
    settings.BLUELAMP_CUSTODY_IMAGING_CREDENTIALS = "Bearer open-sesame"
    with pytest.raises(CustodySystemUnavailable):
        services.fetch("CU-1041")
    assert seen == []
