"""The gallery: what it shows, what remains of what it no longer shows, and what it never gives away."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.publication.builders import AT, jpeg, released, withdrawn

from bluelamp.publication import files, services
from bluelamp.publication.models import Feedback, Visit
from bluelamp.publication.public.addresses import random_name
from bluelamp.publication.values import EditionView

pytestmark = pytest.mark.django_db


def body(response: Any) -> str:
    return response.content.decode()


def test_an_empty_gallery_says_so(gallery: Client) -> None:
    assert "No pictures are published at the moment" in body(gallery.get("/"))


def test_the_list_is_newest_first_in_pages_of_24(gallery: Client) -> None:
    for number in range(25):
        released(
            case=f"C{number}", headline=f"Release {number:02d}", at=AT + timedelta(hours=number)
        )
    first, second = body(gallery.get("/")), body(gallery.get("/?page=2"))
    assert first.index("Release 24") < first.index("Release 01")
    assert first.count("gallery-card") == 24
    assert "Release 00" in second
    assert second.count("gallery-card") == 1


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", ""])
def test_a_page_that_does_not_exist_shows_the_nearest(gallery: Client, number: str) -> None:
    released()
    assert "Man jailed" in body(gallery.get("/", {"page": number}))


def test_a_search_finds_every_word_in_headline_or_text(gallery: Client) -> None:
    released(headline="Robbery in Amber Street", text="Four years at the Crown Court.")
    released(case="C2", headline="Burglary", text="Two years.")
    assert body(gallery.get("/?q=robbery+crown")).count("gallery-card") == 1
    assert body(gallery.get("/?q=robbery+burglary")).count("gallery-card") == 0
    assert "0 releases mention" in body(gallery.get("/?q=zebra"))


@pytest.mark.parametrize("words", ["x" * 101, "a\x00b", "<script>alert(1)</script>", "%"])
def test_a_strange_search_is_answered_plainly(gallery: Client, words: str) -> None:
    released()
    response = gallery.get("/", {"q": words})
    assert response.status_code == 200
    assert "<script>alert" not in body(response)


def test_a_release_shows_its_picture_words_conditions_credit_and_date(gallery: Client) -> None:
    edition = released()
    shown = body(gallery.get(f"/release/{edition.token}/"))
    for part in (
        edition.picture_path,
        edition.headline,
        edition.text,
        f'alt="{edition.alt_text}"',
        edition.credit,
        edition.conditions,
        "23 November 2026",
        "Crimestoppers",
        "999",
        f"/removal/?release={edition.token}",
    ):
        assert part in shown


def test_the_picture_is_exactly_the_published_bytes(gallery: Client) -> None:
    edition = released()
    response = gallery.get(edition.picture_path)
    assert response.getvalue() == jpeg()
    assert response["Content-Type"] == "image/jpeg"


def test_words_of_a_release_are_never_markup(gallery: Client) -> None:
    edition = released(headline="<b>x", text="<script>1</script>", alt_text='"><i>')
    assert "<script>1" not in body(gallery.get(f"/release/{edition.token}/"))
    assert "<b>x" not in body(gallery.get("/"))


def test_after_withdrawal_page_and_picture_answer_410_at_the_next_request(gallery: Client) -> None:
    edition = released(headline="Rowan Vane jailed")
    page = gallery.get(f"/release/{edition.token}/")
    picture = gallery.get(edition.picture_path)
    withdrawn(at=AT + timedelta(days=9))
    for path, kept in ((f"/release/{edition.token}/", page), (edition.picture_path, picture)):
        again = gallery.get(path, headers={"If-None-Match": kept["ETag"]})
        assert again.status_code == 410
        assert again["Cache-Control"] == "no-store"
        assert again["X-Accel-Expires"] == "1"
        assert gallery.head(path).status_code == 410
        assert gallery.get(path, headers={"Range": "bytes=0-1"}).status_code == 410


def test_a_tombstone_says_when_and_never_whom(gallery: Client) -> None:
    edition = released(headline="Rowan Vane jailed", alt_text="Rowan Vane")
    withdrawn(at=AT + timedelta(days=9))
    for response in (
        gallery.get(f"/release/{edition.token}/"),
        gallery.get(edition.picture_path),
        gallery.get(f"/removal/?release={edition.token}"),
        gallery.get("/feed.atom"),
    ):
        assert "Vane" not in body(response)
    stone = body(gallery.get(f"/release/{edition.token}/"))
    assert "2 December 2026" in stone
    assert "It is no longer needed." in stone
    assert "remove it now" in stone
    assert "Vane" not in body(gallery.get("/"))


def test_a_lost_or_altered_picture_is_503_and_never_shown(gallery: Client, tmp_path: Path) -> None:
    edition = released()
    (tmp_path / "public" / edition.file).write_bytes(b"someone else's face")
    response = gallery.get(edition.picture_path)
    assert response.status_code == 503
    assert b"face" not in response.content
    files.delete(edition.file)
    assert gallery.get(edition.picture_path).status_code == 503
    services.reconcile(at=AT)
    page = gallery.get(f"/release/{edition.token}/")
    assert (page.status_code, page["Retry-After"]) == (503, "60")
    assert "gallery-card" not in body(gallery.get("/"))


def test_anything_that_is_not_there_is_one_and_the_same_404(gallery: Client) -> None:
    edition, other = released(), released(case="C2")
    withdrawn("C2")
    wrong = edition.picture_path.replace(edition.file, other.file)
    guesses = [
        "/nothing/",
        f"/release/{random_name()}/",
        f"/release/{edition.token[:-1]}/",
        f"/release/{edition.token.swapcase()}/",
        "/release/1/",
        "/release/%00/",
        "/release/..%2f..%2fetc/",
        f"/picture/{edition.token}/{random_name()}.jpg",
        wrong,
        edition.picture_path.replace(".jpg", ".png"),
        f"/picture/{random_name()}/{edition.file}.jpg",
        f"/public/{edition.file}",
    ]
    answers = {
        (answer.status_code, answer.content, str(sorted(answer.headers.items())))
        for answer in (gallery.get(guess) for guess in guesses)
    }
    assert len(answers) == 1
    assert {answer[0] for answer in answers} == {404}
    assert gallery.get("/removal/REM-26-x/").status_code == 404


def test_pages_are_asked_about_each_time_and_pictures_kept_a_minute_at_most(
    gallery: Client,
) -> None:
    edition = released()
    page = gallery.get(f"/release/{edition.token}/")
    assert page["Cache-Control"] == "public, max-age=0, must-revalidate"
    same = gallery.get(f"/release/{edition.token}/", headers={"If-None-Match": page["ETag"]})
    assert same.status_code == 304
    picture = gallery.get(edition.picture_path)
    assert "s-maxage=60" in picture["Cache-Control"]
    assert "stale" not in picture["Cache-Control"]
    again = gallery.get(edition.picture_path, headers={"If-None-Match": picture["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def addresses(edition: EditionView) -> list[str]:
    return [
        "/",
        "/?q=man",
        f"/release/{edition.token}/",
        edition.picture_path,
        "/feed.atom",
        "/removal/",
        f"/removal/?release={edition.token}",
        "/removal/REM-26-0001/",
        "/feedback/",
        "/feedback/thanks/",
        "/accessibility/",
        "/privacy/",
        "/cookies/",
        "/robots.txt",
        "/.well-known/tdmrep.json",
        "/nothing/",
    ]


def test_no_page_sets_a_cookie_or_loads_anything_from_elsewhere(gallery: Client) -> None:
    edition = released()
    for path in addresses(edition):
        response = gallery.get(path)
        assert response.status_code == (404 if path == "/nothing/" else 200), path
        assert not response.cookies, path
        assert "Set-Cookie" not in response.headers, path
        assert 'src="http' not in body_of(response), path
        assert "default-src 'self'" in response["Content-Security-Policy"], path


def body_of(response: Any) -> str:
    return response.getvalue().decode("utf-8", "replace")


def test_every_page_of_a_release_asks_not_to_be_indexed_or_mined(gallery: Client) -> None:
    edition = released()
    for path in addresses(edition)[:-1]:
        if path == "/cookies/":
            continue  # the look room's page, which shows nobody
        response = gallery.get(path)
        assert "noindex" in response["X-Robots-Tag"], path
        assert response["tdm-reservation"] == "1", path
    assert "Disallow: /picture/" in body(gallery.get("/robots.txt"))


def test_only_reading_is_possible_where_there_is_nothing_to_write(gallery: Client) -> None:
    edition = released()
    for path in ("/", f"/release/{edition.token}/", edition.picture_path, "/feed.atom"):
        assert gallery.post(path).status_code == 405


def test_a_request_for_removal_gets_a_reference(gallery: Client) -> None:
    edition = released()
    words = {"name": "Cy", "email": "cy@home.example", "text": "That is not him."}
    answer = gallery.post(f"/removal/?release={edition.token}", words)
    assert answer["Location"] == "/removal/REM-26-0001/"
    assert "REM-26-0001" in body(gallery.get(answer["Location"]))
    row = Feedback.objects.get()
    assert (row.text, row.edition.token) == ("That is not him.", edition.token)


def test_a_form_with_faults_says_each_and_keeps_what_was_typed(gallery: Client) -> None:
    answer = body(gallery.post("/removal/", {"name": "Cy", "email": "cy@", "text": ""}))
    assert "An e-mail address looks like name@example.com" in answer
    assert "Say which picture, and why it should be removed" in answer
    assert 'value="Cy"' in answer
    assert 'value="cy@"' in answer
    assert not Feedback.objects.exists()


def test_a_program_that_fills_everything_in_is_refused(gallery: Client) -> None:
    answer = gallery.post("/feedback/", {"text": "Buy this", "website": "http://spam.example"})
    assert "as programs do" in body(answer)
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("header", ["cross-site", "same-site"])
def test_another_sites_page_cannot_post_here(gallery: Client, header: str) -> None:
    answer = gallery.post("/feedback/", {"text": "x"}, headers={"Sec-Fetch-Site": header})
    assert answer.status_code == 403
    assert not Feedback.objects.exists()


def test_too_many_requests_are_put_off_and_what_was_typed_stays(gallery: Client) -> None:
    words = {"name": "Cy", "email": "cy@home.example", "text": "That is not him."}
    for _ in range(5):
        assert gallery.post("/removal/", words).status_code == 302
    answer = gallery.post("/removal/", words)
    assert answer.status_code == 429
    assert "That is not him." in body(answer)
    assert Feedback.objects.count() == 5


def test_visits_are_counted_only_when_the_force_counts_and_the_visitor_agreed(
    gallery: Client, settings: Settings
) -> None:
    agreed = {"cookies": "statistics", "back": "/"}
    gallery.get("/")
    gallery.post("/cookies/", agreed)
    gallery.get("/")
    assert not Visit.objects.exists()
    settings.BLUELAMP_STATISTICS = True
    gallery.get("/")
    assert not Visit.objects.exists()
    gallery.post("/cookies/", agreed)
    answer = gallery.get("/")
    assert "Cookie" in answer["Vary"]
    gallery.get("/nothing/")
    assert Visit.objects.count() == 1
    gallery.post("/cookies/", {"cookies": "essential", "back": "/"})
    gallery.get("/")
    assert Visit.objects.count() == 1
