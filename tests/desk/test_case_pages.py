"""Lists, enquiries, proposals, the overview, authority, caption and record as pages."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.casework.many import many
from tests.cast import Cast
from tests.desk.builders import Walk, a_case, an_enquiry
from tests.desk.entrance import signed_in

from bluelamp.casework import selectors, work
from bluelamp.publication import selectors as publication
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.asha))


def page(walk: Walk, part: str = "") -> str:
    return f"/cases/{walk.reference}/{part}"


def test_the_work_list_is_filtered_by_words_state_and_person(cast: Cast, asha: Client) -> None:
    first, second = a_case(cast), a_case(cast, ready_for="decision")
    everything = asha.get("/").content.decode()
    assert first.reference in everything
    assert second.reference in everything
    told = asha.get("/?state=notified").content.decode()
    assert first.reference not in told
    assert second.reference in told
    assert "No case fits" in asha.get("/?text=Quarry").content.decode()
    tom = signed_in(cast.officer(cast.tom))
    assert "No case fits" in tom.get("/?show=mine").content.decode()
    assert second.reference in asha.get("/?show=mine").content.decode()


@pytest.mark.parametrize("count", [1, 30, 2000])
def test_the_work_list_takes_the_same_few_queries_for_one_case_and_for_thousands(
    cast: Cast, asha: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    many(count, opened_by=cast.asha, at=timezone.now())
    with django_assert_max_num_queries(12):
        first = asha.get("/").content.decode()
    assert f"{count} case" in first
    assert first.count("<article") == min(count, 25)


def test_the_work_list_keeps_its_filters_in_the_address(cast: Cast, asha: Client) -> None:
    many(120, opened_by=cast.asha, at=timezone.now())
    chosen = "state=preparing&state=notified&show=waiting&waits_for=press_officer"
    second = asha.get(f"/?{chosen}&page=2").content.decode()
    assert "80 cases" in second
    assert f'href="?{chosen}&page=3"'.replace("&", "&amp;") in second
    assert "Due within a day" in second
    assert "4 cases" in asha.get("/?due=overdue").content.decode()
    assert "Overdue</strong>" in asha.get("/?due=soon").content.decode()
    ren = signed_in(cast.officer(cast.ren))
    # A twentieth of them is closed to him.
    assert "114 cases" in ren.get("/?show=mine").content.decode()
    assert "54 cases" in ren.get("/?show=unit").content.decode()
    assert "No case fits" in ren.get("/?show=waiting").content.decode()


def test_an_empty_desk_says_where_cases_come_from(asha: Client) -> None:
    assert "There are no cases yet" in asha.get("/").content.decode()


def test_an_address_with_a_state_that_is_none_shows_everything(cast: Cast, asha: Client) -> None:
    walk = a_case(cast)
    assert walk.reference in asha.get("/?state=nonsense&page=99").content.decode()


def test_a_case_is_opened_from_an_enquiry(cast: Cast, asha: Client) -> None:
    enquiry = an_enquiry(person="Silas Pound")
    assert "Silas Pound" in asha.get("/enquiries/").content.decode()
    sent = asha.post(
        f"/enquiries/{enquiry}/",
        {
            "route": "custody-image",
            "person": "Silas Pound",
            "court": "Eastmere",
            "officer": cast.ren.reference,
        },
        follow=True,
    )
    assert "is open" in sent.content.decode()
    assert publication.enquiry(enquiry).case
    assert "has taken up this enquiry" in asha.get(f"/enquiries/{enquiry}/").content.decode()


def test_an_enquiry_about_the_same_person_joins_the_open_case(cast: Cast, asha: Client) -> None:
    walk, enquiry = a_case(cast), an_enquiry()
    assert walk.reference in asha.get(f"/enquiries/{enquiry}/").content.decode()
    unknown = asha.post(f"/enquiries/{enquiry}/", {"join": "1", "case": "CI-26-9999"})
    assert unknown.status_code == 404
    asha.post(f"/enquiries/{enquiry}/", {"join": "1", "case": walk.reference.lower()})
    assert publication.enquiry(enquiry).case == walk.reference


def test_an_enquiry_is_answered_without_a_case(asha: Client) -> None:
    enquiry = an_enquiry()
    empty = asha.post(f"/enquiries/{enquiry}/", {"answer": "1"})
    assert "Write what the asker will read." in empty.content.decode()
    said = {"answer": "1", "status": "not_released", "message": "He has not been convicted."}
    asha.post(f"/enquiries/{enquiry}/", said)
    assert publication.enquiry(enquiry).message == "He has not been convicted."
    assert "No enquiry is waiting" in asha.get("/enquiries/").content.decode()


def test_enquiries_are_for_press_officers(cast: Cast) -> None:
    refused = signed_in(cast.officer(cast.ren)).get("/enquiries/")
    assert refused.status_code == 403
    assert "press officer" in refused.content.decode()


def test_an_investigating_officer_proposes_a_release(cast: Cast) -> None:
    client = signed_in(cast.officer(cast.ren))
    refused = client.post("/cases/new/", {"person": "Otto Verge", "route": "custody-image"})
    text = refused.content.decode()
    assert "Say what policing purpose" in text
    assert 'value="Otto Verge"' in text
    said = {
        "route": "custody-image",
        "person": "Otto Verge",
        "purpose": "Witnesses to come forward",
    }
    client.post("/cases/new/", said)
    (item,) = work.work_list(work.Search(text="Otto"), viewer=cast.asha, at=timezone.now())
    assert item.person == "Otto Verge"


def test_a_senior_officer_does_not_propose(cast: Cast) -> None:
    refused = signed_in(cast.officer(cast.jo)).get("/cases/new/")
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "path", ["/cases/CI-26-9999/", "/cases/CI-26-9999/facts/", "/enquiries/ENQ-26-9999/"]
)
def test_what_does_not_exist_is_said_in_a_sentence(asha: Client, path: str) -> None:
    missing = asha.get(path)
    assert missing.status_code == 404
    assert "9999" in missing.content.decode()


def test_the_overview_says_what_waits_for_whom(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="objection")
    text = asha.get(page(walk)).content.decode()
    assert "For Ren Okafor." in text
    assert "the officer’s opportunity to object, run to its end" in text
    assert "Obscured picture approved" in text


def test_authority_is_asked_and_answered_by_a_senior_officer(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="image", category=["sexual_offence"])
    empty = asha.post(page(walk, "authority/ask/"), {"request": ""})
    assert "Say what the officer is asked" in empty.content.decode()
    asha.post(page(walk, "authority/ask/"), {"request": "Two more people may come forward."})
    jo = signed_in(cast.officer(cast.jo))
    shown = jo.get(page(walk, "authority/")).content.decode()
    assert "Two more people may come forward." in shown
    assert "The investigation involves a sexual offence" in shown
    answer = {"granted": "yes", "reasons": "Needed", "risk_assessment": "No address shown"}
    refused = jo.post(page(walk, "authority/"), answer)
    assert "Adopt the risk assessment" in refused.content.decode()
    jo.post(page(walk, "authority/"), answer | {"assessment_adopted": "on"})
    assert walk.view().facts["senior_authority"] is True


def test_a_consultation_is_recorded(cast: Cast, asha: Client) -> None:
    walk = a_case(cast)
    view = {
        "consulted": "Supt Jo Hale",
        "rank": "superintendent",
        "in_favour": "no",
        "rationale": "Too late",
    }
    asha.post(page(walk, "consultation/"), view)
    assert walk.view().facts["superintendent"] == "against"


def test_a_caption_is_written_and_too_long_a_headline_is_counted(cast: Cast, asha: Client) -> None:
    walk = a_case(cast)
    words = {"headline": "H" * 201, "text": "Text", "alt_text": "A man"}
    refused = asha.post(page(walk, "caption/"), words)
    assert "has 201 characters; it may have 200" in refused.content.decode()
    asha.post(page(walk, "caption/"), words | {"headline": "Convicted"})
    assert walk.view().now.wording.headline == "Convicted"


def test_advice_is_kept_and_read_again(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="image")
    asha.post(page(walk, "advice/"))
    (kept,) = selectors.advice_given(walk.reference)
    text = asha.get(page(walk, f"advice/?kept={kept.pk}")).content.decode()
    assert "This is the advice that Asha Bell was given" in text
    assert "Clause CI-" in text


def test_the_record_of_a_case_reads_as_words(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="reopening")
    text = asha.get(page(walk, "record/")).content.decode()
    for words in (
        "Taken down",
        "It was released by mistake",
        "The person is an adult",
        "Ren Okafor",
    ):
        assert words in text
    for code in ("in_force", "none_made", "pack_digest", "under_18"):
        assert code not in text
    assert "Download with proofs" not in text


def test_a_disclosure_officer_downloads_the_record_and_that_is_recorded(cast: Cast) -> None:
    walk = a_case(cast)
    client = signed_in(cast.officer(cast.dee))
    assert "Download with proofs" in client.get(page(walk, "record/")).content.decode()
    file = client.post(page(walk, "record/file/"))
    assert file.headers["Content-Disposition"].endswith(f'{walk.reference}-record.txt"')
    assert record.entries_for(walk.reference)[-1].kind == "disclosed"


def test_a_press_officer_does_not_download_it(cast: Cast, asha: Client) -> None:
    walk = a_case(cast)
    assert asha.post(page(walk, "record/file/")).status_code == 403
    assert asha.get("/record/").status_code == 403


def test_an_auditor_checks_the_record(cast: Cast) -> None:
    a_case(cast, ready_for="image")
    client = signed_in(cast.officer(cast.len))
    assert "Newest entries" in client.get("/record/").content.decode()
    assert "The record is sound" in client.post("/record/").content.decode()
