"""Boxes in whole pixels of the upright picture: left and top inside, right and bottom outside."""

from __future__ import annotations

import math

import msgspec


class Box(msgspec.Struct, frozen=True, array_like=True):
    """A half-open rectangle; in JSON ``[left, top, right, bottom]``."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels; 0 where the box is empty."""
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        """In pixels; 0 where the box is empty."""
        return max(0, self.bottom - self.top)

    @property
    def area(self) -> int:
        """In pixels."""
        return self.width * self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The middle, as (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether the point lies inside."""
        x, y = point
        return self.left <= x < self.right and self.top <= y < self.bottom

    def meet(self, other: Box) -> Box:
        """The part common to both; empty boxes have no area."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def join(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def overlap(self, other: Box) -> float:
        """Intersection over union, 0 to 1."""
        common = self.meet(other).area
        return common / (self.area + other.area - common) if common else 0.0

    def share_inside(self, other: Box) -> float:
        """The share of this box that lies in the other, 0 to 1."""
        return self.meet(other).area / self.area if self.area else 0.0

    def grown(self, *, sides: float, top: float, bottom: float) -> Box:
        """Grown outwards, each margin a share of the width (sides) or height (top, bottom)."""
        across = self.width * sides
        return Box(
            math.floor(self.left - across),
            math.floor(self.top - self.height * top),
            math.ceil(self.right + across),
            math.ceil(self.bottom + self.height * bottom),
        )

    def within(self, width: int, height: int) -> Box:
        """Cut to a picture of that size."""
        return self.meet(Box(0, 0, width, height))


def box_around(left: float, top: float, right: float, bottom: float) -> Box:
    """The whole-pixel box that covers these edges."""
    return Box(math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))
