"""Whose main pages are whose."""

import pytest

from bluelamp.desk.navigation import entries_for
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.PRESS_OFFICER, ["work_list", "enquiries", "messages", "jobs"]),
        (Role.SENIOR_OFFICER, ["work_list"]),
        (Role.AUDITOR, ["work_list", "record"]),
    ],
)
def test_the_menu_follows_from_the_roles(role: Role, pages: list[str]) -> None:
    actor = Actor(reference="X-1", name="X", rank=Rank.SERGEANT, unit="", roles=frozenset({role}))
    assert [entry.page for entry in entries_for(actor)] == pages


def test_who_has_no_role_has_no_menu() -> None:
    assert entries_for(SYSTEM) == []
    assert entries_for(None) == []
