"""Whose main pages are whose."""

import pytest

from bluelamp.casework.errors import NotAllowed
from bluelamp.desk.navigation import check_may_open, entries_for
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (
            Role.PRESS_OFFICER,
            ["work_list", "inbox", "enquiries", "messages", "jobs", "out_of_hours"],
        ),
        (
            Role.SENIOR_OFFICER,
            ["work_list", "inbox", "out_of_hours", "near_misses", "figures", "retention"],
        ),
        (
            Role.AUDITOR,
            [
                "work_list",
                "inbox",
                "near_misses",
                "figures",
                "requests",
                "retention",
                "reading",
                "record",
                "proof",
            ],
        ),
    ],
)
def test_the_menu_follows_from_the_roles(role: Role, pages: list[str]) -> None:
    actor = Actor(reference="X-1", name="X", rank=Rank.SERGEANT, unit="", roles=frozenset({role}))
    assert [entry.page for entry in entries_for(actor)] == pages


def test_who_has_no_role_has_no_menu() -> None:
    assert entries_for(SYSTEM) == []
    assert entries_for(None) == []


def test_who_may_not_open_a_page_is_told_whom_it_is_for() -> None:
    with pytest.raises(NotAllowed, match=r"Record: .* a disclosure officer or an auditor"):
        check_may_open("record", SYSTEM)
