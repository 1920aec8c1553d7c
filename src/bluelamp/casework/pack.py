"""The policy that the force goes by, and its days."""

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from bluelamp.policy import Fact, Pack, load

LONDON = ZoneInfo("Europe/London")


def pack() -> Pack:
    """The policy that the force goes by."""
    return load(settings.BLUELAMP_FORCE.policy_pack)


def facts_of(route: str) -> Mapping[str, Fact]:
    """Every fact that the route's decision knows, in the pack's order; none where the pack has no such route."""
    decision = pack().decisions.get(route)
    return decision.facts if decision else {}


def end_of(day: date) -> datetime:
    """The last moment of a day in London."""
    return datetime.combine(day, time.max, LONDON)


def london(at: datetime) -> date:
    """The date in London at that moment: the policy's days are the court's days."""
    return at.astimezone(LONDON).date()
