"""What a second person looks at before signing a rendition: every doubt, and a sample of moments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bluelamp.casework import sampling
from bluelamp.casework.doubts import doubts_of
from bluelamp.casework.errors import BadInput
from bluelamp.casework.models import Remark, Rendition
from bluelamp.casework.plans import footage_of, plan_of
from bluelamp.casework.standing import Standing
from bluelamp.redaction import Box, Decision, Plan
from bluelamp.redaction.footage.plan import FootagePlan, Track
from bluelamp.redaction.footage.values import Probe
from bluelamp.redaction.grouping import Person, everyone

WORKED_ON_IT: Final = "You worked on this picture, so somebody else must check it."

_OF_THE_COVERED: Final = 12  # regions of a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something to look at in both the original and the rendition; `settled` says why a doubt was waved through.

    `seconds` from the first picture, `box` in pixels upright, None for the whole frame. `source` is
    where it comes from: the doubts' own words for that, or “sample”.
    """

    key: str
    seconds: float
    words: str
    source: str
    box: Box | None = None
    settled: str = ""


def moments(now: Standing) -> list[Moment]:
    """All that is to be looked at in the newest rendition: doubts first, then the sample, each in order of time."""
    row = now.rendition
    if now.image is None or row is None or not row.sha256:
        return []
    plan, footage = plan_of(row.plan), footage_of(now.image)
    if footage and isinstance(plan, FootagePlan):
        drawn = _of_footage(plan, footage.probe, row.sha256)
    else:
        assert isinstance(plan, Plan)  # noqa: S101  as its image says
        drawn = _of_picture(plan, row.sha256)
    by_time = sorted(drawn, key=lambda each: each.seconds)
    return [*_doubts(now), *by_time]


def looked_at(row: Rendition, *, by: str) -> frozenset[str]:
    """The keys of the moments at which this checker says to have looked."""
    return frozenset(row.looked.filter(looked_by=by).values_list("moment", flat=True))


def remarks(row: Rendition) -> Sequence[Remark]:
    """The frames of it that are marked as going back, in order of time."""
    return list(row.remarks.filter(withdrawn_at=None).order_by("seconds", "id"))


def check_place(now: Standing, *, seconds: float, box: Box | None) -> None:
    """Raises BadInput where the time or the box lies outside what the case's image shows."""
    image, footage = now.image, footage_of(now.image)
    assert image  # noqa: S101  a rendition is of one
    last = footage.probe.picture.clock(footage.probe.picture.last) if footage else 0.0
    if not 0 <= seconds <= last + 1:
        raise BadInput(
            f"{seconds:g} seconds is outside the footage, which lasts until {last:g}.",
            field="seconds",
        )
    if box and not box.meet(Box(0, 0, image.width, image.height)).area:
        raise BadInput(
            f"The box lies outside the picture, which is {image.width} by {image.height} pixels.",
            field="box",
        )


def _of_footage(plan: FootagePlan, probe: Probe, sha256: str) -> Iterator[Moment]:
    picture = probe.picture
    last = max(0.0, picture.clock(picture.last))
    over = sampling.over_film(sha256, duration=last, frames=picture.frames)
    for number, seconds in enumerate(over, 1):
        yield _sampled(f"film:{number}", "drawn from the whole film", seconds)
    for person in everyone(plan):
        spans = list(_kept_spans(person, probe, last))
        drawn = sampling.over_spans(sha256, name=person.id, spans=spans) if spans else ()
        for number, seconds in enumerate(drawn, 1):
            yield _sampled(f"kept:{person.id}:{number}", f"{person.id} stays visible", seconds)


def _kept_spans(person: Person, probe: Probe, last: float) -> Iterator[sampling.Span]:
    """When somebody is visible, in seconds from the first picture."""
    clock = probe.picture.clock
    for track in person.regions:
        if isinstance(track, Track) and track.decision is Decision.KEEP:
            for part in track.parts:
                yield max(0.0, clock(part[0].time)), min(last, clock(part[-1].time))


def _of_picture(plan: Plan, sha256: str) -> Iterator[Moment]:
    yield _sampled("whole", "the whole picture")
    for number, box in enumerate(sampling.quarters(plan.width, plan.height), 1):
        yield _sampled(f"quarter:{number}", f"quarter {number} of the picture", box=box)
    for region in plan.kept:
        yield _sampled(f"kept:{region.id}", f"{region.id} stays visible", box=region.box)
    covered = {region.id: region for region in plan.obscured}
    for name in sampling.some_of(sha256, list(covered), most=_OF_THE_COVERED):
        yield _sampled(f"covered:{name}", f"{name} is obscured", box=covered[name].box)


def _sampled(key: str, words: str, seconds: float = 0.0, box: Box | None = None) -> Moment:
    return Moment(key=f"sample:{key}", seconds=seconds, words=words, source="sample", box=box)


def _doubts(now: Standing) -> Iterator[Moment]:
    for each in doubts_of(now):
        yield Moment(
            key=each.key,
            seconds=each.seconds,
            words=f"{each.track}: {each.words}" if each.track else each.words,
            source=each.source,
            box=each.box,
            settled=each.settled.why if each.settled else "",
        )
