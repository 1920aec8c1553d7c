"""The desk's pages on every route of the policy: each opens, and speaks of that route alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import an_enquiry
from tests.desk.entrance import signed_in
from tests.desk.test_every_page import PAGES

from bluelamp.casework import selectors, services
from bluelamp.casework.routes import Route
from bluelamp.casework.services import Said

pytestmark = pytest.mark.django_db

MORE = (
    "image/",
    "identity/",
    "people/",
    "check/",
    "notice/",
    "handover/",
    "pictured/",
    "code-d/",
    "code-d/list/",
    "preservation/",
    "near-miss/",
)


def opened(cast: Cast, route: Route, **differs: Any) -> str:
    """A case on the route, for a policing purpose; its reference."""
    named = {
        "person": "Wade Harker",
        "purpose": "Bring witnesses forward",
        "unit": cast.ren.unit,
        "actor": cast.asha,
    }
    at = timezone.now() - timedelta(minutes=1)
    return services.receive(route=route, at=at, **named | differs).reference


@pytest.mark.parametrize("route", Route)
def test_the_pages_of_a_case_open_for_those_who_work_it(cast: Cast, route: Route) -> None:
    actor = cast.dee if route is Route.BWV_PROSECUTION else cast.asha
    case = opened(cast, route, actor=actor)
    for actor in (cast.asha, cast.ren, cast.una):
        client = signed_in(cast.officer(actor))
        for page in (*PAGES, *MORE):
            answer = client.get(f"/cases/{case}/{page}")
            assert answer.status_code == 200, (actor.name, page)
            assert route.way.words in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "route"),
    [
        ("asha", Route.CUSTODY_IMAGE),
        ("ren", Route.MISSING_PERSON),
        ("kay", Route.WANTED_PERSON),
        ("kay", Route.IDENTIFICATION_APPEAL),
        ("kay", Route.BWV_MEDIA),
        ("dee", Route.BWV_PROSECUTION),
    ],
)
def test_a_case_is_opened_on_any_route_by_those_who_may(cast: Cast, who: str, route: Route) -> None:
    client = signed_in(cast.officer(getattr(cast, who)))
    said = {"route": route, "person": "Wade Harker", "purpose": "Bring witnesses forward"}
    page = client.post("/cases/new/", said, follow=True).content.decode()
    assert route.way.words in page
    assert route.way.prefix in page
    assert route.way.words in client.get("/").content.decode()


def test_a_senior_investigating_officer_is_not_offered_a_custody_image(cast: Cast) -> None:
    form = signed_in(cast.officer(cast.kay)).get("/cases/new/").context["form"]
    offered = {value for value, _ in form.fields["route"].choices}
    assert offered == set(Route) - {Route.CUSTODY_IMAGE}


def test_a_reporter_may_ask_for_any_public_release_and_for_nothing_else(cast: Cast) -> None:
    client = signed_in(cast.officer(cast.asha))
    enquiry = an_enquiry()
    form = client.get(f"/enquiries/{enquiry}/").context["opening"]
    assert {value for value, _ in form.fields["route"].choices} == set(Route) - {
        Route.BWV_PROSECUTION
    }
    said = {"person": "A chase", "route": Route.BWV_MEDIA}
    page = client.post(f"/enquiries/{enquiry}/", said, follow=True).content.decode()
    assert "Body-worn video to the media" in page


@pytest.mark.parametrize("route", Route)
def test_a_picture_is_asked_for_where_footage_is_no_part_of_the_route(
    cast: Cast, route: Route
) -> None:
    actor = cast.dee if route is Route.BWV_PROSECUTION else cast.asha
    case = opened(cast, route, actor=actor)
    page = signed_in(cast.officer(cast.ren)).get(f"/cases/{case}/image/").content.decode()
    takes_footage = route in {
        Route.IDENTIFICATION_APPEAL,
        Route.BWV_PROSECUTION,
        Route.BWV_MEDIA,
    }
    assert ("video/mp4" in page) is takes_footage


def test_a_missing_persons_custody_photograph_is_fetched_once_the_facts_say_that_it_is_one(
    cast: Cast, settings: Any, tmp_path: Any
) -> None:
    settings.BLUELAMP_CUSTODY_IMAGING = f"file://{tmp_path}"
    case = opened(cast, Route.MISSING_PERSON)
    client = signed_in(cast.officer(cast.asha))
    assert "Custody image reference" not in client.get(f"/cases/{case}/image/").content.decode()
    said = Said(name="image_source", value="custody")
    services.record_fact(case=case, said=said, actor=cast.asha, at=timezone.now())
    assert "Custody image reference" in client.get(f"/cases/{case}/image/").content.decode()


def test_the_record_tells_a_fact_in_its_own_routes_words(cast: Cast) -> None:
    case = opened(cast, Route.MISSING_PERSON)
    said = Said(name="still_missing", value=True)
    services.record_fact(case=case, said=said, actor=cast.asha, at=timezone.now())
    page = signed_in(cast.officer(cast.asha)).get(f"/cases/{case}/record/").content.decode()
    assert "Is the person still missing?" in page
    whole = signed_in(cast.officer(cast.len)).get("/record/").content.decode()
    assert f"/cases/{case}/record/" in whole


def test_a_case_of_another_kind_says_that_nobody_need_confirm_who_it_is(cast: Cast) -> None:
    case = opened(cast, Route.BWV_MEDIA)
    client = signed_in(cast.officer(cast.kay))
    assert "Nobody confirms who it is" in client.get(f"/cases/{case}/identity/").content.decode()
    assert "officer’s answer" not in client.get(f"/cases/{case}/decision/").content.decode()
    view = selectors.case_view(case, actor=cast.asha, at=timezone.now())
    assert not any(task.page in {"identity", "notice"} for task in view.tasks)
