"""The demonstration force has a case in every state of every route, so that each page has something true to show."""

import pytest
from django.utils import timezone

from bluelamp.casework.lifecycle import TABLE, State
from bluelamp.casework.models import Case
from bluelamp.casework.routes import Route
from bluelamp.project.demo import cases
from bluelamp.publication.public.editions import live_editions

pytestmark = pytest.mark.django_db


def reached(route: Route) -> set[State]:
    """The states that a case of the route may come to, by the lifecycle table."""
    return {step.next_state for step in TABLE if route in step.routes and step.next_state}


@pytest.mark.usefixtures("cast")
def test_there_is_a_case_in_every_state_of_every_route() -> None:
    told: list[str] = []
    cases.load(at=timezone.now(), say=told.append)
    there = {route: set[State]() for route in Route}
    for route, state in Case.objects.values_list("route", "state"):
        there[Route(route)].add(State(state))
    assert there == {route: reached(route) for route in Route}
    assert len(set(told)) == len(told)
    assert {"picture", "footage"} <= {_kind(each.media_type) for each in live_editions()}


def _kind(media_type: str) -> str:
    return "footage" if media_type.startswith("video/") else "picture"


def test_the_ruler_knows_which_states_a_route_has() -> None:
    assert State.OBJECTED in reached(Route.CUSTODY_IMAGE)
    assert State.OBJECTED not in reached(Route.WANTED_PERSON)
    assert State.HANDED_OVER in reached(Route.BWV_PROSECUTION)
