"""The pages of requests, as disclosure officers work them and auditors read them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import PERSON, a_case
from tests.desk.entrance import signed_in
from tests.requests.asking import information, mailed, right, search, settle

from bluelamp.casework import services as casework
from bluelamp.publication import selectors as publication
from bluelamp.record import selectors as record
from bluelamp.record.operations import REQUEST_READ
from bluelamp.record.places import PlaceKind
from bluelamp.requests.models import Place, Request
from bluelamp.requests.values import Kind, Outcome

pytestmark = pytest.mark.django_db
PAGES = ("", "clock/", "answer/", "review/", "end/")


@pytest.fixture
def dee(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.dee))


def day(name: str, ago: int = 0) -> dict[str, Any]:
    on = timezone.localdate() - timedelta(days=ago)
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_request_is_recorded_decided_and_answered_on_its_pages(cast: Cast, dee: Client) -> None:
    del cast
    asked = {
        "name": "Ola Finch",
        "email": "ola@news.example",
        "came_by": "email",
        "questions": "How many images?\nWhat is the policy?",
        **day("received_on"),
    }
    missing = dee.post("/requests/new/information/", {**asked, "questions": ""})
    assert missing.status_code == 400
    assert "Enter at least one question." in text(missing)
    made = dee.post("/requests/new/information/", asked, follow=True)
    reference = Request.objects.get().reference
    assert made.redirect_chain == [(f"/requests/{reference}/", 302)]
    assert "Question 1 is not decided." in text(made)
    one, two = (f"/requests/{reference}/questions/{number}/" for number in (1, 2))
    refused = dee.post(one, {"decision": "refused", "exemptions": "31", "reasons": "It would."})
    assert refused.status_code == 400
    assert "say how the public interest was weighed" in text(refused)
    dee.post(one, {"decision": "given", "information": "412."})
    offered = text(dee.get(two))
    assert "/figures/answer/?request=" in offered or "Ready answer" not in offered
    assert "use its address" in offered
    dee.post(two, {"decision": "given", "addresses": "https://force.example/policy"})
    draft = dee.get(f"/requests/{reference}/answer/")
    assert "412." in text(draft)
    sent = dee.post(
        f"/requests/{reference}/answer/", {"text": "Dear Ola Finch,\n412."}, follow=True
    )
    assert "The answer is on its way." in text(sent)
    assert mailed(reference)[-1]["text"] == "Dear Ola Finch,\n412.\n"
    assert "Nothing waits for an answer." in text(dee.get("/requests/"))
    assert reference in text(dee.get("/requests/closed/?text=finch"))
    letter = Request.objects.get().letters.order_by("-pk")[0]
    assert "412." in text(dee.get(f"/requests/{reference}/letters/{letter.pk}/"))


def test_a_public_release_is_found_and_its_address_taken_in(cast: Cast, dee: Client) -> None:
    token = publication.editions_of(a_case(cast, ready_for="takedown").reference)[0].token
    page = f"/requests/{information(cast)}/questions/1/"
    found = text(dee.get(f"{page}?words=robbery"))
    assert f"/release/{token}/" in found
    assert "No release that anybody can see" in text(dee.get(f"{page}?words=zebra"))
    picked = text(dee.get(f"{page}?address=https://gallery.example/release/{token}/"))
    assert f">\nhttps://gallery.example/release/{token}/</textarea>" in picked


def test_every_page_opens_for_who_may_read_and_for_nobody_else(cast: Cast, dee: Client) -> None:
    a_case(cast)
    foi, dsr = information(cast), right(cast, Kind.RECTIFICATION)
    search(cast, dsr)
    paths = [f"/requests/{each}/{page}" for each in (foi, dsr) for page in PAGES]
    paths += [
        f"/requests/{dsr}/{page}" for page in ("places/", "places/search/", "recipients/", "lift/")
    ]
    paths += ["/requests/", "/requests/closed/", f"/requests/{foi}/questions/1/"]
    paths += ["/requests/new/information/", "/requests/new/right/"]
    auditor, press = (signed_in(cast.officer(each)) for each in (cast.len, cast.asha))
    for path in paths:
        assert dee.get(path).status_code == 200, path
        read = auditor.get(path)
        assert read.status_code == 200, path
        assert 'method="post"' not in text(read).split("<main", 1)[1].split("</main", 1)[0], path
        assert press.get(path).status_code == 403, path
    assert auditor.post(f"/requests/{foi}/end/", {"because": "x"}).status_code == 403
    assert dee.get("/requests/FOI-26-0999/").status_code == 404
    assert dee.get(f"/requests/{foi}/places/").status_code == 404


def test_what_is_due_stands_on_the_work_list_of_who_works_it(cast: Cast, dee: Client) -> None:
    late = information(cast, received_on=timezone.localdate() - timedelta(days=60))
    front = text(dee.get("/"))
    assert "1 request to answer" in front
    assert late in front
    assert "Overdue" in front
    assert "request to answer" not in text(signed_in(cast.officer(cast.asha)).get("/"))


def test_the_clock_is_stopped_started_and_made_longer_on_its_page(cast: Cast, dee: Client) -> None:
    reference = right(cast, proved=False, received_on=timezone.localdate() - timedelta(days=3))
    page = f"/requests/{reference}/clock/"
    assert dee.post(page, {"wait": "identity", **day("asked_on")}).status_code == 400
    dee.post(page, {"wait": "identity", "asked": "A passport?", **day("asked_on", 2)})
    assert "Nobody knows" in text(dee.get(page))
    early = dee.post(f"{page}came/", {"words": "Passport seen.", **day("came_on", 3)})
    assert early.status_code == 400
    assert "That day must be from" in text(early)
    dee.post(f"{page}came/", {"words": "Passport seen.", **day("came_on")})
    dee.post(f"{page}longer/", {"why": "There is much of it."})
    shown = text(dee.get(page))
    assert "There is much of it." in shown
    assert "Take longer, and tell them" not in shown
    dee.post(f"/requests/{reference}/end/", {"because": "They took it back."})
    assert "They took it back." in text(dee.get(f"/requests/{reference}/"))


def test_places_are_searched_and_settled_on_their_page(cast: Cast, dee: Client) -> None:
    walk = a_case(cast)
    reference = right(cast)
    page = f"/requests/{reference}/places/"
    assert "Nothing has been searched yet." in text(dee.get(page))
    assert PERSON in text(dee.get(f"{page}search/"))
    found = dee.post(f"{page}search/", {"names": PERSON}, follow=True)
    assert "that were not known before" in text(found)
    assert f"{walk.reference}: Case: {PERSON}" in text(found)
    chosen = list(Place.objects.values_list("pk", flat=True))
    empty = dee.post(page, {"outcome": "given", "told": "yes", "reasons": "Enclosed."})
    assert empty.status_code == 400
    assert "Choose at least one place." in text(empty)
    dee.post(page, {"places": chosen, "outcome": "given", "told": "yes", "reasons": "Enclosed."})
    assert "Not settled" not in text(dee.get(page))
    assert "Write the answer" in text(dee.get(f"/requests/{reference}/"))


def test_recipients_are_told_and_answer_on_their_page(cast: Cast, dee: Client) -> None:
    a_case(cast, ready_for="reopening")
    reference = right(cast, Kind.RECTIFICATION)
    search(cast, reference)
    settle(cast, reference, Outcome.CORRECTED, PlaceKind.CASE)
    page = f"/requests/{reference}/recipients/"
    assert "We put right what was wrong" in text(dee.get(page))
    place = Place.objects.get(kind=PlaceKind.RECIPIENT)
    dee.post(page, {"places": [place.pk], "text": "The name is Viktor."})
    assert "Told" in text(dee.get(page))
    late = dee.post(f"{page}{place.pk}/", {"answer": "Done.", **day("answered_on", 5)})
    assert late.status_code == 400
    dee.post(f"{page}{place.pk}/", {"answer": "It is put right.", **day("answered_on")})
    assert "It is put right." in text(dee.get(page))


def test_a_restriction_is_said_on_the_case_and_lifted_on_its_page(cast: Cast, dee: Client) -> None:
    walk = a_case(cast)
    reference = right(cast, Kind.RESTRICTION)
    search(cast, reference)
    settle(cast, reference, Outcome.RESTRICTED, PlaceKind.CASE, reasons="It is contested.")
    case = f"/cases/{walk.reference}/"
    said = "it is kept as evidence, and nothing of it may be released"
    assert said in text(signed_in(cast.officer(cast.asha)).get(case))
    page = f"/requests/{reference}/lift/"
    assert dee.post(page, {"because": ""}).status_code == 400
    dee.post(page, {"because": "It was accurate."})
    assert said not in text(dee.get(case))
    assert "Nothing is restricted" in text(dee.get(page))


def test_what_was_settled_may_be_settled_anew(cast: Cast, dee: Client) -> None:
    a_case(cast)
    reference = right(cast)
    search(cast, reference)
    settle(cast, reference, Outcome.GIVEN)
    page = f"/requests/{reference}/places/"
    assert "Settle those chosen" not in text(dee.get(page))
    one = Place.objects.filter(kind=PlaceKind.CASE).get()
    form = {"outcome": "not_theirs", "told": "yes", "reasons": "Another Victor Lamb."}
    dee.post(f"{page}?anew", {**form, "places": [one.pk]})
    one.refresh_from_db()
    assert one.outcome == Outcome.NOT_THEIRS


def test_a_case_that_is_closed_to_the_officer_is_not_named(cast: Cast, dee: Client) -> None:
    walk = a_case(cast)
    casework.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=(cast.asha.reference,),
        reasons="A witness elsewhere.",
        actor=cast.asha,
        at=timezone.now(),
    )
    reference = right(cast)
    search(cast, reference)
    shown = text(dee.get(f"/requests/{reference}/places/"))
    assert walk.reference not in shown
    assert "in cases that are closed to you" in shown


def test_who_reads_a_request_is_recorded_once_in_a_sitting_before_it_is_shown(
    cast: Cast, dee: Client
) -> None:
    reference = right(cast)
    for page in ("", "clock/", ""):
        dee.get(f"/requests/{reference}/{page}")
    signed_in(cast.officer(cast.len)).get(f"/requests/{reference}/")
    held = record.entries_for(reference)
    readers = [each.actor for each in held if each.kind == REQUEST_READ]
    assert readers == [cast.dee.reference, cast.len.reference]
    assert "Request read" not in text(dee.get(f"/requests/{reference}/"))
    ren = signed_in(cast.officer(cast.ren))
    assert ren.get(f"/requests/{reference}/").status_code == 403
    assert len(record.entries_for(reference)) == len(held)
