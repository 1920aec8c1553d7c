"""The pages of the people in a picture, of PACE Code D, of footage at its source and of near misses, as people use them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.casework.media import a_media_case
from tests.cast import Cast, photograph
from tests.desk.builders import a_case
from tests.desk.entrance import signed_in

from bluelamp.casework import services
from bluelamp.casework.models import Camera, DefenceViewing, NearMiss, Pictured
from bluelamp.casework.parts import Edit, Part
from bluelamp.people.actor import Actor

pytestmark = pytest.mark.django_db


def parts_of(name: str, days_ago: int = 1) -> dict[str, str]:
    day = timezone.localdate() - timedelta(days=days_ago)
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def post(cast: Cast, walk: Any, page: str, actor: Actor, **posted: Any) -> Any:
    client = signed_in(cast.officer(actor))
    return client.post(f"/cases/{walk.reference}/{page}/", posted, follow=True)


def page(cast: Cast, walk: Any, name: str, actor: Actor) -> str:
    found = signed_in(cast.officer(actor)).get(f"/cases/{walk.reference}/{name}/".replace("./", ""))
    assert found.status_code == 200
    return found.content.decode()


def test_a_redactor_lists_people_and_says_that_it_is_everyone(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    assert "Nobody is listed yet." in page(cast, walk, "pictured", cast.ivo)
    sought = {"do": "list", "part": "subject", "seen": ["seen"], "regions": ["p1"]}
    listed = post(cast, walk, "pictured", cast.ivo, **sought, edit="sought", why="Seen on the bus")
    assert "They are listed." in listed.content.decode()
    other = {"do": "list", "part": "third_party", "seen": ["seen", "heard"], "regions": ["p2"]}
    post(cast, walk, "pictured", cast.ivo, **other, edit="obscure", why="A passer-by")
    shown = page(cast, walk, "pictured", cast.ivo)
    assert "Sought, and stays visible" in shown
    assert "Third party 2" in shown
    assert "seen and heard" in shown
    done = post(cast, walk, "pictured", cast.ivo, do="complete").content.decode()
    assert "Everyone is listed" in done
    assert "says Ivo Katz" in done
    assert walk.said()["third_parties"] == "visible"


def test_what_was_refused_stands_beside_its_field(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    answer = post(
        cast, walk, "pictured", cast.ivo, do="list", part="victim", seen="seen", edit="obscure"
    )
    assert answer.status_code == 400
    assert "Say why." in answer.content.decode()
    assert not Pictured.objects.exists()
    unknown = post(cast, walk, "pictured", cast.ivo, do="delete")
    assert unknown.status_code == 400


def test_only_who_keeps_contact_with_victims_is_offered_their_answers(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    row = walk.list_person(Part.VICTIM, Edit.OBSCURE, "p2")
    asked = {
        "do": "permission",
        "row": str(row.number),
        "answer": "refused",
        "asked_by": "Ida",
        "evidence": "Letter of 20 November",
        **parts_of("asked_on"),
    }
    refused = post(cast, walk, "pictured", cast.ren, **asked)
    assert refused.status_code == 403
    assert "only a victim contact" in refused.content.decode()
    shown = page(cast, walk, "pictured", cast.ivo)
    assert "is recorded by a victim contact." in shown
    assert 'value="permission"' not in page(cast, walk, "pictured", cast.ren)
    said = post(cast, walk, "pictured", cast.ida, **asked).content.decode()
    assert "It is recorded what they said." in said
    assert "Letter of 20 November" in said


def test_the_page_says_what_would_stop_the_approval(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    walk.keep_one("p1")
    shown = page(cast, walk, "pictured", cast.ivo)
    assert "Person 1 stays visible, and nobody is listed as being there." in shown


def test_an_officer_is_told_of_by_a_welfare_notice(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    row = walk.list_person(Part.OFFICER, Edit.KEEP, "p2")
    told = {"do": "notice", "row": str(row.number), "how": "By her sergeant"}
    said = post(cast, walk, "pictured", cast.ren, **told, **parts_of("given_on"))
    shown = said.content.decode()
    assert "Welfare notice" in shown
    assert "By her sergeant" in shown


def test_the_code_d_pack_is_kept_and_printed(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="check")
    walk.list_person(Part.SUBJECT, Edit.KEEP, "p1", sought=True)
    assert "can be kept once that is" in page(cast, walk, "code-d", cast.ren)
    walk.approve()
    copy = {"do": "copy", "channel": "Social media", "which": "the force’s account"}
    assert walk.rendition in post(cast, walk, "code-d", cast.ren, **copy).content.decode()
    offer = {"do": "offer", "offered_to": "Wynn & Co", **parts_of("offered_on")}
    post(cast, walk, "code-d", cast.ren, **offer)
    row = DefenceViewing.objects.get()
    outcome = {"do": "outcome", "row": str(row.pk), "outcome": "declined"}
    post(cast, walk, "code-d", cast.ren, **outcome, **parts_of("outcome_on", 0))
    witness = {"do": "witness", "witness": "W4", "asked_by": "DC Okafor", "saw_it": "no"}
    post(cast, walk, "code-d", cast.ren, **witness, **parts_of("asked_on"))
    account = {"do": "account", "said": "It is Sam", "taken_by": "Desk", "called_time": "14:30"}
    post(cast, walk, "code-d", cast.ren, **account, **parts_of("called_on"))
    printed = page(cast, walk, "code-d/list", cast.dee)
    for words in ("Social media: the force’s account", "They declined", "W4", "It is Sam"):
        assert words in printed
    assert "<form" not in printed.split("<main")[1].split("</main>")[0]


def test_a_camera_is_listed_asked_for_and_confirmed(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="image")
    listed = {"do": "camera", "officer": "PC 4417", "camera": "BW-118", "recorded_time": "23:10"}
    shown = post(cast, walk, "preservation", cast.ren, **listed, **parts_of("recorded_on", 27))
    assert "4 days left" in shown.content.decode()
    assert "Footage is about to be deleted" in shown.content.decode()
    row = Camera.objects.get()
    asked = {"do": "ask", "row": str(row.pk), "asked": "Evidence desk", "asked_time": "0.05"}
    assert post(cast, walk, "preservation", cast.ren, **asked).status_code == 400
    post(cast, walk, "preservation", cast.ren, **asked, **parts_of("asked_on"))
    answer = {"do": "answer", "row": str(row.pk), "kept": "yes", "answered_by": "A. Reyes"}
    nothing = post(cast, walk, "preservation", cast.ren, **answer)
    assert "Enter the reference under which" in nothing.content.decode()
    kept = post(cast, walk, "preservation", cast.ren, **answer, evidence="DEMS 55-1")
    assert "about to be deleted" not in kept.content.decode()
    assert "DEMS 55-1" in kept.content.decode()


def test_the_auditor_reads_near_misses_and_a_senior_officer_closes_one(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    services.deny_identity(
        case=walk.reference, sha256=walk.sha256, note="His brother", actor=cast.mary, at=walk.at
    )
    auditor = signed_in(cast.officer(cast.len))
    listed = auditor.get("/near-misses/").content.decode()
    assert "His brother" in listed
    assert walk.reference in listed
    assert "only a press officer" in page(cast, walk, "near-miss", cast.len)
    miss = NearMiss.objects.get()
    closing = {"do": "close", "row": str(miss.pk), "told": "Standards", "lessons": "Compare births"}
    closed = post(cast, walk, "near-miss", cast.jo, **closing).content.decode()
    assert "The near miss is closed." in closed
    assert "Compare births" in auditor.get("/near-misses/").content.decode()
    assert signed_in(cast.officer(cast.ivo)).get("/near-misses/").status_code == 403


def test_the_record_of_the_image_stands_beside_the_case(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    services.supply_image(
        case=walk.reference,
        content=photograph(),
        source="Custody Imaging System",
        particulars=services.Particulars(
            record_number="N/26/0417", record_name="Vincent Lamb", taken_at="Northbridge"
        ),
        actor=cast.ren,
        at=walk.at,
    )
    shown = page(cast, walk, "identity", cast.mary)
    for words in ("N/26/0417", "Northbridge", "The record says Vincent Lamb, and the case says"):
        assert words in shown


def test_what_the_record_says_is_entered_with_the_image(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    given = {
        "image": SimpleUploadedFile("custody.jpg", photograph(), "image/jpeg"),
        "source": "Custody Imaging System",
        "record_number": "N/26/0417",
        **parts_of("record_born", 9000),
    }
    wrong = post(cast, walk, "image", cast.ren, **given, taken_on_day="3")
    assert wrong.status_code == 400
    assert "The day of the photograph must include a month and year" in wrong.content.decode()
    given["image"] = SimpleUploadedFile("custody.jpg", photograph(), "image/jpeg")
    post(cast, walk, "image", cast.ren, **given)
    held = walk.view().now.image
    assert held
    assert (held.record_number, held.taken_on) == ("N/26/0417", None)
    assert held.record_born == timezone.localdate() - timedelta(days=9000)


def test_anyone_at_the_desk_says_that_what_went_out_shows_the_wrong_person(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    assert "It is the wrong person after all" in page(cast, walk, "identity", cast.ivo)
    wrong = {"sha256": walk.sha256, "answer": "wrong", "note": "A neighbour"}
    post(cast, walk, "identity", cast.ivo, **wrong)
    assert "This must come down." in page(cast, walk, ".", cast.asha)
    assert "see where this one went" in page(cast, walk, "identity", cast.asha)
