"""What a person sees of footage beside the film itself: the moment on show, and where to look again."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from bluelamp.casework.plans import Footage, footage_of
from bluelamp.casework.selectors import CaseView
from bluelamp.desk.tracks import Names
from bluelamp.redaction.footage.plan import FootagePlan, Track

_LISTED: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A moment to look at again, in seconds from the first picture, and why."""

    seconds: float
    words: str


def seconds_asked(request: HttpRequest) -> float:
    """The time that the address asks for, in seconds from the first picture; 0 where it asks for none."""
    try:
        seconds = float(request.GET.get("at", "0"))
    except ValueError:
        return 0.0
    return round(min(max(seconds, 0.0), 1e6), 6) if math.isfinite(seconds) else 0.0


def moments(request: HttpRequest, footage: Footage | None) -> dict[str, Any]:
    """The moment on show, and those a second before and after; nothing for a picture."""
    if footage is None:
        return {}
    length = round(footage.probe.duration, 3)
    seconds = min(seconds_asked(request), length)
    before, after = max(0.0, seconds - 1), min(seconds + 1, length)
    steps = {"before": round(before, 3), "after": round(after, 3)}
    return {"seconds": seconds, "moments": steps}


def watching(request: HttpRequest, view: CaseView) -> dict[str, Any]:
    """The moment on show, and every doubt of the tracks and of the examination."""
    found = sorted(_doubts(view), key=lambda doubt: doubt.seconds)
    left = max(0, len(found) - _LISTED)
    shown = {"doubts": found[:_LISTED], "doubts_left": left}
    return {**moments(request, footage_of(view.now.image)), **shown}


def _doubts(view: CaseView) -> Iterator[Doubt]:
    plan, footage, row = view.plan, footage_of(view.now.image), view.now.rendition
    if not isinstance(plan, FootagePlan) or footage is None:
        return
    names = Names(plan, footage.probe)
    for face in (row.report or {}).get("faces_left", ()) if row else ():
        sure = round(100 * face["confidence"])
        yield Doubt(
            seconds=round(names.seconds(face["time"]), 2), words=f"perhaps a face, {sure}% sure"
        )
    kept = {track.id for track in plan.kept}
    for track in plan.everything:
        # Where both are covered it does not matter which is which.
        if track.id in kept or not kept.isdisjoint(_crossed(track)) or _alone(track):
            words = f"{names.name(track)}: {names.doubts(track)}"
            if track.doubts:
                yield Doubt(seconds=round(names.begins(track), 2), words=words)


def _crossed(track: Track) -> set[str]:
    return {doubt.removeprefix("crosses ") for doubt in track.doubts}


def _alone(track: Track) -> bool:
    """Whether it is doubtful in itself, and not for others near it."""
    return any(not doubt.startswith("crosses ") for doubt in track.doubts)
