"""A yes or no for every voice found, and changes to the sound taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.redaction import PlanRefused
from bluelamp.redaction.footage.plan import (
    FootagePlan,
    SoundEffect,
    SoundSpan,
    change_sound,
    drop_sound,
    read_footage_plan,
)
from bluelamp.redaction.footage.values import Span
from bluelamp.redaction.footage.voices import Answer, answer, answered, leave_sound, let_sound_out

ONE, TWO = Span(start=1, end=2.5), Span(start=4, end=6)
PLAN = FootagePlan(
    source_sha256="0" * 64, width=100, height=80, time_base=(1, 25), speech=(ONE, TWO)
)


def test_a_voice_is_answered_for_and_the_answer_taken_back() -> None:
    assert [answered(PLAN, span) for span in PLAN.speech] == [Answer.NONE, Answer.NONE]
    said = answer(answer(PLAN, span=TWO, answer="mute"), span=ONE, answer="keep")
    assert [answered(said, span) for span in PLAN.speech] == [Answer.KEEP, Answer.MUTE]
    assert [(span.start, span.end, span.effect) for span in said.sound] == [(4, 6, "mute")]
    assert read_footage_plan(said.readable()) == said
    other = answer(answer(said, span=TWO, answer="keep"), span=ONE, answer="mute")
    assert [answered(other, span) for span in PLAN.speech] == [Answer.MUTE, Answer.KEEP]
    assert answer(answer(other, span=TWO, answer=""), span=ONE, answer=Answer.NONE) == PLAN
    with pytest.raises(PlanRefused, match="No voice was found from 1 to 2 seconds"):
        answer(PLAN, span=Span(start=1, end=2), answer="keep")
    with pytest.raises(PlanRefused, match="not 'loud'"):
        answer(PLAN, span=ONE, answer="loud")


def test_what_is_silent_by_other_changes_needs_no_answer() -> None:
    halves = [SoundSpan(start=3, end=5), SoundSpan(start=5, end=6, effect=SoundEffect.TONE)]
    assert answered(change_sound(PLAN, spans=halves), TWO) is Answer.MUTE
    assert answered(change_sound(PLAN, spans=halves[:1]), TWO) is Answer.NONE
    off = drop_sound(PLAN)
    assert let_sound_out(off) == PLAN


def test_no_voice_is_answered_for_by_letting_no_sound_out() -> None:
    off = drop_sound(PLAN)
    assert [answered(off, span) for span in PLAN.speech] == [Answer.NONE, Answer.NONE]
    said = answer(answer(off, span=TWO, answer="mute"), span=ONE, answer="keep")
    assert not said.keep_sound
    for plan in (said, let_sound_out(said)):
        assert [answered(plan, span) for span in PLAN.speech] == [Answer.KEEP, Answer.MUTE]


spans = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(
    lambda each: SoundSpan(start=each[0], end=each[0] + each[1])
)


@given(st.lists(spans, max_size=4), spans)
def test_sound_left_over_a_stretch_is_as_it_was_there_and_nowhere_else(
    changes: list[SoundSpan], left: SoundSpan
) -> None:
    before = change_sound(PLAN, spans=changes)
    after = leave_sound(before, start=left.start, end=left.end)
    for time in (number + 0.5 for number in range(30)):
        is_left = left.start <= time < left.end
        assert changed(after, time) == ([] if is_left else changed(before, time))
    read_footage_plan(after.readable())


def changed(plan: FootagePlan, time: float) -> list[str]:
    return [span.effect for span in plan.sound if span.start <= time < span.end]


def test_a_stretch_without_length_is_refused() -> None:
    with pytest.raises(PlanRefused, match="no length"):
        leave_sound(PLAN, start=2, end=2)
