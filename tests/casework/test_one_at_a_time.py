"""Each release is decided on its own facts: nothing releases several cases at once, or could."""

import ast
import inspect
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import get_resolver
from tests.cast import Cast
from tests.desk.builders import a_case

from bluelamp.casework import services
from bluelamp.casework.lifecycle import TABLE, Act, State
from bluelamp.casework.models import Decision
from bluelamp.casework.services.embargo import lift_embargo

SOURCE = Path(services.__file__).parents[2]


def calls_of(name: str) -> set[str]:
    """The modules that call `….name(…)`."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Attribute(attr=attr) | ast.Name(id=attr)) if attr == name:
                    found.add(path.relative_to(SOURCE).as_posix())
    return found


def test_one_place_in_the_house_publishes_one_edition_of_one_case() -> None:
    assert calls_of("publish") == {"casework/edition.py"}
    assert calls_of("put_out") == {"casework/services/decide.py", "casework/services/embargo.py"}


def test_only_a_decision_and_the_hour_that_it_names_lead_to_the_public() -> None:
    assert {step.act for step in TABLE if step.next_state is State.LIVE} == {
        Act.RELEASE,
        Act.LIFT_EMBARGO,
    }


@pytest.mark.parametrize("service", [services.release, services.embargo, lift_embargo])
def test_what_releases_takes_one_case(service: object) -> None:
    assert callable(service)
    parameters = inspect.signature(service).parameters
    assert parameters["case"].annotation is str
    assert not {"cases", "references"} & set(parameters)


def test_the_desk_has_no_address_that_decides_for_several_cases() -> None:
    routes = [str(each.pattern) for each in get_resolver("bluelamp.desk.urls_cases").url_patterns]
    deciding = [route for route in routes if "decision" in route]
    assert deciding
    assert all(route.startswith("cases/<slug:reference>/") for route in deciding)


@pytest.mark.django_db
def test_the_database_refuses_a_second_decision_on_one_edition(cast: Cast) -> None:
    first, second = (a_case(cast, ready_for="takedown") for _ in range(2))
    edition = first.view().decisions[0].edition
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(case=second.view().case).update(edition=edition)


def test_the_ruler_sees_a_call() -> None:
    assert "casework/services/embargo.py" in calls_of("ruling")
