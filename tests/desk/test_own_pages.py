"""What is an officer's own: telephone, calendar, roles lent; and the night's page."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from tests.cast import Cast
from tests.desk.builders import PERSON, a_case
from tests.desk.entrance import signed_in

from bluelamp.casework import services
from bluelamp.casework.due import due
from bluelamp.desk.views.out_of_hours import next_morning
from bluelamp.people import selectors as people
from bluelamp.people.actor import SYSTEM
from bluelamp.people.roles import Role
from bluelamp.people.services import grant
from bluelamp.publication import selectors as publication
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


def address_made(client: Client) -> str:
    said = client.post("/about-me/", {"renew": "1"}).content.decode()
    (secret,) = re.findall(r"/calendar/([\w-]+)\.ics", said)
    return f"/calendar/{secret}.ics"


def test_a_calendar_of_deadlines_needs_no_session_and_names_nobody(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    address = address_made(signed_in(cast.officer(cast.ren)))
    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    said = answer.content.decode()
    for word in (*PERSON.split(), "Robbery", "Northbridge", "Cleo", "Marsh", "Ren", "Okafor"):
        assert word not in said
    events = Calendar.from_ical(said).walk("VEVENT")
    waits = {str(each["summary"]): each for each in events}
    window = waits[f"{walk.reference}: the chance to object ends"]
    notice = walk.view().now.notice
    assert notice
    assert window.decoded("dtstart") == notice.closes_at.replace(microsecond=0)
    assert str(window["url"]).endswith(f"/cases/{walk.reference}/notice/")
    assert f"{walk.reference}: the release is planned" in waits
    assert f"{walk.reference}: a reporter waits for an answer" in waits


def test_an_event_keeps_its_uid_so_that_a_client_moves_it(cast: Cast) -> None:
    a_case(cast, ready_for="objection")
    address = address_made(signed_in(cast.officer(cast.ren)))
    first, again = (uids(Client().get(address).content) for _ in range(2))
    assert first == again
    assert len(first) >= 3


def uids(content: bytes) -> set[str]:
    return {str(each["uid"]) for each in Calendar.from_ical(content).walk("VEVENT")}


def test_a_calendar_holds_only_what_is_ones_own_or_ones_turn(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    for actor, theirs in ((cast.ren, True), (cast.asha, True), (cast.ivo, False)):
        address = address_made(signed_in(cast.officer(actor)))
        assert (walk.reference in Client().get(address).content.decode()) is theirs, actor.name


def test_a_new_address_ends_the_former_and_a_stopped_one_leads_nowhere(cast: Cast) -> None:
    client = signed_in(cast.officer(cast.ren))
    first = address_made(client)
    second = address_made(client)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert second.encode() not in client.get("/about-me/").content
    client.post("/about-me/", {"stop": "1"})
    assert Client().get(second).status_code == 404


def test_a_guessed_address_tells_nothing(cast: Cast) -> None:  # noqa: ARG001  people are enrolled
    assert Client().get("/calendar/guess.ics").status_code == 404


def lending(**differs: Any) -> dict[str, Any]:
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    days = {
        f"{name}_{part}": getattr(day, part)
        for name, day in (("starts_on", today), ("ends_on", tomorrow))
        for part in ("day", "month", "year")
    }
    usual = {
        "role": "investigating_officer",
        "borrower": "mary.lund@ambershire.example",
        "starts_hour": "00:00",
        "ends_hour": "17:00",
        "reasons": "On leave.",
    }
    return {**usual, **days, **differs}


def test_a_role_is_lent_on_a_page_and_the_borrower_answers_under_their_own_name(
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="objection")
    ren, mary = signed_in(cast.officer(cast.ren)), signed_in(cast.officer(cast.mary))
    refused = mary.post(f"/cases/{walk.reference}/notice/no-objection/")
    assert refused.status_code == 403
    said = ren.post("/roles/", lending(), follow=True).content.decode()
    assert "Mary Lund for Ren Okafor" in said, re.findall("error-message.*", said)
    assert "confirm or object" in mary.get("/inbox/").content.decode()
    mary.post(f"/cases/{walk.reference}/notice/no-objection/")
    last = record.entries_for(walk.reference)[-1]
    assert (last.kind, last.actor) == ("no objection raised", cast.mary.reference)
    assert last.body
    assert last.body["acted_for"] == cast.ren.reference
    assert "In place of" in mary.get(f"/cases/{walk.reference}/record/").content.decode()


def test_a_loan_is_ended_on_the_page_and_both_are_in_the_record(cast: Cast) -> None:
    ren = signed_in(cast.officer(cast.ren))
    ren.post("/roles/", lending())
    (loan,) = people.loans(timezone.now())
    stranger = signed_in(cast.officer(cast.tom)).post(f"/roles/{loan.id}/end/")
    assert stranger.status_code == 403
    ren.post(f"/roles/{loan.id}/end/")
    assert people.loans(timezone.now())[0].is_over
    assert {one.kind for one in record.recent(5)} == {"role lent", "loan ended"}


@pytest.mark.parametrize(
    ("differs", "sentence"),
    [
        ({"borrower": "nobody@ambershire.example"}, "Nobody at the desk is"),
        ({"starts_hour": "noon"}, "24-hour clock"),
        ({"ends_on_year": "2020"}, "must end after it starts"),
        ({"reasons": ""}, "Say why the role is lent."),
    ],
)
def test_what_is_wrong_with_a_loan_stands_beside_its_field(
    cast: Cast, differs: dict[str, str], sentence: str
) -> None:
    answer = signed_in(cast.officer(cast.ren)).post("/roles/", lending(**differs))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert people.loans(timezone.now()) == []


def test_an_administrator_lends_in_anothers_name(cast: Cast) -> None:
    grant(actor=SYSTEM, at=timezone.now(), reference=cast.len.reference, role=Role.ADMINISTRATOR)
    client = signed_in(cast.officer(cast.len))
    client.post("/roles/", lending(lender=cast.ren.reference))
    (loan,) = people.loans(timezone.now())
    assert (loan.lender, loan.borrower) == ("Ren Okafor", "Mary Lund")


def test_the_nights_page_shows_what_is_live_what_is_due_and_whom_to_ring(cast: Cast) -> None:
    live = a_case(cast, ready_for="takedown")
    waits = a_case(cast, ready_for="objection")
    notice = waits.view().now.notice
    assert notice
    with time_machine.travel(notice.closes_at - timedelta(seconds=1), tick=False):
        ren = signed_in(cast.officer(cast.ren))
        ren.post("/about-me/", {"phone": "01632 960 201"})
        said = signed_in(cast.officer(cast.tom)).get("/out-of-hours/").content.decode()
    (edition,) = publication.editions_of(live.reference)
    assert f"/live/{edition.token}/takedown/" in said
    assert f"/cases/{waits.reference}/notice/" in said
    assert "tel:01632960201" in said
    assert "Duty superintendent" in said


def test_anyone_takes_down_by_one_link_what_is_live_in_a_case_closed_to_them(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    services.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=[cast.asha.reference],
        reasons="His family",
        actor=cast.asha,
        at=walk.at,
    )
    (edition,) = publication.editions_of(walk.reference)
    client = signed_in(cast.officer(cast.mary))
    address = f"/live/{edition.token}/takedown/"
    page = client.get(address).content.decode()
    assert edition.headline in page
    assert walk.reference not in page
    assert client.post(address, {}).status_code == 400
    client.post(address, {"reason": "error", "explanation": "The wrong man’s brother rang."})
    assert not publication.editions_of(walk.reference)[0].live
    assert "It has been taken down" in client.get(address).content.decode()


def test_the_morning_is_the_next_nine_oclock_in_london() -> None:
    now = timezone.localtime(timezone.now()).replace(hour=23, minute=30)
    assert next_morning(now) == (now + timedelta(days=1)).replace(
        hour=9, minute=0, second=0, microsecond=0
    )
    early = now.replace(hour=3)
    assert next_morning(early) == early.replace(hour=9, minute=0, second=0, microsecond=0)


def test_a_threat_to_life_opens_a_closed_case_by_its_reference_and_is_reviewed(cast: Cast) -> None:
    walk = a_case(cast)
    services.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=[cast.asha.reference],
        reasons="His family",
        actor=cast.asha,
        at=walk.at,
    )
    tom, asha = signed_in(cast.officer(cast.tom)), signed_in(cast.officer(cast.asha))
    assert tom.post("/threat-to-life/", {"case": walk.reference}).status_code == 400
    said = {
        "case": walk.reference.lower(),
        "threat": "He has said that he will kill his sister tonight.",
        "why_alone": "Asha does not answer.",
    }
    page = tom.post("/threat-to-life/", said, follow=True).content.decode()
    assert "sees this case, and may act in it alone" in page
    assert "Threat to life" in asha.get("/?show=waiting").content.decode()
    address = f"/cases/{walk.reference}/emergency/"
    assert "Review in my name" not in tom.get(address).content.decode()
    assert "Review in my name" in asha.get(address).content.decode()
    number = walk.view().alone[0].pk
    answer = asha.post(f"{address}{number}/", {"justified": "yes"})
    assert answer.status_code == 400
    asha.post(f"{address}{number}/", {"justified": "yes", "review": "The threat was real."})
    assert "The threat was real." in asha.get(address).content.decode()
    assert "acted alone" not in asha.get("/?show=waiting").content.decode()


def test_who_may_see_a_case_is_said_on_its_page(cast: Cast) -> None:
    walk = a_case(cast)
    asha, tom = signed_in(cast.officer(cast.asha)), signed_in(cast.officer(cast.tom))
    address = f"/cases/{walk.reference}/access/"
    said = {"sensitive": "yes", "named": "io-201\n", "reasons": "His family"}
    answer = asha.post(address, said)
    assert answer.status_code == 400
    assert "Name at least one press officer" in answer.content.decode()
    said["named"] = "io-201 Asha.Bell@Ambershire.example"
    page = asha.post(address, said, follow=True).content.decode()
    assert "This case is sensitive" in page
    assert "Ren Okafor (IO-201)" in page
    assert tom.get(address).status_code == 404


def test_what_is_due_is_told_nearest_first_and_of_the_span_alone(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    span = {"start": walk.at, "end": walk.at + timedelta(days=2), "at": walk.at}
    waits = due(cast.asha, **span)
    assert {one.what for one in waits} >= {"the chance to object ends", "the release is planned"}
    assert [one.at for one in waits] == sorted(one.at for one in waits)
    soon = due(cast.asha, start=walk.at, end=walk.at + timedelta(hours=1), at=walk.at)
    assert not [one for one in soon if one.what == "the release is planned"]
