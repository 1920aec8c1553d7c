"""A case that is closed to an officer leaks by no address, and no original is shown before the look is recorded."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import PERSON, Walk, a_case, an_enquiry
from tests.desk.closed import addresses_of
from tests.desk.entrance import signed_in
from tests.footage_case import FootageWalk, a_footage_case

from bluelamp.casework import services
from bluelamp.people import own
from bluelamp.people.actor import Actor
from bluelamp.publication import selectors as publication
from bluelamp.record import selectors as record
from bluelamp.vault import selectors as vault

pytestmark = pytest.mark.django_db


def closed_to_all_but_asha(walk: Walk) -> None:
    services.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=[walk.cast.asha.reference],
        reasons="An officer’s family.",
        actor=walk.cast.asha,
        at=walk.at,
    )


def test_the_table_of_addresses_names_those_that_matter() -> None:
    names = {name for name, _ in addresses_of("CI-26-0001")}
    assert {"case", "facts", "original", "rendition", "crop", "record_file", "who_sees"} <= names
    assert len(names) > 30


@pytest.mark.parametrize("actor", ["tom", "mary", "ivo", "len"])
def test_every_address_of_a_closed_case_says_alike_that_there_is_none(
    cast: Cast, actor: str
) -> None:
    walk = a_case(cast, ready_for="decision")
    closed_to_all_but_asha(walk)
    client = signed_in(cast.officer(getattr(cast, actor)))
    before = record.head()
    for name, address in addresses_of(walk.reference):
        for ask in (client.get, client.post):
            answer = ask(address)
            if answer.status_code == 405:
                continue
            said = answer.content.decode()
            assert answer.status_code == 404, (name, ask, answer.status_code)
            assert f"There is no case {walk.reference} that is open to you." in said, (name, ask)
            assert PERSON not in said, name
    assert record.head() == before


def test_one_that_is_open_is_reached_by_the_same_addresses(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    closed_to_all_but_asha(walk)
    client = signed_in(cast.officer(cast.asha))
    found = [client.get(address).status_code for _, address in addresses_of(walk.reference)]
    assert found.count(200) > 20


def test_no_other_page_tells_of_a_closed_case(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    closed_to_all_but_asha(walk)
    enquiry = publication.enquiries_of(walk.reference)[0].reference
    another = an_enquiry()
    for actor in (cast.tom, cast.mary, cast.len):
        client = signed_in(cast.officer(actor))
        for address in (
            "/",
            f"/?text={walk.sha256}",
            f"/?text={walk.rendition}",
            "/?show=mine",
            "/?show=unit",
            "/?show=waiting",
            "/enquiries/",
            f"/enquiries/{enquiry}/",
            f"/enquiries/{another}/",
            "/messages/",
            "/record/",
            "/jobs/",
            "/inbox/",
            "/near-misses/",
            "/out-of-hours/",
        ):
            said = client.get(address).content.decode()
            assert f"/cases/{walk.reference}" not in said, (actor.name, address)
            shown = said.replace("Such as CI-26-0001.", "")  # a hint's example
            assert walk.reference not in shown, (actor.name, address)


def test_what_is_closed_counts_nowhere(cast: Cast) -> None:
    walk = a_case(cast)
    said = signed_in(cast.officer(cast.tom)).get("/").content.decode()
    assert ">1 case<" in said
    closed_to_all_but_asha(walk)
    said = signed_in(cast.officer(cast.tom)).get("/").content.decode()
    assert ">0 cases<" in said


def test_a_calendar_tells_nothing_of_a_closed_case(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    secret = own.renew_calendar(actor=cast.ren, at=timezone.now())
    anyone = Client()
    assert walk.reference in anyone.get(f"/calendar/{secret}.ics").content.decode()
    closed_to_all_but_asha(walk)
    assert walk.reference not in anyone.get(f"/calendar/{secret}.ics").content.decode()


# Looks at originals.


class Guard:
    """Stands before the vault: bytes that must not be seen unrecorded are given only after an entry of this look."""

    def __init__(self, actor: Actor, walk: Walk) -> None:
        self.actor, self.walk = actor, walk
        self.since = 0
        self.given = 0

    def begin(self) -> None:
        self.since = record.head()[0]

    def looks(self) -> int:
        happened = record.entries_for(self.walk.reference)
        mine = (one for one in happened if one.actor == self.actor.reference)
        return sum(one.kind == "consulted" and one.seq > self.since for one in mine)

    def stand_before(self, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
        for name in names:
            monkeypatch.setattr(vault, name, self._guarded(getattr(vault, name)))

    def _guarded(self, gives: Any) -> Any:
        def guarded(**asked: Any) -> Any:
            assert self.looks(), "bytes were asked for before the look was recorded"
            self.given += 1
            return gives(**asked)

        return guarded


GUARDED = ("original", "open_original", "rendition", "open_rendition", "open_proxy")


@pytest.fixture(params=["picture", pytest.param("footage", marks=pytest.mark.media)])
def to_check(request: pytest.FixtureRequest, cast: Cast) -> Walk:
    """A case whose finished picture or film nobody has approved yet: it is guarded like the original."""
    make = a_case if request.param == "picture" else a_footage_case
    return make(cast, ready_for="check")


def test_every_picture_of_a_case_is_recorded_before_a_byte_is_shown(
    cast: Cast, to_check: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.officer(cast.pia))
    guard = Guard(cast.pia, to_check)
    guard.stand_before(monkeypatch, *GUARDED)
    seen = set()
    region = "t1" if isinstance(to_check, FootageWalk) else "p1"
    for name, address in addresses_of(to_check.reference, region=region):
        for query in ("", "?version=1", "?number=1&ids=" + region, "?at=0.2", f"?opening={name}"):
            for asked in ({}, {"Range": "bytes=0-9"}):
                if "opening" in query and "Range" in asked:
                    continue  # one opening is recorded once, by its first part
                guard.begin()
                answer = client.get(address + query, headers=asked)
                kind = answer.headers.get("Content-Type", "")
                if kind.startswith(("image/", "video/", "audio/")):
                    seen.add(name)
                    b"".join(answer) if answer.streaming else answer.content
                    assert guard.looks() or "opening" in query, (name, query)
    assert {
        "original",
        "crop",
        "rendition",
        "studio_frame",
        "studio_preview",
        "studio_faces",
    } <= seen
    if isinstance(to_check, FootageWalk):
        assert {"studio_head", "studio_sound"} <= seen
    assert guard.given


def test_the_guard_refuses_what_is_not_recorded(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = a_case(cast, ready_for="check")
    guard = Guard(cast.pia, walk)
    guard.begin()
    guard.stand_before(monkeypatch, "original")
    with pytest.raises(AssertionError, match="before the look was recorded"):
        vault.original(sha256=walk.sha256, case=walk.reference)


def test_the_bytes_of_originals_are_asked_for_in_three_modules_alone() -> None:
    from pathlib import Path  # noqa: PLC0415

    import bluelamp.desk  # noqa: PLC0415

    room = Path(bluelamp.desk.__file__).parent
    asking = {
        path.relative_to(room).as_posix()
        for path in room.rglob("*.py")
        if any(f"vault.{name}(" in path.read_text() for name in GUARDED)
    }
    assert asking == {"pictures.py", "films.py", "views/question.py"}
