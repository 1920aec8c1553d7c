"""The pages on how long cases are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.casework import keeping
from bluelamp.casework import services as casework
from bluelamp.jobs.worker import work
from bluelamp.retention import selectors, services
from bluelamp.retention.values import Ending

pytestmark = pytest.mark.django_db

LISTS = ("due", "waiting", "coming", "held", "open")
BECAUSE = "Its time is over."


@pytest.fixture
def closed(cast: Cast) -> Walk:
    """A case closed without a release long ago, of which nobody has said that there will be no proceedings."""
    walk = a_case(cast, at=timezone.now() - timedelta(days=400))
    casework.close(case=walk.reference, reason="Not wanted", actor=cast.asha, at=walk.at)
    keeping.reckon(walk.reference, timezone.now())
    return walk


@pytest.fixture
def due(cast: Cast, closed: Walk) -> Walk:
    """The same, once somebody has said it: its time is over."""
    services.record_ending(
        case=closed.reference,
        ending=Ending.INVESTIGATION,
        on=timezone.localdate(closed.at),
        source="Crime report",
        actor=cast.dee,
        at=timezone.now(),
    )
    return closed


def test_every_list_opens_for_those_whom_it_is_for_and_for_no_others(cast: Cast) -> None:
    for name in LISTS:
        for actor in (cast.dee, cast.jo, cast.ola, cast.una, cast.len):
            answer = signed_in(cast.officer(actor)).get(f"/retention/?list={name}")
            assert answer.status_code == 200
    for actor in (cast.asha, cast.ren, cast.ivo):
        assert signed_in(cast.officer(actor)).get("/retention/").status_code == 403


def test_a_list_that_is_not_one_is_the_first(cast: Cast) -> None:
    answer = signed_in(cast.officer(cast.dee)).get("/retention/?list=nothing")
    assert "Nothing is due." in answer.content.decode()


def test_a_case_without_a_known_end_stands_in_its_list(cast: Cast, closed: Walk) -> None:
    page = signed_in(cast.officer(cast.dee)).get("/retention/?list=open").content.decode()
    assert closed.reference in page
    assert "Until it is decided whether there will be proceedings" in page


def test_a_due_case_is_proposed_by_one_and_confirmed_by_another(cast: Cast, due: Walk) -> None:
    address = f"/retention/{due.reference}/"
    dee, jo = signed_in(cast.officer(cast.dee)), signed_in(cast.officer(cast.jo))
    assert due.reference in dee.get("/retention/").content.decode()
    sent = {"do": "propose", "verdict": "erase", "because": BECAUSE}
    assert dee.post(address, sent).status_code == 302
    assert "Answer in my name" not in dee.get(address).content.decode()
    assert due.reference in jo.get("/retention/?list=waiting").content.decode()
    assert "Nobody can bring it back" in jo.get(address).content.decode()
    assert jo.post(address, {"do": "answer", "confirmed": "yes", "words": ""}).status_code == 302
    work(once=True)
    assert selectors.is_erased(due.reference)
    assert BECAUSE in dee.get("/retention/erased/").content.decode()


def test_what_is_missing_is_said_beside_its_field(cast: Cast, closed: Walk) -> None:
    una = signed_in(cast.officer(cast.una))
    answer = una.post(f"/retention/{closed.reference}/", {"do": "hold", "why": " "})
    assert answer.status_code == 400
    assert "Say why the case must be kept." in answer.content.decode()


def test_a_hold_is_placed_and_lifted_on_the_page(cast: Cast, closed: Walk) -> None:
    una, address = signed_in(cast.officer(cast.una)), f"/retention/{closed.reference}/"
    una.post(address, {"do": "hold", "why": "A claim"})
    assert closed.reference in una.get("/retention/?list=held").content.decode()
    (hold,) = selectors.holds(closed.reference, at=timezone.now())
    una.post(address, {"do": "lift", "hold": hold.id, "because": "Settled"})
    assert "Nothing is held." in una.get("/retention/?list=held").content.decode()


def test_a_held_case_is_not_erased_by_the_page_either(cast: Cast, closed: Walk) -> None:
    dee = signed_in(cast.officer(cast.dee))
    sent = {"do": "propose", "verdict": "erase", "because": BECAUSE}
    answer = dee.post(f"/retention/{closed.reference}/", sent)
    assert answer.status_code == 409
    assert "must be kept" in answer.content.decode()


def test_a_button_of_another_page_is_refused(cast: Cast, closed: Walk) -> None:
    dee = signed_in(cast.officer(cast.dee))
    assert dee.post(f"/retention/{closed.reference}/", {"do": "burn"}).status_code == 400


def test_a_sensitive_case_is_counted_and_not_named(cast: Cast, closed: Walk) -> None:
    casework.say_who_sees(
        case=closed.reference,
        sensitive=True,
        named=(cast.asha.reference,),
        reasons="An informant",
        actor=cast.asha,
        at=timezone.now(),
    )
    page = signed_in(cast.officer(cast.dee)).get("/retention/?list=open").content.decode()
    assert closed.reference not in page
    assert "1 more is a case that only those named to it may see" in page
    answer = signed_in(cast.officer(cast.dee)).get(f"/retention/{closed.reference}/")
    assert answer.status_code == 404


def test_the_pages_of_an_erased_case_say_that_it_is_gone(cast: Cast, due: Walk) -> None:
    services.propose(case=due.reference, because=BECAUSE, actor=cast.dee, at=timezone.now())
    services.answer(case=due.reference, confirmed=True, words="", actor=cast.jo, at=timezone.now())
    asha = signed_in(cast.officer(cast.asha))
    for page in ("", "facts/", "record/", "letters/", "decisions/"):
        answer = asha.get(f"/cases/{due.reference}/{page}")
        assert answer.status_code == 410, page
        assert f"Case {due.reference} was erased" in answer.content.decode()
    assert due.reference not in asha.get("/").content.decode()
    address = f"/retention/{due.reference}/"
    assert "This case is being erased" in asha.get(address).content.decode()
    work(once=True)
    assert "This case was erased" in asha.get(address).content.decode()


def test_the_schedule_is_shown_with_what_sets_each_class(cast: Cast) -> None:
    page = signed_in(cast.officer(cast.len)).get("/retention/schedule/").content.decode()
    assert "Six months from conviction" in page
    assert "The force: Police Information and Records Management" in page
