"""Ranks in order, and the force's own settings."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluelamp import policy
from bluelamp.people.force import SettingNotMade, load
from bluelamp.people.ranks import Rank


@given(st.sampled_from(Rank), st.sampled_from(Rank))
def test_ranks_stand_in_one_order(one: Rank, other: Rank) -> None:
    assert one.at_least(one)
    assert one.at_least(other) or other.at_least(one)
    assert (one.at_least(other) and other.at_least(one)) == (one is other)


def test_police_staff_outrank_no_officer() -> None:
    officers = set(Rank) - {Rank.POLICE_STAFF}
    assert not any(Rank.POLICE_STAFF.at_least(rank) for rank in officers)


def test_a_setting_that_a_force_left_open_stops_whoever_needs_it(tmp_path: Path) -> None:
    texts = ("name", "short_name", "press_email", "press_phone")
    texts += ("neutral_site", "policy_pack", "conditions_of_use")
    file = tmp_path / "force.toml"
    file.write_text("\n".join(f'{text} = "x"' for text in texts) + '\nsenior_officer_rank = ""\n')

    force = load(file)

    assert force.senior_officer_rank is None
    for name in ("objection_window", "officer_in_command", "last_resort_judge"):
        with pytest.raises(SettingNotMade, match=name):
            force.needs(name)


def test_the_demonstration_force_has_set_all_that_the_policy_leaves_open() -> None:
    shipped = load(Path(str(files("bluelamp.project.demo").joinpath("force.toml"))))
    left_open = {each.id for d in policy.load("mps").decisions.values() for each in d.settings}
    assert left_open
    for name in left_open:
        shipped.needs(name)
