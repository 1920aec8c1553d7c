"""Footage on the public sites: streamed from its file, part by part, and never other bytes than the approved."""

import hashlib
import io
import resource
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from tests.footage_case import moving_face
from tests.publication.builders import bytes_of, released
from tests.publication.films import released_film

from bluelamp.publication import files
from bluelamp.publication.errors import BytesDiffer, Withheld
from bluelamp.publication.public import editions, responses
from bluelamp.publication.values import EditionView

pytestmark = pytest.mark.django_db(transaction=True)


def asked(edition: EditionView, **headers: str) -> HttpRequest:
    return RequestFactory().get(edition.picture_path, headers=headers)


def answered(edition: EditionView, **headers: str) -> tuple[int, bytes]:
    response = responses.picture(
        asked(edition, **headers), edition, edition.file_name, conditions="/c/"
    )
    return response.status_code, response.getvalue() if response.status_code < 300 else b""  # type: ignore[attr-defined]


def test_a_film_is_released_with_exactly_its_bytes() -> None:
    film = released_film()
    assert film.is_footage
    assert film.picture_path.endswith(".mp4")
    assert bytes_of(film) == moving_face()


@pytest.mark.parametrize(
    ("asked_for", "given"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=5-99999999", slice(5, None)),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for(asked_for: str, given: slice) -> None:
    film = released_film()
    assert answered(film, Range=asked_for) == (206, moving_face()[given])


def test_a_part_beyond_the_end_is_416_and_a_part_of_another_version_is_the_whole() -> None:
    film = released_film()
    assert answered(film, Range="bytes=99999999-")[0] == 416
    stale = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert answered(film, **stale) == (200, moving_face())
    fresh = {"Range": "bytes=0-9", "If-Range": f'"{film.sha256}"'}
    assert answered(film, **fresh) == (206, moving_face()[:10])


def test_what_has_not_changed_is_not_sent_again() -> None:
    film = released_film()
    assert answered(film, **{"If-None-Match": f'"{film.sha256}"'})[0] == 304


def test_every_answer_names_the_conditions_of_use() -> None:
    film = released_film()
    response = responses.picture(asked(film), film, film.file_name, conditions="/release/x/#c")
    assert response["Link"] == '</release/x/#c>; rel="license"'


def test_a_long_film_is_read_through_again_as_soon_as_it_is_altered(public_media: Path) -> None:
    content = bytes(files._REMEMBERED_FROM)
    film = released(media=content, media_type="video/mp4")
    assert bytes_of(film) == content
    (public_media / film.file).write_bytes(b"1" + content[1:])
    with pytest.raises(Withheld):
        editions.media_of(editions.edition(film.token))


def test_a_long_film_is_written_without_being_held_in_memory(public_media: Path) -> None:
    long = public_media.parent / "long"
    with long.open("wb") as file:
        file.truncate(200 << 20)
    with long.open("rb") as media:
        sha256 = hashlib.file_digest(media, "sha256").hexdigest()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with long.open("rb") as media:
        files.write("long", media, sha256=sha256)
    files.opened("long", sha256).close()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10
    files.delete("long")
    assert grown < 60, f"{grown} MiB more were needed"


def test_bytes_that_turn_out_different_at_the_end_leave_nothing(public_media: Path) -> None:
    with pytest.raises(BytesDiffer):
        files.write("film", io.BytesIO(bytes(3 << 20)), sha256="0" * 64)
    assert not list(public_media.iterdir())
