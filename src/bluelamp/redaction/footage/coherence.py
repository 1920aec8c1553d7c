"""Whether a plan for footage is one that can be carried out, whoever made it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from bluelamp.redaction.errors import PlanRefused
from bluelamp.redaction.terms import check_said

if TYPE_CHECKING:
    from .plan import FootagePlan, Track


def check_coherence(plan: FootagePlan) -> None:
    """Raises PlanRefused where ids come twice, or a track, region or span says what cannot be."""
    ids = [track.id for track in plan.everything]
    if len(set(ids)) < len(ids):
        twice = next(id_ for id_ in ids if ids.count(id_) > 1)
        raise PlanRefused(f"The plan names {twice} twice.")
    for track in plan.everything:
        check_track(track, plan)
    check_spans(plan)


def check_track(track: Track, plan: FootagePlan) -> None:
    """Raises PlanRefused unless every part has places, in the order of time, of a believable size."""
    check_said(track)
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


def check_spans(plan: FootagePlan) -> None:
    """Raises PlanRefused where a change to the sound has no length."""
    for span in plan.sound:
        if not 0 <= span.start < span.end:
            raise PlanRefused(
                f"A change to the sound from {span.start:g} to {span.end:g} seconds has no length."
            )
