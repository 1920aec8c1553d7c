"""Covering draws over planes of samples, whatever little of a region the picture shows."""

import numpy as np

from bluelamp.redaction.footage.covering import Cover, Plane
from bluelamp.redaction.footage.plan import FootagePlan, Track
from bluelamp.redaction.footage.whereabouts import Edges, Reach
from bluelamp.redaction.terms import Effect, Shape

PLAN = FootagePlan(
    source_sha256="0" * 64, width=120, height=90, time_base=(1, 25), effect=Effect.PIXELATE
)


def covered(edges: Edges) -> np.ndarray:
    """Noise of 120 by 90 samples, with what the edges enclose pixelated."""
    noise = np.random.default_rng(7).integers(16, 236, (90, 120), np.uint8)
    plane = Plane(samples=noise, span=1, black=16, lowest=16, highest=235)
    track = Track(id="t1", shape=Shape.BOX, parts=())
    Cover(PLAN, interlaced=False).draw((plane,), [(track, Reach(edges, edges, edges))])
    return plane.samples


def test_a_pixelated_cell_is_as_large_at_the_edge_of_the_picture_as_within_it() -> None:
    within = covered(Edges(40, 10, 100, 70))
    strip = covered(Edges(115, 10, 175, 70))[10:70, 115:]
    assert strip.shape == (60, 5)
    for top in range(0, 60, 15):
        assert len(np.unique(within[10 + top : 25 + top, 40:55])) == 1
        assert len(np.unique(strip[top : top + 15])) == 1
