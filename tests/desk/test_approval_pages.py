"""Approval at the desk: asked for on the routes that need it, with all that the approver must see."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.desk.entrance import signed_in
from tests.weighing import answers

from bluelamp.casework import selectors, services
from bluelamp.casework.routes import Route
from bluelamp.people.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> str:
    """Ned Farrow is wanted, the rights test is answered, and approval asked for."""
    at = timezone.now() - timedelta(minutes=1)
    row = services.receive(
        route=Route.WANTED_PERSON,
        person="Ned Farrow",
        purpose="To catch him",
        unit=cast.ren.unit,
        actor=cast.kay,
        at=at,
    )
    weighed = answers(Route.WANTED_PERSON)
    services.answer_rights_test(case=row.reference, answers=weighed, actor=cast.ren, at=at)
    services.ask_authority(case=row.reference, request="He is armed.", actor=cast.asha, at=at)
    return str(row.reference)


def get(cast: Cast, actor: Actor, case: str, part: str) -> str:
    found = signed_in(cast.officer(actor)).get(f"/cases/{case}/{part}")
    return str(found.content.decode())


def post(cast: Cast, actor: Actor, case: str, part: str, **posted: str) -> Any:
    return signed_in(cast.officer(actor)).post(f"/cases/{case}/{part}", posted, follow=True)


def test_the_approver_sees_what_is_asked_what_matters_and_what_the_policy_says(
    cast: Cast, case: str
) -> None:
    text = get(cast, cast.kay, case, "authority/")
    for said in (
        "needs the approval of the senior investigating officer or an officer in command",
        "rank of inspector or above",
        "He is armed.",
        "What the policy says",
        "The facts that matter",
        "Is release necessary for the investigation?",
        "The picture, as it would go out",
        "Do you approve?",
    ):
        assert said in text, said
    for unsaid in ("risk assessment", "Superintendent consulted", "Senior officer’s"):
        assert unsaid not in text, unsaid


def test_whoever_asks_is_told_what_the_approver_would_miss(cast: Cast) -> None:
    named = {"person": "Ned Farrow", "purpose": "To catch him", "actor": cast.kay}
    row = services.receive(route=Route.WANTED_PERSON, at=timezone.now(), **named)
    text = get(cast, cast.asha, row.reference, "authority/")
    missing = text[text.index("Still missing:") : text.index("Ask for approval</button>")]
    for title in ("Facts and advice", "Rights test", "Image", "Caption"):
        assert title in missing


def test_approval_is_given_with_the_time_at_which_it_was_decided(cast: Cast, case: str) -> None:
    yesterday = timezone.localtime() - timedelta(days=1)
    day = {f"decided_on_{part}": str(getattr(yesterday, part)) for part in ("day", "month", "year")}
    half = post(cast, cast.kay, case, "authority/", granted="yes", reasons="Needed", **day)
    assert "Give both the day and the time" in half.content.decode()
    whole = day | {"decided_time": "21:40"}
    post(cast, cast.kay, case, "authority/", granted="yes", reasons="Needed", **whole)
    row = selectors.case_view(case, actor=cast.kay, at=timezone.now()).now.authorisation
    assert row is not None
    assert f"{timezone.localtime(row.decided_at):%d %H:%M}" == f"{yesterday:%d} 21:40"
    log = get(cast, cast.asha, case, "decisions/")
    assert f"{yesterday:%-d %B %Y}, 21:40. Entered" in log
    log = get(cast, cast.asha, case, "log/")
    assert f"Decided {yesterday:%-d %B %Y}, 21:40; entered" in log


def test_who_may_not_approve_is_told_who_may(cast: Cast, case: str) -> None:
    assert "only a senior investigating officer or an officer in command" in get(
        cast, cast.jo, case, "authority/"
    )


def test_the_communications_departments_view_is_given_on_its_page(cast: Cast) -> None:
    named = {"person": "The rescue", "purpose": "To show it", "actor": cast.kay}
    row = services.receive(route=Route.BWV_MEDIA, at=timezone.now(), **named)
    unsaid = post(cast, cast.asha, row.reference, "communications/", in_favour="yes", view="")
    assert "Record the department’s view" in unsaid.content.decode()
    post(cast, cast.asha, row.reference, "communications/", in_favour="yes", view="It helps.")
    assert "It helps." in get(cast, cast.kay, row.reference, "communications/")
