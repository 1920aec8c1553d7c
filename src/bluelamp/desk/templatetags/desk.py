"""`{% load desk %}`: people, dates and the case's own words on the desk's pages."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from bluelamp.casework import access
from bluelamp.casework.court import CUSTODY_WORDS, HOSPITAL_WORDS, EventKind
from bluelamp.casework.entry_words import CODES
from bluelamp.casework.grounds import TAKEDOWN_REASONS
from bluelamp.casework.lifecycle import Act, State
from bluelamp.casework.restrictions import RELATED_WORDS
from bluelamp.casework.selectors import CaseView
from bluelamp.desk import advising, cases, words
from bluelamp.desk.forms.message import OUTCOMES
from bluelamp.disclosure.marks import Kind
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.people.ranks import Rank
from bluelamp.policy import Outcome
from bluelamp.publication.values import FeedbackView

register = template.Library()


@register.filter
def officer_name(reference: str) -> str:
    """The name of the officer with this reference."""
    return people.names({reference})[reference] if reference else "Nobody yet"


@register.filter
def moment(at: datetime | None) -> str:
    """A time in London, as in “23 November 2026, 14:05”."""
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M}" if at else ""


@register.filter
def day(on: date | str | None) -> str:
    """A day, as in “23 November 2026”."""
    given = date.fromisoformat(on) if isinstance(on, str) else on
    return f"{given:%-d %B %Y}" if given else ""


@register.filter
def outcome_words(outcome: str) -> str:
    """What the advice is, in words."""
    return words.outcome(outcome)


@register.inclusion_tag("look/components/tag.html")
def outcome_tag(outcome: str) -> dict[str, str]:
    """The advice as a coloured tag."""
    return {"text": words.outcome(outcome), "colour": words.OUTCOME_COLOURS[Outcome(outcome)]}


@register.inclusion_tag("look/components/tag.html")
def state_tag(state: State) -> dict[str, str]:
    """Where a case stands as a coloured tag."""
    return {"text": words.state_words(state), "colour": words.STATE_COLOURS[state]}


@register.inclusion_tag("desk/parts/why_not.html")
def why_not(view: CaseView, act: str, actor: Actor) -> dict[str, Any]:
    """Who may do the act, or what must come first; nothing where this person may do it now."""
    return {"sentence": cases.why_not(view, Act(act), actor)}


@register.filter
def is_open_to(reference: str, actor: Actor) -> bool:
    """Whether the case of this reference, which may be none, is open to the officer."""
    seen = access.seen_by(actor, at=timezone.now())
    return bool(reference) and seen.filter(reference=reference).exists()


@register.filter
def of(known: Mapping[str, Any], key: str) -> Any:
    """What is known of this one; nothing where nothing is."""
    return known.get(key)


@register.filter
def rank_words(rank: str) -> str:
    """A rank, in words."""
    return Rank(rank).words


@register.filter
def reason_words(code: str) -> str:
    """A reason that the desk or the policy lists, in words."""
    return CODES.get(code, code)


@register.filter
def change_words(decision: Any) -> str:
    """The smallest change of facts by which the advice would have been this decision, in words."""
    return advising.otherwise(decision.change or {}, route=decision.case.route)


@register.filter
def takedown_words(reason: str) -> str:
    """Why a release was taken down, in words."""
    return TAKEDOWN_REASONS[reason].words


@register.filter
def settled_words(written: FeedbackView) -> str:
    """How a message from the public was settled, in words; nothing while it waits."""
    return OUTCOMES[written.outcome] if written.outcome else ""


@register.filter
def event_words(kind: str) -> str:
    """What happened in court, in words."""
    return EventKind(kind).words


@register.filter
def sentence_words(code: str) -> str:
    """What sentence or order it is, in words."""
    return (CUSTODY_WORDS | HOSPITAL_WORDS)[code]


@register.filter
def related_words(code: str) -> str:
    """Whether somebody protected has ties to the person shown, in words."""
    return RELATED_WORDS[code]


@register.filter
def mark_words(kind: str) -> str:
    """As what an item of a case is marked, in words."""
    return Kind(kind).words
