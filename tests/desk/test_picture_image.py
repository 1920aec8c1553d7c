"""The image comes in: uploaded or fetched, kept, and shown only as new pixels after the look is recorded."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.cast import Cast, photograph
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.desk import uploads
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


def upload(client: Client, walk: Walk, content: bytes, source: str = "CIS, N/26/1") -> Any:
    file = SimpleUploadedFile("picture.jpg", content, content_type="image/jpeg")
    address = f"/cases/{walk.reference}/image/"
    return client.post(address, {"image": file, "source": source}, follow=True)


def looks(walk: Walk) -> list[str]:
    return [one.actor for one in record.entries_for(walk.reference) if one.kind == "consulted"]


def test_the_officer_uploads_and_the_page_says_what_is_held(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts")
    answer = upload(signed_in(cast.officer(cast.ren)), walk, photograph())
    page = answer.content.decode()
    assert "The image is in the vault" in page, re.findall("error-message.*", page)
    assert "640 × 320 pixels" in page
    assert walk.sha256 in page
    assert "CIS, N/26/1" in page


def test_a_file_that_is_no_picture_is_refused_and_what_was_typed_stays(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts")
    answer = upload(signed_in(cast.officer(cast.ren)), walk, b"GIF89a not for us")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "The file is a GIF, not a picture; send JPEG, PNG, WebP, TIFF, HEIC or AVIF." in page
    assert 'value="CIS, N/26/1"' in page
    assert walk.view().now.image is None


def test_a_truncated_picture_is_refused(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts")
    answer = upload(signed_in(cast.officer(cast.ren)), walk, photograph()[:2000])
    assert answer.status_code == 400
    assert walk.view().now.image is None


def test_a_file_that_is_too_large_is_refused_by_its_size(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = a_case(cast, ready_for="facts")
    monkeypatch.setattr(uploads, "LARGEST", 20_000)
    content = photograph()
    answer = upload(signed_in(cast.officer(cast.ren)), walk, content)
    assert answer.status_code == 400
    sentence = f"The file has {len(content):,} bytes; at most 20,000 are allowed."
    assert sentence in answer.content.decode()


def test_an_upload_never_lies_in_a_temporary_file(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", None)
    walk = a_case(cast, ready_for="facts")
    large = io.BytesIO()
    Image.effect_noise((1800, 1800), 80).convert("RGB").save(large, "JPEG", quality=95)
    assert len(large.getvalue()) > 2_600_000, "Django would keep less in memory anyway"
    assert (
        "in the vault"
        in upload(signed_in(cast.officer(cast.ren)), walk, large.getvalue()).content.decode()
    )


@pytest.mark.parametrize("who", ["asha", "ivo", "len"])
def test_nobody_else_uploads(cast: Cast, who: str) -> None:
    walk = a_case(cast, ready_for="facts")
    client = signed_in(cast.officer(getattr(cast, who)))
    assert upload(client, walk, photograph()).status_code == 403
    page = client.get(f"/cases/{walk.reference}/image/").content.decode()
    assert 'type="file"' not in page


def test_a_press_officer_is_told_that_no_system_is_connected(cast: Cast, settings: Any) -> None:
    settings.BLUELAMP_CUSTODY_IMAGING = ""
    walk = a_case(cast, ready_for="facts")
    page = (
        signed_in(cast.officer(cast.asha)).get(f"/cases/{walk.reference}/image/").content.decode()
    )
    assert "Fetching is not set up" in page
    assert "Ren Okafor" in page


@pytest.fixture
def custody(settings: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "custody"
    folder.mkdir()
    (folder / "N-26-1.jpg").write_bytes(photograph())
    said = {"person_name": "Victor Lamb", "taken_on": "2026-03-14"}
    (folder / "N-26-1.json").write_text(json.dumps(said))
    settings.BLUELAMP_CUSTODY_IMAGING = f"file://{folder}"
    return folder


@pytest.mark.usefixtures("custody")
def test_a_press_officer_fetches_and_the_custody_record_stands_beside_it(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts")
    client = signed_in(cast.officer(cast.asha))
    address = f"/cases/{walk.reference}/image/fetch/"
    page = client.post(address, {"reference": "N-26-1"}, follow=True).content.decode()
    assert "The system says that it shows Victor Lamb" in page
    identity = client.get(f"/cases/{walk.reference}/identity/").content.decode()
    assert "Custody imaging system, N-26-1: Victor Lamb, taken 14 March 2026" in identity


@pytest.mark.usefixtures("custody")
@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("N-26-2", "The custody imaging system has no image N-26-2."),
        ("../secret", "is no custody image reference"),
        ("", "Enter the custody image reference."),
    ],
)
def test_a_fetch_that_finds_nothing_says_why(cast: Cast, reference: str, sentence: str) -> None:
    walk = a_case(cast, ready_for="facts")
    answer = signed_in(cast.officer(cast.asha)).post(
        f"/cases/{walk.reference}/image/fetch/", {"reference": reference}
    )
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_the_original_is_shown_as_new_pixels_and_the_look_is_recorded(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    before = len(looks(walk))
    answer = signed_in(cast.officer(cast.mary)).get(f"/cases/{walk.reference}/original/")
    assert answer.status_code == 200
    assert answer.content != photograph(), "the file itself never leaves the vault"
    assert Image.open(io.BytesIO(answer.content)).size == (640, 320)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert looks(walk)[before:] == [cast.mary.reference]


@pytest.mark.parametrize("part", ["original/", "outline/", "crop/p1/"])
def test_whoever_does_not_work_the_case_sees_no_picture_as_held(cast: Cast, part: str) -> None:
    walk = a_case(cast, ready_for="preparing")
    before = looks(walk)
    answer = signed_in(cast.officer(cast.len)).get(f"/cases/{walk.reference}/{part}")
    assert answer.status_code == 403
    assert looks(walk) == before


def test_no_byte_is_shown_whose_look_cannot_be_recorded(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = a_case(cast, ready_for="identity")

    def fails(**_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bluelamp.record.services.consulted", fails)
    answer = signed_in(cast.officer(cast.mary)).get(f"/cases/{walk.reference}/original/")
    assert answer.status_code == 503
    assert b"\xff\xd8\xff" not in answer.content


def test_the_outline_and_a_close_up_are_recorded_looks(cast: Cast) -> None:
    walk = a_case(cast, ready_for="preparing")
    client = signed_in(cast.officer(cast.ivo))
    before = len(looks(walk))
    for part in ("outline/", "crop/p1/"):
        answer = client.get(f"/cases/{walk.reference}/{part}")
        assert answer.headers["Content-Type"] == "image/jpeg"
        Image.open(io.BytesIO(answer.content)).load()
    assert looks(walk)[before:] == [cast.ivo.reference] * 2
    assert client.get(f"/cases/{walk.reference}/crop/p99/").status_code == 404


def test_a_picture_that_the_vault_has_lost_is_said_to_be(cast: Cast, settings: Any) -> None:
    walk = a_case(cast, ready_for="identity")
    for file in Path(settings.BLUELAMP_VAULT).rglob(f"*{walk.sha256}*"):
        file.unlink()
    answer = signed_in(cast.officer(cast.mary)).get(f"/cases/{walk.reference}/original/")
    assert answer.status_code == 503
    assert "cannot be read" in answer.content.decode()


def test_an_unapproved_rendition_is_guarded_like_the_original(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    auditor = signed_in(cast.officer(cast.len))
    assert auditor.get(f"/cases/{walk.reference}/rendition/").status_code == 403
    walk.approve()
    answer = auditor.get(f"/cases/{walk.reference}/rendition/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
