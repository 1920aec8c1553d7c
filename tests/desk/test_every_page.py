"""Every page of a case, at every stage, for every one of the cast."""

import pytest
from tests.cast import Cast
from tests.desk.builders import STAGES, a_case
from tests.desk.entrance import signed_in

pytestmark = pytest.mark.django_db

PAGES = (
    "proceedings/",
    "restrictions/",
    "",
    "facts/",
    "advice/",
    "authority/",
    "caption/",
    "decision/",
    "decision/refuse/",
    "decision/hold-back/",
    "takedown/",
    "breach/",
    "close/",
    "pictured/",
    "near-miss/",
    "reopen/",
    "record/",
    "disclosure/",
    "rights/",
    "rights/answer/",
    "characteristics/",
    "legal/",
    "communications/",
    "decisions/",
    "decisions/enter/",
    "decisions/print/",
    "log/",
    "access/",
    "letters/",
    "emergency/",
)


@pytest.mark.parametrize("stage", STAGES)
def test_the_pages_of_a_case_open_for_everyone_at_the_desk(cast: Cast, stage: str) -> None:
    walk = a_case(cast, ready_for=stage)
    for actor in (cast.asha, cast.ren, cast.jo, cast.ivo, cast.len):
        client = signed_in(cast.officer(actor))
        for page in PAGES:
            answer = client.get(f"/cases/{walk.reference}/{page}")
            assert answer.status_code == 200, (actor.name, page)
            assert answer.headers["Cache-Control"] == "private, no-store", page
            assert "{{" not in answer.content.decode()
