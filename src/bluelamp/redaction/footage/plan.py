"""The plan for footage: who is covered from when to when and who is kept, what becomes of the sound.

Every function returns a new plan.  Whatever the plan does not keep is covered.  More changes to a
plan are in `grouping`, `reshaping`, `correcting` and `voices`.
"""

# ruff: noqa: A002  the public names are the plain words "id"

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import Literal

import msgspec

from bluelamp.redaction.errors import PlanRefused
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.outlines import Points
from bluelamp.redaction.terms import (
    Decision,
    Effect,
    Names,
    Shape,
    Standing,
    names_without,
    next_number,
    shape_named,
    standing_of,
)

from .coherence import check_coherence, check_spans, check_track
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
    `points`, `inverse`, `person` and `standing` are as in a picture's `Region`.
    """

    id: str
    kind: Kind | None = None
    shape: Shape = Shape.ELLIPSE
    parts: tuple[tuple[Place, ...], ...]
    confidence: float | None = None
    decision: Decision = Decision.OBSCURE
    why: str = ""
    doubts: tuple[str, ...] = ()
    points: Points | msgspec.UnsetType = msgspec.UNSET
    inverse: bool | msgspec.UnsetType = msgspec.UNSET
    person: str | msgspec.UnsetType = msgspec.UNSET
    standing: Standing | msgspec.UnsetType = msgspec.UNSET

    @property
    def stands(self) -> Standing:
        """As what it stands in the plan."""
        return standing_of(self.decision, self.standing)


class FootagePlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Decisions for one file of footage, named by its sha256; sizes in pixels, upright.

    Of the voices found, `speech`, those in `heard` may be heard by a person's decision.
    """

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
    names: Names = msgspec.UNSET
    heard: tuple[Span, ...] | msgspec.UnsetType = msgspec.UNSET

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

    def changing(self, ids: Collection[str], **changes: object) -> FootagePlan:
        """The plan with these fields of these tracks and regions changed."""

        def apply(tracks: tuple[Track, ...]) -> tuple[Track, ...]:
            return tuple(
                msgspec.structs.replace(track, **changes) if track.id in ids else track
                for track in tracks
            )

        return msgspec.structs.replace(self, tracks=apply(self.tracks), regions=apply(self.regions))

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
    check_coherence(plan)
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
    check_coherence(plan)
    return plan


def keep(plan: FootagePlan, *, id: str, why: str) -> FootagePlan:
    """The plan with this track left visible, for a stated reason."""
    if not why.strip():
        raise PlanRefused(f"Say why {id} is to stay visible.")
    return _changed(plan, id, decision=Decision.KEEP, why=why.strip(), standing=msgspec.UNSET)


def obscure(plan: FootagePlan, *, id: str, why: str = "") -> FootagePlan:
    """The plan with this track covered again."""
    return _changed(plan, id, decision=Decision.OBSCURE, why=why.strip(), standing=msgspec.UNSET)


def add_region(
    plan: FootagePlan,
    *,
    places: Sequence[Place],
    shape: Shape | str = Shape.BOX,
    why: str = "",
    points: Points = (),
    inverse: bool = False,
) -> FootagePlan:
    """The plan with a region drawn by hand, covered; the newest has the highest number.

    A polygon has points; with `inverse` all of the picture but the shape is covered.
    """
    drawn = Track(
        id=f"h{next_number(plan.regions)}",
        shape=shape_named(shape),
        parts=(tuple(places),),
        why=why.strip(),
        points=points or msgspec.UNSET,
        inverse=inverse or msgspec.UNSET,
    )
    check_track(drawn, plan)
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
    return _changed(plan, id, parts=moved, shape=shape_named(shape or track.shape))


def remove_region(plan: FootagePlan, *, id: str) -> FootagePlan:
    """The plan without a region drawn by hand; what was found can be kept, never removed."""
    if find(plan, id=id) not in plan.regions:
        raise PlanRefused(f"{id} was found, not drawn by hand: keep it, with a reason, instead.")
    left = tuple(region for region in plan.regions if region.id != id)
    return msgspec.structs.replace(plan, regions=left, names=names_without(plan.names, id))


def change_sound(plan: FootagePlan, *, spans: Iterable[SoundSpan]) -> FootagePlan:
    """The plan with these further changes to the sound."""
    changed = msgspec.structs.replace(plan, sound=plan.sound + tuple(spans))
    check_spans(changed)
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
    check_coherence(plan)
    for track in plan.everything:
        for part in track.parts:
            if part[-1].time < picture.first or part[0].time > picture.last:
                raise PlanRefused(
                    f"{track.id} has places from {part[0].time} to {part[-1].time}; the footage "
                    f"has pictures from {picture.first} to {picture.last}."
                )


def _changed(plan: FootagePlan, id: str, **changes: object) -> FootagePlan:
    changed = plan.changing((find(plan, id=id).id,), **changes)
    check_track(find(changed, id=id), plan)
    return changed
