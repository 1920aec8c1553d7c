"""The plan for footage: who is covered from when to when and who is kept, what becomes of the sound.

Every function returns a new plan.  Whatever the plan does not keep is covered.
"""

# ruff: noqa: A001, A002  the public names are the plain words "id"

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Literal

import msgspec

from bluelamp.redaction.errors import PlanRefused
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.plan import Decision, Effect, Shape, shape_named

from .values import Place, Probe, Span, readable


class Codec(StrEnum):
    """How the pictures that go out are coded."""

    H264 = "h264"
    HEVC = "hevc"
    AV1 = "av1"


class Damage(StrEnum):
    """What a frame that cannot be decoded does: it stops the work, or is shown as a solid frame."""

    STOP = "stop"
    BLANK = "blank"


class SoundEffect(StrEnum):
    """What becomes of the sound over a span; a disguised voice can often still be recognised."""

    MUTE = "mute"
    TONE = "tone"
    DISGUISE = "disguise"


class SoundSpan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A change to the sound from `start` up to `end`, in seconds from the first picture."""

    start: float
    end: float
    effect: SoundEffect = SoundEffect.MUTE
    why: str = ""


class Track(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Someone or something followed through time, about which there is one decision.

    Places are what is covered (an ellipse touches its four sides), linear between neighbours. Each
    part runs from its first place to its last, both included; between parts it is not shown. Ids
    are ``t1``, ``t2``, … for what was found and ``h1``, … for what was drawn by hand, which has
    neither kind nor confidence. `doubts` are for a person to read: crossings, low confidence.
    """

    id: str
    kind: Kind | None = None
    shape: Shape = Shape.ELLIPSE
    parts: tuple[tuple[Place, ...], ...]
    confidence: float | None = None
    decision: Decision = Decision.OBSCURE
    why: str = ""
    doubts: tuple[str, ...] = ()


class FootagePlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Decisions for one file of footage, named by its sha256; sizes in pixels, upright."""

    version: Literal[1] = 1
    source_sha256: str
    width: int
    height: int
    time_base: tuple[int, int]
    effect: Effect = Effect.SOLID
    codec: Codec = Codec.H264
    damage: Damage = Damage.STOP
    keep_sound: bool = True
    sound: tuple[SoundSpan, ...] = ()
    speech: tuple[Span, ...] = ()
    tracks: tuple[Track, ...] = ()
    regions: tuple[Track, ...] = ()

    @property
    def everything(self) -> tuple[Track, ...]:
        """What was found, then what was drawn by hand."""
        return self.tracks + self.regions

    @property
    def obscured(self) -> tuple[Track, ...]:
        """What will be covered."""
        return tuple(track for track in self.everything if track.decision is Decision.OBSCURE)

    @property
    def kept(self) -> tuple[Track, ...]:
        """What stays visible, by a person's decision."""
        return tuple(track for track in self.everything if track.decision is Decision.KEEP)

    def canonical(self) -> bytes:
        """The plan as JSON with keys in order and no spaces, the same whether made or read."""
        read = msgspec.json.decode(msgspec.json.encode(self), type=FootagePlan)
        return msgspec.json.encode(read, order="sorted")

    def digest(self) -> str:
        """The sha256 of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def readable(self) -> bytes:
        """The plan as indented JSON, one place a line, to be read or edited by people."""
        return readable(self)


def read_footage_plan(content: bytes) -> FootagePlan:
    """A plan from its JSON; raises PlanRefused where it is malformed."""
    try:
        plan = msgspec.json.decode(content, type=FootagePlan)
    except msgspec.DecodeError as error:
        raise PlanRefused(f"The plan cannot be read: {error}.") from error
    _check_tracks(plan)
    return plan


def propose_footage(
    probe: Probe,
    tracks: Iterable[Track],
    *,
    speech: Iterable[Span] = (),
    effect: Effect | str = Effect.SOLID,
    codec: Codec | str = Codec.H264,
    damage: Damage | str = Damage.STOP,
) -> FootagePlan:
    """A plan that covers everything found and leaves the sound as it is."""
    plan = FootagePlan(
        source_sha256=probe.sha256,
        width=probe.picture.width,
        height=probe.picture.height,
        time_base=probe.picture.time_base,
        effect=Effect(effect),
        codec=Codec(codec),
        damage=Damage(damage),
        tracks=tuple(tracks),
        speech=tuple(speech),
    )
    _check_tracks(plan)
    return plan


def keep(plan: FootagePlan, *, id: str, why: str) -> FootagePlan:
    """The plan with this track left visible, for a stated reason."""
    if not why.strip():
        raise PlanRefused(f"Say why {id} is to stay visible.")
    return _changed(plan, id, decision=Decision.KEEP, why=why.strip())


def obscure(plan: FootagePlan, *, id: str, why: str = "") -> FootagePlan:
    """The plan with this track covered again."""
    return _changed(plan, id, decision=Decision.OBSCURE, why=why.strip())


def add_region(
    plan: FootagePlan, *, places: Sequence[Place], shape: Shape | str = Shape.BOX, why: str = ""
) -> FootagePlan:
    """The plan with a region drawn by hand, covered; the newest has the highest number."""
    number = max((int(region.id[1:]) for region in plan.regions), default=0) + 1
    drawn = Track(
        id=f"h{number}", shape=shape_named(shape), parts=(tuple(places),), why=why.strip()
    )
    _check_places(drawn, plan)
    return msgspec.structs.replace(plan, regions=(*plan.regions, drawn))


def move_region(
    plan: FootagePlan,
    *,
    id: str,
    parts: Sequence[Sequence[Place]],
    shape: Shape | str | None = None,
) -> FootagePlan:
    """The plan with a region or track covering other places."""
    track = find(plan, id=id)
    moved = tuple(tuple(part) for part in parts)
    changed = msgspec.structs.replace(track, parts=moved, shape=shape_named(shape or track.shape))
    _check_places(changed, plan)
    return _changed(plan, id, parts=changed.parts, shape=changed.shape)


def remove_region(plan: FootagePlan, *, id: str) -> FootagePlan:
    """The plan without a region drawn by hand; what was found can be kept, never removed."""
    if find(plan, id=id) not in plan.regions:
        raise PlanRefused(f"{id} was found, not drawn by hand: keep it, with a reason, instead.")
    left = tuple(region for region in plan.regions if region.id != id)
    return msgspec.structs.replace(plan, regions=left)


def change_sound(plan: FootagePlan, *, spans: Iterable[SoundSpan]) -> FootagePlan:
    """The plan with these further changes to the sound."""
    changed = msgspec.structs.replace(plan, sound=plan.sound + tuple(spans))
    _check_spans(changed)
    return changed


def drop_sound(plan: FootagePlan) -> FootagePlan:
    """The plan with no sound going out."""
    return msgspec.structs.replace(plan, keep_sound=False)


def find(plan: FootagePlan, *, id: str) -> Track:
    """The track or region of that id; raises PlanRefused where there is none."""
    for track in plan.everything:
        if track.id == id:
            return track
    known = ", ".join(track.id for track in plan.everything) or "nobody"
    raise PlanRefused(f"The plan holds no {id}; it holds {known}.")


def check(plan: FootagePlan, *, probe: Probe) -> None:
    """Raises PlanRefused where the plan was made for another file, or covers what is before or after it."""
    if plan.source_sha256 != probe.sha256:
        raise PlanRefused("The plan is for another file: the sha256 of the footage differs.")
    picture = probe.picture
    if (plan.width, plan.height) != (picture.width, picture.height):
        raise PlanRefused(
            f"The plan is for {plan.width} by {plan.height} pixels; "
            f"the footage has {picture.width} by {picture.height}."
        )
    if plan.time_base != picture.time_base:
        raise PlanRefused("The plan counts time in other ticks than the footage.")
    _check_tracks(plan)
    for track in plan.everything:
        for part in track.parts:
            if part[-1].time < picture.first or part[0].time > picture.last:
                raise PlanRefused(
                    f"{track.id} has places from {part[0].time} to {part[-1].time}; the footage "
                    f"has pictures from {picture.first} to {picture.last}."
                )


def _changed(plan: FootagePlan, id: str, **changes: object) -> FootagePlan:
    target = find(plan, id=id)

    def apply(tracks: tuple[Track, ...]) -> tuple[Track, ...]:
        return tuple(
            msgspec.structs.replace(track, **changes) if track is target else track
            for track in tracks
        )

    return msgspec.structs.replace(plan, tracks=apply(plan.tracks), regions=apply(plan.regions))


def _check_tracks(plan: FootagePlan) -> None:
    ids = [track.id for track in plan.everything]
    if len(set(ids)) < len(ids):
        twice = next(id for id in ids if ids.count(id) > 1)
        raise PlanRefused(f"The plan names {twice} twice.")
    for track in plan.everything:
        _check_places(track, plan)
    _check_spans(plan)


def _check_places(track: Track, plan: FootagePlan) -> None:
    """Every part has places, in the order of time, none of them empty or absurdly large."""
    if not track.parts or not all(track.parts):
        raise PlanRefused(f"{track.id} has no place.")
    for part in track.parts:
        times = [place.time for place in part]
        if any(later <= earlier for earlier, later in itertools.pairwise(times)):
            raise PlanRefused(f"The places of {track.id} are not in the order of time.")
        for place in part:
            width, height = place.right - place.left, place.bottom - place.top
            if not (0 < width <= 3 * plan.width and 0 < height <= 3 * plan.height):
                raise PlanRefused(
                    f"{track.id} at {place.time} is {width:g} by {height:g} pixels; a place is "
                    "larger than nothing and at most three times as large as the picture."
                )


def _check_spans(plan: FootagePlan) -> None:
    for span in plan.sound:
        if not 0 <= span.start < span.end:
            raise PlanRefused(
                f"A change to the sound from {span.start:g} to {span.end:g} seconds has no length."
            )
