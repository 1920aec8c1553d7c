"""`{% load letters %}`: days, laws and decisions as a letter says them."""

from datetime import date

from django import template

from bluelamp.record.places import PlaceKind
from bluelamp.requests.exemptions import EXEMPTIONS, Exemption
from bluelamp.requests.models import Place, Question, Request, Review
from bluelamp.requests.values import (
    PROVISIONS,
    CameBy,
    Decision,
    Kind,
    Outcome,
    Regime,
    ReviewOutcome,
)

register = template.Library()


@register.filter
def day(on: date | None) -> str:
    """A day, as in “23 November 2026”."""
    return f"{on:%-d %B %Y}" if on else ""


@register.filter
def provision(request: Request) -> str:
    """Where the right that is asked for stands in the law."""
    return PROVISIONS[Kind(request.kind), Regime(request.regime)]


@register.filter
def decision(question: Question) -> str:
    """How a question was decided, in words."""
    return Decision(question.decision).words.lower() if question.decision else "open"


@register.filter
def decision_colour(question: Question) -> str:
    """The colour of a decision's tag."""
    match Decision(question.decision):
        case Decision.GIVEN:
            return "green"
        case Decision.GIVEN_IN_PART:
            return "yellow"
        case Decision.REFUSED | Decision.NEITHER:
            return "red"
        case Decision.NOT_HELD:
            return "grey"


@register.filter
def exemptions(question: Question) -> list[Exemption]:
    """The exemptions under which something is kept back."""
    return [EXEMPTIONS[section] for section in question.exemptions]


@register.filter
def request_kind(request: Request) -> str:
    """What is asked for, in words."""
    return Kind(request.kind).words


@register.filter
def came_by(request: Request) -> str:
    """How a request came, in words."""
    return CameBy(request.came_by).words


@register.filter
def finding(review: Review) -> str:
    """What a review found, in words."""
    return ReviewOutcome(review.outcome).words


@register.filter
def place_kind(place: Place) -> str:
    """What sort of place it is, in words."""
    return PlaceKind(place.kind).words


@register.filter
def place_outcome(place: Place) -> str:
    """What was done about a place, in words."""
    return Outcome(place.outcome).words
