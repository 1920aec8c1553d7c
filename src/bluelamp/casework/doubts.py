"""What is doubtful in footage, as a list to be emptied or waved through with a reason before it is obscured.

Each doubt keeps its key from one version of the plan to the next, so that what was settled stays so,
and no longer than it is about the same: whose track it is, where and when, and who of a pair is visible.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final, Protocol

import msgspec

from bluelamp.casework.models import Image, PlanVersion, Remark, Rendition, SettledDoubt
from bluelamp.casework.plans import footage_of, place_at, plan_of
from bluelamp.redaction import Box, Shape
from bluelamp.redaction.footage.examining import FaceSeen
from bluelamp.redaction.footage.plan import FootagePlan, Track
from bluelamp.redaction.footage.values import Place, Probe

CROSSES: Final = "crosses "
ENDS: Final = "vanishes in mid-picture"
FAST: Final = "moves fast, may be blurred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A moment to look at, in seconds from the first picture, and why; `settled` once somebody has.

    `track` is the one that it is about (empty for none), `source` tracks, cuts, examination or check.
    """

    key: str
    seconds: float
    words: str
    track: str = ""
    source: str = "tracks"
    box: Box | None = None
    settled: SettledDoubt | None = None


class WithPlan(Protocol):
    """What counts of a case now: its image, and the newest version of who is obscured."""

    @property
    def image(self) -> Image | None:
        """The newest image."""

    @property
    def plan(self) -> PlanVersion | None:
        """Its newest plan."""


def doubts_of(now: WithPlan) -> tuple[Doubt, ...]:
    """Every doubt of the newest plan of footage, settled or not, by time; none for a picture."""
    return doubts_in(now.image, now.plan) if now.image else ()


def doubts_in(image: Image, version: PlanVersion | None) -> tuple[Doubt, ...]:
    """The same, of a version of the image's plan."""
    footage = footage_of(image)
    if footage is None or version is None:
        return ()
    plan = plan_of(version)
    assert isinstance(plan, FootagePlan)  # noqa: S101  as its image says
    found = (
        *of_tracks(plan, footage.probe),
        *_of_cuts(image, footage.probe),
        *_of_examination(image, plan, footage.probe),
        *_of_check(image),
    )
    settled = {row.key: row for row in image.settled_doubts.filter(undone_at=None)}
    with_answers = (replace(each, settled=settled.get(each.key)) for each in found)
    return tuple(sorted(with_answers, key=lambda each: (each.seconds, each.key)))


def left(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Those that nobody has settled."""
    return tuple(each for each in doubts if each.settled is None)


def of_tracks(plan: FootagePlan, probe: Probe) -> Iterator[Doubt]:
    """What the following was not sure of; a pair that crosses is one doubt, and only where one of them is visible."""
    kept = {track.id for track in plan.kept}
    known = {track.id: track for track in plan.everything}
    for track in plan.everything:
        for words in track.doubts:
            if not words.startswith(CROSSES):
                yield _alone(track, words, probe)
                continue
            other = known.get(words.removeprefix(CROSSES))
            # Where both are covered it does not matter which is which.
            if other and _first_of(track, other) and {track.id, other.id} & kept:
                yield _crossing(track, other, kept, probe)


def _alone(track: Track, words: str, probe: Probe) -> Doubt:
    place = track.parts[0][0]
    if words == ENDS:
        place = track.parts[-1][-1]
    elif words == FAST:
        place = _fastest(track)
    return Doubt(
        key=f"track:{track.id}:{_where(place)}:{words}"[:120],
        seconds=_seconds(probe, place.time),
        words=words,
        track=track.id,
    )


def _first_of(track: Track, other: Track) -> bool:
    """Whether the pair is told of at this one, and not at the other."""
    return f"{CROSSES}{track.id}" not in other.doubts or track.id < other.id


def _crossing(track: Track, other: Track, kept: AbstractSet[str], probe: Probe) -> Doubt:
    first = max(track.parts[0][0], other.parts[0][0], key=lambda place: place.time)
    pair = sorted((track.id, other.id))
    visible = "+".join(id_ for id_ in pair if id_ in kept)
    return Doubt(
        key=f"crossing:{'+'.join(pair)}:{_where(first)}:{visible}",
        seconds=_seconds(probe, first.time),
        words=f"{CROSSES}{other.id}",
        track=track.id,
    )


def _where(place: Place) -> str:
    """A place by its time and its corner: an id that is given again is at another."""
    return f"{place.time}:{place.left:.0f}:{place.top:.0f}"


def _fastest(track: Track) -> Place:
    """From where it goes furthest to its next place, in a tick."""

    def speed(pair: tuple[Place, Place]) -> float:
        one, next_ = pair
        across = next_.left + next_.right - one.left - one.right
        down = next_.top + next_.bottom - one.top - one.bottom
        return (abs(across) + abs(down)) / (next_.time - one.time)

    pairs = [pair for part in track.parts for pair in itertools.pairwise(part)]
    return max(pairs, key=speed)[0] if pairs else track.parts[0][0]


def _of_cuts(image: Image, probe: Probe) -> Iterator[Doubt]:
    """Everyone is followed anew from a cut on, and must be covered from the first frame after it."""
    for time in image.cuts or ():
        yield Doubt(
            key=f"cut:{time}",
            seconds=_seconds(probe, time),
            words="a cut: look at the first frames after it",
            source="cuts",
        )


def _of_examination(image: Image, plan: FootagePlan, probe: Probe) -> Iterator[Doubt]:
    """Perhaps a face, in the latest film that was examined, where the plan does not cover it meanwhile."""
    examined = Rendition.objects.filter(plan__image=image, examined__isnull=False)
    row = examined.order_by("-id").first()
    faces = (row.report or {}).get("faces_left", ()) if row else ()
    for face in msgspec.convert(list(faces), list[FaceSeen]):
        middle = face.box.centre
        if any(_covers(track, face.time, middle) for track in plan.obscured):
            continue
        place = f"{face.time}:{face.box.left}:{face.box.top}"
        yield Doubt(
            key=f"examination:{place}",
            seconds=_seconds(probe, face.time),
            words=f"perhaps a face, {round(100 * face.confidence)}% sure",
            source="examination",
            box=face.box,
        )


def _covers(track: Track, time: int, at: tuple[float, float]) -> bool:
    """Whether the track covers the point then; of a polygon nobody can tell without drawing it, so it does not."""
    box = place_at(track, time)
    if box is None or track.shape is Shape.POLYGON:
        return False
    across = 2 * (at[0] - box.left) / (box.right - box.left) - 1
    down = 2 * (at[1] - box.top) / (box.bottom - box.top) - 1
    if track.shape is Shape.ELLIPSE:
        inside = across * across + down * down < 1
    else:
        inside = max(abs(across), abs(down)) < 1
    return inside is not bool(track.inverse)


def remarks_sent_back(image: Image) -> Sequence[Remark]:
    """Every mark with which a rendition of the image was sent back, the newest rendition's last."""
    rows = Remark.objects.filter(
        rendition__plan__image=image, rendition__approved=False, withdrawn_at=None
    )
    return list(rows.order_by("rendition", "seconds", "id"))


def _of_check(image: Image) -> Iterator[Doubt]:
    for mark in remarks_sent_back(image):
        yield Doubt(
            key=f"check:{mark.pk}",
            seconds=mark.seconds,
            words=f"sent back: {mark.words}",
            source="check",
            box=Box(*mark.box) if mark.box else None,
        )


def _seconds(probe: Probe, ticks: int) -> float:
    return max(0.0, probe.picture.clock(ticks))
