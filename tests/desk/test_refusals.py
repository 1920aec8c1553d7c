"""What a person sees when a service says no, or the database is gone."""

import pytest
from django.db import connection
from tests.desk.entrance import signed_in

from bluelamp.people.models import Officer

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.desk.trial.desk")]


@pytest.mark.parametrize(
    ("failure", "status", "sentences"),
    [
        ("not-allowed", 403, ["Only a senior officer may do that.", "Ask Supt Hale."]),
        ("out-of-order", 409, ["The image must be confirmed first."]),
        ("no-such-case", 404, ["There is no case CI-26-9999."]),
        ("not-set", 409, ["has not set", "objection_window"]),
        ("no-database", 503, ["Nothing was changed"]),
        ("full-disk", 503, ["Nothing was changed"]),
    ],
)
def test_a_refusal_is_a_page_with_the_sentence_and_its_status(
    officer: Officer, failure: str, status: int, sentences: list[str]
) -> None:
    answer = signed_in(officer).get(f"/trial/fails/{failure}/")
    assert answer.status_code == status
    for sentence in sentences:
        assert sentence in answer.content.decode()


def test_a_fault_of_ours_is_not_dressed_up_as_a_refusal(officer: Officer) -> None:
    with pytest.raises(RuntimeError, match="a fault of ours"):
        signed_in(officer).get("/trial/fails/our-fault/")


def test_the_way_back_leads_only_into_the_desk(officer: Officer) -> None:
    client = signed_in(officer)
    for referer, leads in (("http://testserver/trial/", True), ("https://evil.example/", False)):
        answer = client.get("/trial/fails/not-allowed/", headers={"referer": referer})
        assert (f'href="{referer}"' in answer.content.decode()) is leads


def test_without_a_database_every_page_says_so(officer: Officer) -> None:
    client = signed_in(officer)
    with connection.execute_wrapper(_gone):
        answer = client.get("/trial/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "Nothing was changed" in answer.content.decode()


def _gone(*_query: object) -> None:
    from django.db import OperationalError  # noqa: PLC0415

    raise OperationalError("server closed the connection unexpectedly")
