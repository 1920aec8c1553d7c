"""What a checker is shown beside the pictures, in words and numbers: what to look at, what is done, what is marked."""

from collections.abc import Mapping
from typing import Any, Final

from bluelamp.casework import checking
from bluelamp.casework.checking import Moment
from bluelamp.casework.plans import footage_of, plan_of
from bluelamp.casework.selectors import CaseView
from bluelamp.desk import studio_names
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.redaction import Box

# The edges of a box as people write them, in pixels: the field's name and its label.
EDGES: Final = (("left", "Left"), ("top", "Top"), ("width", "Width"), ("height", "Height"))


def shown(view: CaseView, *, actor: Actor) -> dict[str, Any]:
    """The picture's sizes, every moment to look at, and how far this checker is; nothing before there is a rendition.

    Seconds from the first picture, boxes as left, top, right, bottom in pixels upright.
    """
    image, row = view.now.image, view.now.rendition
    if image is None or row is None or not row.sha256:
        return {}
    footage, names = footage_of(image), studio_names.names_in(plan_of(row.plan))
    picture = footage.probe.picture if footage else None
    return {
        "sha256": row.sha256,
        "width": image.width,
        "height": image.height,
        "duration": round(footage.probe.duration, 3) if footage else 0,
        "last": round(picture.clock(picture.last), 6) if picture else 0,
        "rate": float(picture.rate) if picture else 1,
        "moments": [_moment(each, names) for each in checking.moments(view.now)],
        **progress(view, actor=actor),
    }


def progress(view: CaseView, *, actor: Actor) -> dict[str, Any]:
    """At what this checker has looked, and every frame that is marked as going back."""
    row = view.now.rendition
    if row is None:
        return {"looked": [], "remarks": []}
    return {
        "looked": sorted(checking.looked_at(row, by=actor.reference)),
        "remarks": [
            {
                "number": each.pk,
                "seconds": each.seconds,
                "words": each.words,
                "box": each.box,
                "by": people.names({each.made_by})[each.made_by],
                "mine": each.made_by == actor.reference,
            }
            for each in checking.remarks(row)
        ],
    }


def _moment(each: Moment, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": each.key,
        "seconds": round(each.seconds, 3),
        "words": studio_names.in_words(each.words, names),
        "source": each.source,
        "box": _edges(each.box),
        "settled": each.settled,
    }


def _edges(box: Box | None) -> list[int] | None:
    return [box.left, box.top, box.right, box.bottom] if box else None
