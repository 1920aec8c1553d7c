"""The acts of the studio upon footage, each as one change of its plan with its words."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from bluelamp.casework.errors import BadInput
from bluelamp.desk import studio_acts as acts
from bluelamp.desk.tracks import clock
from bluelamp.redaction import PlanRefused
from bluelamp.redaction.footage import correcting, voices
from bluelamp.redaction.footage.plan import (
    FootagePlan,
    SoundSpan,
    add_region,
    change_sound,
    drop_sound,
    find,
    remove_region,
)
from bluelamp.redaction.footage.values import Place, Probe, Span
from bluelamp.redaction.grouping import members
from bluelamp.redaction.reshaping import reshape, whole_body

Change = Callable[[FootagePlan], FootagePlan]

_DRAWN_FOR: Final = 2.0  # seconds, where no end was given
_HEARD: Final = {"mute": "silent", "tone": "a tone", "disguise": "a disguised voice"}
_MAY: Final = {"keep": "may be heard", "mute": "is not heard", "": "is undecided"}


def footage_change(
    edit: acts.AnyEdit, names: Mapping[str, str], probe: Probe
) -> tuple[Change, str]:
    """The change of the plan, and its words; raises BadInput for what cannot be asked of footage."""
    match edit:
        case acts.Sound() | acts.Unsound() | acts.KeepSound() | acts.Speech():
            return _of_sound(edit)
        case acts.Draw() | acts.CoverAll() | acts.Remove():
            return _of_regions(edit, names, probe)
        case _:
            return _of_time(edit, names.get(getattr(edit, "id", ""), ""), probe)


def _of_time(edit: acts.AnyEdit, name: str, probe: Probe) -> tuple[Change, str]:
    """Where and when a track or region is."""
    ticks = probe.picture.ticks
    match edit:
        case acts.Split(id=id_, at=at):
            make: Change = partial(_split, id_=id_, at=ticks(at))
            return make, f"{name} is split at {clock(at)}"
        case acts.HideFrom(id=id_, at=at):
            return partial(
                _hide_from, id_=id_, at=ticks(at)
            ), f"{name} is hidden from {clock(at)} on"
        case acts.Place(id=id_, at=at, box=box):
            make = partial(correcting.place, id=id_, at=ticks(at), box=box)
            return make, f"{name} was placed at {clock(at)}"
        case acts.Unplace(id=id_, at=at):
            make = partial(correcting.unplace, id=id_, at=ticks(at))
            return make, f"{name} has no place of its own at {clock(at)}"
        case acts.Reshape():
            return partial(_reshaped, edit=edit, at=ticks(edit.at)), f"{name} has another shape"
        case acts.Extend(id=id_, first=first, last=last):
            begin = None if first is None else ticks(first)
            end = None if last is None else ticks(last)
            make = partial(correcting.extend, id=id_, first=begin, last=end)
            return make, f"{name} lasts {_span(first, last)}"
        case _:
            raise BadInput("That is not an act upon a plan.", field="act")


def _of_regions(
    edit: acts.Draw | acts.CoverAll | acts.Remove, names: Mapping[str, str], probe: Probe
) -> tuple[Change, str]:
    """What is drawn by hand."""
    picture = probe.picture
    match edit:
        case acts.Draw():
            until = edit.at + _DRAWN_FOR if edit.until is None else edit.until
            first = min(picture.ticks(edit.at), picture.last)
            last = min(picture.ticks(until), picture.last)
            places = [Place(time, *edit.box) for time in dict.fromkeys((first, max(first, last)))]
            make: Change = partial(
                add_region,
                places=places,
                shape=edit.shape,
                why=edit.why,
                points=edit.points,
                inverse=edit.inverse,
            )
            return make, f"a region was drawn from {clock(edit.at)} to {clock(until)}"
        case acts.CoverAll(first=first_, last=last_):
            make = partial(
                correcting.cover_all, first=picture.ticks(first_), last=picture.ticks(last_)
            )
            return make, f"the whole frame is covered {_span(first_, last_)}"
        case acts.Remove(id=id_):
            return partial(remove_region, id=id_), f"{names.get(id_, id_)} was removed"


def _of_sound(
    edit: acts.Sound | acts.Unsound | acts.KeepSound | acts.Speech,
) -> tuple[Change, str]:
    match edit:
        case acts.Sound(start=start, end=end, effect=effect, why=why):
            span = SoundSpan(start=start, end=end, effect=effect, why=why.strip())
            return partial(
                change_sound, spans=[span]
            ), f"sound {_span(start, end)}: {_HEARD[effect]}"
        case acts.Unsound(start=start, end=end):
            make: Change = partial(voices.leave_sound, start=start, end=end)
            return make, f"sound {_span(start, end)}: as it is"
        case acts.KeepSound(keep=keep):
            words = "the sound goes out" if keep else "no sound goes out"
            return (voices.let_sound_out if keep else drop_sound), words
        case acts.Speech():
            spans = [Span(start=start, end=end) for start, end in _voices(edit)]
            said = _span(spans[0].start, spans[0].end) if len(spans) == 1 else f"({len(spans)})"
            make = partial(_answered, spans=spans, answer=edit.answer)
            return make, f"voice {said} {_MAY[edit.answer]}"


def _voices(edit: acts.Speech) -> Iterator[tuple[float, float]]:
    if edit.spans:
        yield from edit.spans
    elif edit.start is not None and edit.end is not None:
        yield edit.start, edit.end
    else:
        raise BadInput("Say which voices are meant, by when each begins and ends.", field="spans")


def _answered(plan: FootagePlan, *, spans: list[Span], answer: voices.Answer) -> FootagePlan:
    for span in spans:
        plan = voices.answer(plan, span=_nearest(plan, span), answer=answer)
    return plan


def _nearest(plan: FootagePlan, asked: Span) -> Span:
    """The voice that was found there, to the millisecond: the page need not give every digit."""
    return next(
        (
            span
            for span in plan.speech
            if abs(span.start - asked.start) < 0.001 and abs(span.end - asked.end) < 0.001
        ),
        asked,
    )


def _split(plan: FootagePlan, *, id_: str, at: int) -> FootagePlan:
    there = [one for one in members(plan, [id_]) if _is_there(plan, one, at)]
    if not there:
        raise PlanRefused(f"{id_} is not to be seen at that time, so there is nothing to split.")
    for one in there:
        plan = correcting.split(plan, id=one, at=at)
    return plan


def _hide_from(plan: FootagePlan, *, id_: str, at: int) -> FootagePlan:
    later = [one for one in members(plan, [id_]) if find(plan, id=one).parts[-1][-1].time >= at]
    if not later:
        raise PlanRefused(f"{id_} is not to be seen from that time on.")
    for one in later:
        plan = correcting.hide_from(plan, id=one, at=at)
    return plan


def _is_there(plan: FootagePlan, id_: str, at: int) -> bool:
    return any(part[0].time <= at <= part[-1].time for part in find(plan, id=id_).parts)


def _reshaped(plan: FootagePlan, *, edit: acts.Reshape, at: int) -> FootagePlan:
    if edit.shape == acts.BODY:
        return whole_body(plan, id=edit.id)
    shaped = reshape(plan, id=edit.id, shape=edit.shape, points=edit.points, inverse=edit.inverse)
    return correcting.place(shaped, id=edit.id, at=at, box=edit.box) if edit.box else shaped


def _span(first: float | None, last: float | None) -> str:
    begin = "" if first is None else f"from {clock(first)}"
    end = "" if last is None else f"to {clock(last)}"
    return f"{begin} {end}".strip()
