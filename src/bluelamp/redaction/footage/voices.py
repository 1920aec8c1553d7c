"""What becomes of the sound: a yes or no for every voice found, and changes to the sound taken back.

Every function returns a new plan.  A voice for which nobody has answered is heard in what goes out,
and is asked about.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from bluelamp.redaction.errors import PlanRefused

from .plan import FootagePlan, SoundSpan, change_sound
from .values import Span

_WHY = "A voice that is not to be heard"


class Answer(StrEnum):
    """May a voice be heard; empty where nobody has said."""

    NONE = ""
    KEEP = "keep"
    MUTE = "mute"


def answered(plan: FootagePlan, span: Span) -> Answer:
    """The answer for a voice, whether or not any sound goes out: changed from end to end, it is not heard."""
    if not list(_without(span, plan.sound)):
        return Answer.MUTE
    return Answer.KEEP if span in (plan.heard or ()) else Answer.NONE


def answer(plan: FootagePlan, *, span: Span, answer: Answer | str) -> FootagePlan:
    """The plan with this answer for a voice found; raises PlanRefused where none was found there.

    A voice that may be heard, or of which nothing is said any more, loses what silenced it alone;
    changes that reach beyond it stay.
    """
    if span not in plan.speech:
        raise PlanRefused(f"No voice was found from {span.start:g} to {span.end:g} seconds.")
    if answer not in set(Answer):
        raise PlanRefused(f"A voice is kept or muted, not {answer!r}.")
    silenced = [each for each in plan.sound if (each.start, each.end) != (span.start, span.end)]
    heard = [each for each in plan.heard or () if each != span]
    if answer == Answer.KEEP:
        heard = sorted([*heard, span], key=lambda each: each.start)
    cleared = msgspec.structs.replace(
        plan, sound=tuple(silenced), heard=tuple(heard) or msgspec.UNSET
    )
    if answer == Answer.MUTE:
        return change_sound(cleared, spans=[SoundSpan(start=span.start, end=span.end, why=_WHY)])
    return cleared


def leave_sound(plan: FootagePlan, *, start: float, end: float) -> FootagePlan:
    """The plan with the sound as it was over a stretch, in seconds; raises PlanRefused for no length."""
    if not 0 <= start < end:
        raise PlanRefused(f"From {start:g} to {end:g} seconds the sound has no length.")
    left = (
        msgspec.structs.replace(each, start=part.start, end=part.end)
        for each in plan.sound
        for part in _without(Span(start=each.start, end=each.end), [Span(start=start, end=end)])
    )
    return msgspec.structs.replace(plan, sound=tuple(left))


def let_sound_out(plan: FootagePlan) -> FootagePlan:
    """The plan with the sound going out, as far as it is not changed."""
    return msgspec.structs.replace(plan, keep_sound=True)


def _without(span: Span, gone: Iterable[Span | SoundSpan]) -> Iterator[Span]:
    """What is left of a stretch of time without the others, in order."""
    ordered = sorted((each.start, each.end) for each in gone)
    ends = itertools.accumulate((end for _, end in ordered), max, initial=span.start)
    starts = [*(start for start, _ in ordered), span.end]
    for begin, until in zip(ends, starts, strict=True):
        if max(begin, span.start) < min(until, span.end):
            yield Span(start=max(begin, span.start), end=min(until, span.end))
