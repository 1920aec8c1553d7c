"""What the studio's pages may ask for, each act a struct that is read from JSON; times in seconds, boxes in pixels."""

import re
from typing import Annotated, Any, Final, Literal, TypeVar, cast

import msgspec
from msgspec import Meta, field

from bluelamp.casework.errors import BadInput
from bluelamp.redaction import Effect, Shape, Standing
from bluelamp.redaction.footage.plan import SoundEffect
from bluelamp.redaction.footage.voices import Answer

Seconds = Annotated[float, Meta(ge=0, le=1e6)]
Pixels = Annotated[float, Meta(ge=-1e5, le=1e5)]
Edges = tuple[Pixels, Pixels, Pixels, Pixels]
Ids = Annotated[tuple[str, ...], Meta(min_length=1, max_length=5000)]
Keys = Annotated[tuple[str, ...], Meta(max_length=5000)]
Reason = Annotated[str, Meta(max_length=300)]
Points = tuple[tuple[float, float], ...]
BODY: Final = "body"  # a shape that is asked for of a head


class Edit(msgspec.Struct, frozen=True, kw_only=True, tag_field="act"):
    """An act upon version `number` of the plan of an image, by its key in the State.

    `key` names the act, so that it is done once however often it is sent.
    """

    image: int = 0
    number: int = 0
    key: Annotated[str, Meta(max_length=64)] = ""


class Decide(Edit, frozen=True, kw_only=True, tag="decide"):
    """Everyone named is sought, permitted, obscured, or not a person."""

    ids: Ids
    standing: Standing
    why: Reason = ""


class Merge(Edit, frozen=True, kw_only=True, tag="merge"):
    """All named are the same one."""

    ids: Ids


class Separate(Edit, frozen=True, kw_only=True, tag="separate"):
    """Each named is somebody alone; why, where they were taken for somebody who is not to be shown."""

    ids: Ids
    why: Reason = ""


class Split(Edit, frozen=True, kw_only=True, tag="split"):
    """A track becomes two at a frame."""

    id: str
    at: Seconds


class Rename(Edit, frozen=True, kw_only=True, tag="rename"):
    """Somebody is called so; an empty name takes the old one away."""

    id: str
    name: str


class HideFrom(Edit, frozen=True, kw_only=True, tag="hide_from"):
    """A track is obscured from a frame on."""

    id: str
    at: Seconds


class Draw(Edit, frozen=True, kw_only=True, tag="draw"):
    """A region drawn by hand, from a frame until another."""

    shape: Shape
    at: Seconds
    box: Edges
    points: Points = ()
    inverse: bool = False
    until: Seconds | None = None
    why: Reason = ""


class Place(Edit, frozen=True, kw_only=True, tag="place"):
    """Where a region or track is in a frame."""

    id: str
    at: Seconds = 0.0
    box: Edges


class Unplace(Edit, frozen=True, kw_only=True, tag="unplace"):
    """A region or track has no place of its own in a frame any more."""

    id: str
    at: Seconds


class Reshape(Edit, frozen=True, kw_only=True, tag="reshape"):
    """Another shape; with a box, at a frame, another place too. “body” is the whole body of a head."""

    id: str
    shape: str
    points: Points = ()
    inverse: bool | None = None  # as it was
    at: Seconds = 0.0
    box: Edges | None = None


class Extend(Edit, frozen=True, kw_only=True, tag="extend"):
    """A region or track begins or ends at another time."""

    id: str
    first: Seconds | None = field(name="from", default=None)
    last: Seconds | None = field(name="to", default=None)


class Remove(Edit, frozen=True, kw_only=True, tag="remove"):
    """A region that was drawn by hand goes."""

    id: str


class CoverAll(Edit, frozen=True, kw_only=True, tag="cover_all"):
    """The whole frame is covered for a stretch of time."""

    first: Seconds = field(name="from", default=0.0)
    last: Seconds = field(name="to", default=0.0)


class Follow(Edit, frozen=True, kw_only=True, tag="follow"):
    """A region is followed from a frame on, back, or both."""

    id: str
    at: Seconds
    way: str = "both"


class Sound(Edit, frozen=True, kw_only=True, tag="sound"):
    """The sound is changed over a stretch of time."""

    start: Seconds
    end: Seconds
    effect: SoundEffect = SoundEffect.MUTE
    why: Reason = ""


class Unsound(Edit, frozen=True, kw_only=True, tag="unsound"):
    """The sound of a stretch of time goes out as it is."""

    start: Seconds
    end: Seconds


class KeepSound(Edit, frozen=True, kw_only=True, tag="keep_sound"):
    """Whether any sound goes out."""

    keep: bool


class Speech(Edit, frozen=True, kw_only=True, tag="speech"):
    """May these voices be heard; `start` and `end` name one alone."""

    answer: Answer
    spans: tuple[tuple[Seconds, Seconds], ...] = ()
    start: Seconds | None = None
    end: Seconds | None = None


class WithEffect(Edit, frozen=True, kw_only=True, tag="effect"):
    """How all that is covered is covered."""

    effect: Effect


class Settle(Edit, frozen=True, kw_only=True, tag="settle"):
    """These doubts are settled, for a reason."""

    why: Reason
    keys: Keys = ()


class Unsettle(Edit, frozen=True, kw_only=True, tag="unsettle"):
    """These doubts are open again."""

    keys: Keys = ()


class Undo(Edit, frozen=True, kw_only=True, tag="undo"):
    """The change that counts now is undone."""


class Redo(Edit, frozen=True, kw_only=True, tag="redo"):
    """What was undone last is done again."""


class Restore(Edit, frozen=True, kw_only=True, tag="restore"):
    """An earlier version is brought back, as a change of its own."""

    version: int


AnyEdit = (
    Decide | Merge | Separate | Split | Rename | HideFrom | Draw | Place | Unplace | Reshape
    | Extend | Remove | CoverAll | Follow | Sound | Unsound | KeepSound | Speech | WithEffect
    | Settle | Unsettle | Undo | Redo | Restore
)  # fmt: skip


class Prepare(msgspec.Struct, frozen=True, kw_only=True):
    """Obscure everyone in an image, by version `number`; `doubts_left` is why, where doubts are left."""

    image: int = 0
    number: int
    doubts_left: Annotated[str, Meta(max_length=2000)] = ""


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """Which work is meant: search, proxy, rendering, or the following of a region of that id."""

    what: Literal["search", "proxy", "rendering", "follow"]
    id: str = ""


_FIELD: Final = re.compile(r"field `(\w+)`|\$\.(\w+)")
Asked = TypeVar("Asked")


def read(content: bytes, of: type[Asked]) -> Asked:
    """What a page asks for; raises BadInput, naming the field that cannot be read."""
    if rb"\u0000" in content:
        raise BadInput("A name or a reason holds a character that is none (U+0000): type it again.")
    try:
        return msgspec.json.decode(content, type=of)
    except msgspec.DecodeError as error:
        found = _FIELD.search(str(error))
        name = (found[1] or found[2]) if found else ""
        said = f"“{name}” of what was asked" if name else "What was asked"
        raise BadInput(f"{said} cannot be read: {error}.", field=name) from error


def read_edit(content: bytes) -> AnyEdit:
    """The act upon a plan that a page asks for; raises BadInput as `read`."""
    edit: AnyEdit = read(content, cast(type[Any], AnyEdit))
    return edit
