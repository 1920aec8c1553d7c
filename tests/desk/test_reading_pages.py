"""DPA 2018 s. 62: who reads is recorded before anything is shown, once a sitting; an auditor sees who read what."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.closed import addresses_of
from tests.desk.entrance import signed_in

from bluelamp.casework import services
from bluelamp.people.actor import Actor
from bluelamp.people.force import ReadingRules
from bluelamp.record import selectors as record
from bluelamp.record.operations import CASE_READ, FILE_TAKEN, READ_OUT_OF_TURN, SEARCHED
from bluelamp.record.values import EntryView

pytestmark = pytest.mark.django_db


def reads(case: str, actor: Actor) -> list[str]:
    kinds = {CASE_READ, READ_OUT_OF_TURN}
    mine = (each for each in record.entries_for(case) if each.actor == actor.reference)
    return [each.kind for each in mine if each.kind in kinds]


def newest() -> EntryView:
    return record.recent(1)[0]


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return a_case(cast, ready_for="image")


@pytest.fixture
def asha(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.asha))


@pytest.fixture
def len_(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.len))


def sensitive(walk: Walk, *named: Actor) -> None:
    services.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=[each.reference for each in named],
        reasons="A witness.",
        actor=named[0],
        at=timezone.now(),
    )


# What is recorded.


def test_the_pages_of_a_case_are_recorded_once_a_sitting(
    cast: Cast, walk: Walk, asha: Client
) -> None:
    begin = timezone.now()
    for page in ("", "facts/", "advice/", "record/", "decisions/"):
        asha.get(f"/cases/{walk.reference}/{page}")
    assert reads(walk.reference, cast.asha) == [CASE_READ]
    tom = signed_in(cast.officer(cast.tom))
    tom.get(f"/cases/{walk.reference}/")
    assert len(reads(walk.reference, cast.tom)) == 1
    sitting = settings.BLUELAMP_FORCE.reading.sitting
    for later, count in ((sitting - timedelta(minutes=1), 1), (sitting + timedelta(minutes=2), 2)):
        with time_machine.travel(begin + later):
            signed_in(cast.officer(cast.asha)).get(f"/cases/{walk.reference}/")
        assert len(reads(walk.reference, cast.asha)) == count


def test_every_page_of_a_case_is_recorded_and_what_pages_ask_for_is_not(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every address that the desk has for a case, with a sitting that is over at once."""
    walk = a_case(cast, ready_for="check")
    over_at_once = replace(settings.BLUELAMP_FORCE, reading=ReadingRules(sitting_minutes=-1))
    monkeypatch.setattr(settings, "BLUELAMP_FORCE", over_at_once)
    client = signed_in(cast.officer(cast.asha))
    seen: dict[bool, list[str]] = {True: [], False: []}
    for name, address in addresses_of(walk.reference):
        before = len(reads(walk.reference, cast.asha))
        answer = client.get(address)
        if answer.status_code == 200:
            is_page = "text/html" in answer.headers["Content-Type"]
            seen[is_page].append(name)
            assert (len(reads(walk.reference, cast.asha)) > before) == is_page, name
    assert len(seen[True]) > 30
    assert {"studio_state", "original"} <= set(seen[False])


def test_nothing_is_shown_where_the_reading_cannot_be_recorded(
    walk: Walk, asha: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_entry: Any) -> None:
        raise RuntimeError("the record is out of reach")

    consulting = import_module("bluelamp.record.services.consulted")
    monkeypatch.setattr(consulting, "append", fails)
    for page in ("", "facts/", "people/", "record/"):
        with pytest.raises(RuntimeError, match="out of reach"):
            asha.get(f"/cases/{walk.reference}/{page}")
    with pytest.raises(RuntimeError, match="out of reach"):
        asha.get("/?text=Lamb")
    assert asha.get("/").status_code == 200


def test_whoever_a_case_is_closed_to_reads_nothing_of_it(cast: Cast, walk: Walk) -> None:
    sensitive(walk, cast.asha)
    before = record.head()
    assert signed_in(cast.officer(cast.tom)).get(f"/cases/{walk.reference}/").status_code == 404
    assert record.head() == before


def test_reading_in_turn_is_told_from_reading_out_of_turn(cast: Cast, walk: Walk) -> None:
    turns = {
        cast.asha: CASE_READ,  # opened it
        cast.ren: CASE_READ,  # is its officer
        cast.tom: CASE_READ,  # of a role for which something waits
        cast.len: READ_OUT_OF_TURN,
        cast.ida: READ_OUT_OF_TURN,
    }
    for actor, kind in turns.items():
        signed_in(cast.officer(actor)).get(f"/cases/{walk.reference}/")
        assert reads(walk.reference, actor) == [kind], actor.name


def test_whoever_has_done_something_in_a_case_reads_in_turn(cast: Cast, walk: Walk) -> None:
    services.enter_decision(
        case=walk.reference,
        decided=services.Decided(
            decision="Told the family.",
            reasons="They asked.",
            rejected="",
            decided_by=cast.ida.reference,
            decided_at=timezone.now(),
        ),
        actor=cast.ida,
        at=timezone.now(),
    )
    signed_in(cast.officer(cast.ida)).get(f"/cases/{walk.reference}/")
    assert reads(walk.reference, cast.ida) == [CASE_READ]


def test_a_search_is_recorded_with_its_words_in_what_can_be_erased(
    walk: Walk, asha: Client
) -> None:
    before = record.head()
    asha.get("/")
    asha.get("/?show=mine&text=")
    assert record.head() == before
    assert walk.reference in asha.get("/?text=lamb").content.decode()
    entry = newest()
    assert (entry.kind, entry.case) == (SEARCHED, "")
    assert entry.body == {"searched_for": "lamb", "found": 1}


def test_the_record_of_a_case_leaves_out_who_looked_until_asked(walk: Walk, asha: Client) -> None:
    address = f"/cases/{walk.reference}/record/"
    asha.get(address)
    assert ". Case read<" not in asha.get(address).content.decode()
    assert ". Case read<" in asha.get(address + "?show=all").content.decode()
    assert "Case read" not in asha.get(f"/cases/{walk.reference}/").content.decode()


# What the auditor sees.


def test_only_an_auditor_opens_the_log(cast: Cast, len_: Client) -> None:
    for name in ("reading", "unusual_reading"):
        assert len_.get(reverse(name)).status_code == 200
        for actor in (cast.asha, cast.dee, cast.jo):
            assert signed_in(cast.officer(actor)).get(reverse(name)).status_code == 403
    assert signed_in(cast.officer(cast.dee)).post("/reading/file/").status_code == 403


def test_nothing_read_yet_is_said(len_: Client) -> None:
    assert "Nothing of the kind is recorded." in len_.get("/reading/").content.decode()


def table(client: Client, query: str = "") -> str:
    return client.get(f"/reading/{query}").content.decode()


def test_the_log_is_filtered_by_officer_case_day_and_category(
    cast: Cast, walk: Walk, asha: Client, len_: Client
) -> None:
    other = a_case(cast)
    for client, case in ((asha, walk), (asha, other), (len_, walk)):
        client.get(f"/cases/{case.reference}/")
    asha.get("/?text=lamb")
    assert "4 entries" in table(len_)
    assert "Searched for: lamb" in table(len_)
    assert "3 entries" in table(len_, f"?officer={cast.asha.reference}")
    assert "1 entry" in table(
        len_, f"?officer={cast.asha.reference}&case={other.reference.lower()}"
    )
    today, tomorrow = timezone.localtime(), timezone.localtime() + timedelta(days=1)
    day = "{name}_day={0.day}&{name}_month={0.month}&{name}_year={0.year}"
    on = f"?{day.format(today, name='since')}&{day.format(today, name='until')}"
    assert "4 entries" in table(len_, on)
    assert "Nothing of the kind" in table(len_, f"?{day.format(tomorrow, name='since')}")
    collected = table(len_, f"?operation=collection&case={walk.reference}")
    assert "Case opened" in collected
    assert "Case read" not in collected
    assert "Case read" in table(len_, f"?operation=every&case={walk.reference}")


def test_a_filter_that_is_wrong_is_said_beside_it_and_nothing_is_shown(
    walk: Walk, asha: Client, len_: Client
) -> None:
    asha.get(f"/cases/{walk.reference}/")
    wrong = len_.get("/reading/?officer=XX-9&since_day=32&since_month=1&since_year=2026")
    assert wrong.status_code == 400
    assert "Nobody at the desk is" in wrong.content.decode()
    assert "Nothing of the kind is recorded." in wrong.content.decode()


def test_a_case_closed_to_the_auditor_is_not_named(
    cast: Cast, walk: Walk, asha: Client, len_: Client
) -> None:
    asha.get(f"/cases/{walk.reference}/")
    assert f">{walk.reference}<" in table(len_)
    sensitive(walk, cast.asha)
    assert f">{walk.reference}<" not in table(len_)
    assert "1 entry" in table(len_)
    assert "Nothing of the kind" in table(len_, f"?case={walk.reference}")
    found = len_.get("/reading/unusual/").content.decode()
    assert walk.reference not in found
    assert "1 closed to you" in found
    assert walk.reference not in b"".join(len_.post("/reading/file/").streaming_content).decode()


def test_the_log_is_paged_and_a_page_takes_few_queries(
    cast: Cast, len_: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(60):
        services.search_cases(text="lamb", found=1, actor=cast.asha, at=timezone.now())
    with django_assert_max_num_queries(16):
        text = table(len_)
    assert "60 entries" in text
    assert text.count("Searched for") == 50
    assert table(len_, "?page=2").count("Searched for") == 10


def rows(content: Iterator[bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(content).decode())))


def test_the_file_holds_what_was_chosen_and_taking_it_is_recorded(
    cast: Cast, walk: Walk, asha: Client, len_: Client
) -> None:
    asha.get(f"/cases/{walk.reference}/")
    asha.get("/?text=lamb")
    answer = len_.post(f"/reading/file/?case={walk.reference}")
    (row,) = rows(answer.streaming_content)
    assert (row["Officer"], row["Name"], row["Case"]) == (
        cast.asha.reference,
        cast.asha.name,
        walk.reference,
    )
    assert (row["What"], row["Category"]) == ("Case read", "Consultation")
    assert "lamb" not in str(row)
    entry = newest()
    assert (entry.kind, entry.actor) == (FILE_TAKEN, cast.len.reference)
    assert entry.body == {"what": "Log of reading", "recipients": [cast.len.reference]}
    assert len_.get("/reading/file/").status_code == 405


def test_a_name_that_a_spreadsheet_would_reckon_is_text(
    cast: Cast, walk: Walk, asha: Client, len_: Client
) -> None:
    officer = cast.officer(cast.asha)
    officer.name = "=1+1"
    officer.save()
    asha.get(f"/cases/{walk.reference}/")
    (row,) = rows(len_.post("/reading/file/").streaming_content)
    assert row["Name"] == "'=1+1"
