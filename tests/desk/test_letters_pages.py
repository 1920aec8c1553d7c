"""Letters to officers: the inbox, what was sent about a case, and who is written to after which act."""

import re

import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import PERSON, STAGES, a_case
from tests.desk.entrance import signed_in

from bluelamp.casework import letters
from bluelamp.casework.models import Case, Letter
from bluelamp.jobs.models import Job
from bluelamp.people.actor import SYSTEM
from bluelamp.people.roles import Role

pytestmark = pytest.mark.django_db


def test_what_was_written_to_an_officer_waits_in_their_inbox_and_leads_to_the_page(
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="objection")
    client = signed_in(cast.officer(cast.ren))
    said = client.get("/inbox/").content.decode()
    assert f"{walk.reference}</span>: confirm or object" in said
    assert "Inbox (1)" in said
    letter = Letter.objects.get(officer=cast.ren.reference)
    answer = client.post(f"/inbox/{letter.pk}/")
    assert answer.headers["Location"] == f"/cases/{walk.reference}/notice/"
    assert "Inbox (1)" not in client.get("/inbox/").content.decode()
    assert "You have read everything" in client.get("/inbox/?unread").content.decode()


def test_nobody_opens_a_letter_to_somebody_else(cast: Cast) -> None:
    a_case(cast, ready_for="objection")
    letter = Letter.objects.get(officer=cast.ren.reference)
    answer = signed_in(cast.officer(cast.mary)).post(f"/inbox/{letter.pk}/")
    assert answer.status_code == 404
    letter.refresh_from_db()
    assert letter.read_at is None


def test_what_was_sent_is_shown_with_the_case(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    client = signed_in(cast.officer(cast.asha))
    said = client.get(f"/cases/{walk.reference}/letters/").content.decode()
    assert "Confirm or object" in said
    assert "The officer does not object" in said
    assert "Cleo Marsh" in said
    assert "What was sent" in client.get(f"/cases/{walk.reference}/").content.decode()


@pytest.mark.parametrize("stage", STAGES)
def test_no_letter_names_anybody_and_each_subject_begins_with_the_case(
    cast: Cast, stage: str
) -> None:
    walk = a_case(cast, ready_for=stage, category=["sexual_offence"])
    for letter in Letter.objects.all():
        for word in (*PERSON.split(), "Robbery", "Northbridge"):
            assert word not in f"{letter.words} {letter.text}"
    for job in Job.objects.filter(kind="mail.send", key__startswith="letter:"):
        assert job.args["subject"].startswith(f"{walk.reference}: ")
        assert job.args["thread"] == walk.reference
        assert re.search(rf"/cases/{walk.reference}/\S*$", job.args["text"].strip())


def test_whoever_waits_for_an_act_is_written_to_and_whoever_did_it_is_not(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection", category=["sexual_offence"])
    assert told(cast.jo.reference) == ["your answer is asked for"]
    assert told(cast.asha.reference) == ["authority has been answered"]
    walk.object()
    assert told(cast.asha.reference)[-1] == "the officer objects"
    walk.answer(upheld=False)
    assert told(cast.ren.reference) == ["confirm or object", "your objection has been answered"]


def told(officer: str) -> list[str]:
    return list(
        Letter.objects.filter(officer=officer).order_by("id").values_list("words", flat=True)
    )


def test_nobody_is_written_to_about_a_case_that_is_closed_to_them(cast: Cast) -> None:
    walk = a_case(cast)
    case = Case.objects.get(reference=walk.reference)
    case.sensitive = True
    case.save()
    for to in (cast.jo.reference, Role.SENIOR_OFFICER, SYSTEM.reference, ""):
        letters.write(case=case, to=to, words="look", text="Look.", at=timezone.now())
    assert not Letter.objects.exists()
