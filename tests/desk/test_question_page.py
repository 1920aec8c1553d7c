"""One question on a page of its own: why it is asked, of whom, its answer with evidence, and who was sent it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return a_case(cast)


@pytest.fixture
def ren(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.ren))


def page(walk: Walk, fact: str, part: str = "") -> str:
    return f"/cases/{walk.reference}/facts/{fact}/{part}"


def test_it_says_why_it_is_asked_by_clause_and_whose_it_is(walk: Walk, ren: Client) -> None:
    text = ren.get(page(walk, "vulnerable_adult")).content.decode()
    assert "Is the person a vulnerable adult because of mental ill health?" in text
    assert "Clause CI-31" in text
    assert "It is for the investigating officer to say" in text
    assert "reasons are kept with it" in text


def test_the_facts_page_asks_what_still_matters_and_folds_the_rest_away(
    walk: Walk, cast: Cast
) -> None:
    client = signed_in(cast.officer(cast.asha))
    shown = client.get(f"/cases/{walk.reference}/facts/")
    mattering = {each["fact"].name for each in shown.context["everything"].questions()}
    folded = {
        field.name for each in shown.context["everything"].sections() for field in each["questions"]
    }
    assert mattering == set(walk.view().outlook.open) & set(walk_asked(walk)) - {
        walk.view().outlook.next_question.fact  # type: ignore[union-attr]
    }
    assert folded
    assert not folded & mattering
    assert "Asked because CI-" in shown.content.decode()


def walk_asked(walk: Walk) -> set[str]:
    from bluelamp.desk.answers import asked  # noqa: PLC0415  Django is set up by then

    return set(asked(walk.view().case.route))


def test_an_answer_with_its_evidence_is_recorded_and_the_evidence_can_be_saved(
    walk: Walk, ren: Client
) -> None:
    form = SimpleUploadedFile("custody risk form.pdf", b"%PDF-1.7 form 14")
    said = {
        "vulnerable_adult": "yes",
        "vulnerable_adult_reason": "Under care since May.",
        "evidence": "Form 14",
        "attached": form,
    }
    text = ren.post(page(walk, "vulnerable_adult"), said, follow=True).content.decode()
    assert "1 answer is recorded" in text
    assert "Under care since May." in text
    row = walk.view().asserted["vulnerable_adult"]
    saved = ren.get(f"/cases/{walk.reference}/evidence/{row.attachment}/")
    assert b"".join(saved.streaming_content) == b"%PDF-1.7 form 14"  # type: ignore[attr-defined]
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert saved.headers["Content-Type"] == "application/octet-stream"


def test_evidence_that_is_too_large_is_refused_and_nothing_is_recorded(
    walk: Walk, ren: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bluelamp.desk.forms.facts.LARGEST", 10)
    said = {"domestic": "no", "attached": SimpleUploadedFile("a.pdf", b"%PDF-1.7 form 14")}
    refused = ren.post(page(walk, "domestic"), said)
    assert refused.status_code == 400
    assert "at most 10 are allowed" in refused.content.decode()
    assert "domestic" not in walk.view().asserted


def test_it_is_sent_to_its_owner_and_says_whether_there_is_an_answer(
    walk: Walk, ren: Client, cast: Cast
) -> None:
    asha = signed_in(cast.officer(cast.asha))
    offered = asha.get(page(walk, "domestic")).context["ask"].fields["officer"].choices
    assert next(reference for reference, _ in offered) == cast.ren.reference
    sent = {"officer": cast.ren.reference, "note": "By noon, please."}
    text = asha.post(page(walk, "domestic", "send/"), sent, follow=True).content.decode()
    assert "Ren Okafor is being asked by e-mail" in text
    assert "no answer yet" in text
    text = ren.post(page(walk, "domestic"), {"domestic": "no"}, follow=True).content.decode()
    assert "no answer yet" not in text
    timeline = asha.get(f"/cases/{walk.reference}/").content.decode()
    assert "Question sent" in timeline


def test_what_the_case_shows_is_asked_of_nobody(walk: Walk, ren: Client) -> None:
    text = ren.get(page(walk, "identity")).content.decode()
    assert "The case itself shows it" in text
    assert "Save this answer" not in text
    assert ren.post(page(walk, "identity"), {"identity": "confirmed"}).status_code == 400
    assert walk.view().facts["identity"] == "unconfirmed"
    assert ren.get(page(walk, "colour_of_car")).status_code == 404


def test_whoever_may_not_answer_reads_the_question_and_is_told_who_may(
    walk: Walk, cast: Cast
) -> None:
    client = signed_in(cast.officer(cast.ivo))
    text = client.get(page(walk, "domestic")).content.decode()
    assert "only a press officer or an investigating officer may do this" in text
    assert "Save this answer" not in text
    assert client.post(page(walk, "domestic"), {"domestic": "no"}).status_code == 403
    sent = {"officer": cast.ren.reference}
    assert client.post(page(walk, "domestic", "send/"), sent).status_code == 403


def test_what_a_register_keeps_is_linked_to_and_not_asked(walk: Walk, ren: Client) -> None:
    text = ren.get(f"/cases/{walk.reference}/facts/").content.decode()
    assert f"/cases/{walk.reference}/rights/" in text
    assert 'name="rights_test"' not in text
    assert f"/cases/{walk.reference}/rights/" in ren.get(page(walk, "rights_test")).content.decode()
