"""Plans of who is obscured, for a picture or for footage: which of the two, its image says."""

import bisect
import hashlib
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from bluelamp.casework.models import Image, PlanVersion
from bluelamp.redaction import Plan, read_plan
from bluelamp.redaction.footage.plan import FootagePlan, Track, read_footage_plan
from bluelamp.redaction.footage.values import Place, Probe

AnyPlan = Plan | FootagePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage:
    """Footage that a case holds: its case's reference, its original, and what that was found to hold."""

    case: str
    sha256: str
    probe: Probe


def plan_of(version: PlanVersion) -> AnyPlan:
    """The plan that a version holds; raises PlanRefused where its text is malformed."""
    return _read(version.text, is_footage(version.image))


@lru_cache(maxsize=4)
def _read(text: str, of_footage: bool) -> AnyPlan:  # noqa: FBT001
    """The same text is read once while it is worked on: that of long footage has millions of letters."""
    content = text.encode()
    return read_footage_plan(content) if of_footage else read_plan(content)


def is_footage(image: Image) -> bool:
    """Whether the image is footage and no picture."""
    return image.probe is not None


def footage_of(image: Image | None) -> Footage | None:
    """The image as footage; None for a picture, or where there is none."""
    if image is None or not is_footage(image):
        return None
    probe = msgspec.convert(image.probe, Probe)
    return Footage(case=image.case.reference, sha256=image.sha256, probe=probe)


def plan_numbered(image: Image, number: str) -> AnyPlan | None:
    """The version of that number of who is obscured in the image; None where there is none."""
    row = image.plans.filter(number=number).first() if number.isdecimal() else None
    return plan_of(row) if row else None


def placed(track: Track) -> str:
    """The digest of where a track is, all in all: another one says that somebody has moved it."""
    return hashlib.sha256(msgspec.msgpack.encode(track.parts)).hexdigest()


def place_at(track: Track, time: int) -> Place | None:
    """Where a track is at a time in ticks, linear between the places before and after; None where it is not there."""
    for part in track.parts:
        if not part[0].time <= time <= part[-1].time:
            continue
        after = bisect.bisect_left(part, time, key=lambda place: place.time)
        later, earlier = part[after], part[max(0, after - 1)]
        share = (later.time - time) / ((later.time - earlier.time) or 1)
        edges = zip(
            msgspec.structs.astuple(later)[1:], msgspec.structs.astuple(earlier)[1:], strict=True
        )
        return Place(time, *(edge + share * (before - edge) for edge, before in edges))
    return None
