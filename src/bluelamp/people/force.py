"""The force's own settings: what the policy leaves open, said by the force and never by a silent default."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role


class SettingNotMade(Exception):
    """The force has not made a setting that the policy leaves open."""

    http_status = HTTPStatus.CONFLICT
    what_next = "Ask whoever looks after Bluelamp for this force to add it to the force's settings."

    def __init__(self, name: str) -> None:
        super().__init__(
            f"This force has not set “{name}”. The policy leaves it open, so nothing can go on until it is set."
        )
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ring out of hours: who it is, for what, and the number."""

    who: str
    phone: str
    what_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """What reading an auditor is shown as unusual; a threshold left open (None) shows nothing of its kind.

    The thresholds are of one officer on one day. Hours are of the day in London, the first inside
    working hours and the last outside; Saturdays and Sundays are outside them altogether.
    """

    # How long the pages of a case may be read on one entry of the record.
    sitting_minutes: int = 60
    many_originals: int | None = None
    many_cases: int | None = None
    many_out_of_hours: int | None = None
    working_hours: tuple[int, int] | None = None
    # How many times the usual is too many.
    times_usual: float = 3

    @property
    def sitting(self) -> timedelta:
        """How long a sitting lasts."""
        return timedelta(minutes=self.sitting_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """A police force as Bluelamp knows it; `None` where the force has not decided."""

    name: str
    short_name: str
    press_email: str
    press_phone: str
    neutral_site: str
    policy_pack: str
    conditions_of_use: str
    senior_officer_rank: Rank | None
    objection_window: timedelta | None
    takedown_target: timedelta | None
    # The rank from which an officer may hold the post of officer in command, and who judges a last resort.
    officer_in_command: Rank | None = None
    last_resort_judge: Role | None = None
    # How old a check for reporting restrictions may be at the moment of release.
    restriction_check: timedelta | None = None
    # How long after a letter of withdrawal, and after each reminder, who has not answered is reminded.
    chase_every: timedelta | None = None
    # Where the policy is published, for answers that point to it.
    policy_page: str = ""
    duty_contacts: tuple[Contact, ...] = ()
    reading: ReadingRules = ReadingRules()
    demonstration: bool = False

    def needs(self, name: str) -> Any:
        """The setting of that name; raises SettingNotMade where the force has left it open."""
        value = getattr(self, name)
        if value is None:
            raise SettingNotMade(name)
        return value


def load(path: Path) -> Force:
    """Read a force's settings from its TOML file (durations in hours)."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    judge = table.pop("last_resort_judge", None)
    return Force(
        senior_officer_rank=_rank(table.pop("senior_officer_rank", None)),
        officer_in_command=_rank(table.pop("officer_in_command", None)),
        last_resort_judge=Role(judge) if judge else None,
        objection_window=_hours(table.pop("objection_window_hours", None)),
        takedown_target=_hours(table.pop("takedown_target_hours", None)),
        chase_every=_hours(table.pop("chase_every_hours", None)),
        restriction_check=_hours(table.pop("restriction_check_hours", None)),
        duty_contacts=tuple(Contact(**each) for each in table.pop("duty_contacts", ())),
        reading=_reading(table.pop("reading", {})),
        **table,
    )


def _reading(given: dict[str, Any]) -> ReadingRules:
    hours = given.pop("working_hours", None)
    return ReadingRules(working_hours=(hours[0], hours[1]) if hours else None, **given)


def _rank(given: str | None) -> Rank | None:
    return Rank(given) if given else None


def _hours(given: float | None) -> timedelta | None:
    return None if given is None else timedelta(hours=given)
