"""`{% load picture %}`: regions and grounds in words."""

from datetime import timedelta

from django import template

from bluelamp.casework.grounds import GROUNDS
from bluelamp.casework.routes import Route
from bluelamp.casework.services.image import MAY_SEE_ORIGINALS
from bluelamp.desk import advising, openings, regions, tracks
from bluelamp.desk.advising import ClauseShown
from bluelamp.people.actor import Actor

register = template.Library()


@register.filter
def region_name(code: str) -> str:
    """“person 1” for `p1`."""
    return regions.name(code)


@register.simple_tag
def opening() -> str:
    """A name for this opening of a film."""
    return openings.new()


@register.filter
def clock(seconds: float) -> str:
    """A time of footage, as in “1:03.2”."""
    return tracks.clock(seconds)


@register.filter
def ground_words(code: str) -> str:
    """The reason for objecting, in words."""
    return GROUNDS[code].words


@register.filter
def ground_is_exceptional(code: str) -> bool:
    """Whether the policy lists it among the exceptional reasons."""
    return GROUNDS[code].exceptional


@register.filter
def ground_clause(code: str) -> ClauseShown | None:
    """The clause that answers an objection on this ground, and what it says."""
    return advising.policy_on(GROUNDS[code].clause, route=Route.CUSTODY_IMAGE)


@register.filter
def hours(length: timedelta) -> str:
    """“4 hours”."""
    count = length.total_seconds() / 3600
    return f"{count:g} hour{'' if count == 1 else 's'}"


@register.filter
def may_see_originals(actor: Actor) -> bool:
    """Whether pictures as held are shown to this person at all."""
    return bool(MAY_SEE_ORIGINALS & actor.roles)
