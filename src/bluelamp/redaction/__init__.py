"""Redaction: a picture in; the same picture out with everyone obscured whose identity is not sought.

Open, detect, propose a plan, let a person decide, render, write, examine.  Pure: no database, no
network, no clock, and nothing else of Bluelamp.
"""

from .detection import detect
from .drawing import crop, outline
from .errors import ModelUnusable, PictureRefused, PlanRefused, RedactionError
from .examination import Report, examine
from .finding import Finding
from .geometry import Box
from .opening import open_picture
from .picture import Format, Limits, Picture
from .plan import (
    Plan,
    Region,
    add_region,
    check,
    keep,
    move_region,
    obscure,
    propose,
    read_plan,
    remove_region,
)
from .rendering import render
from .terms import Decision, Effect, Shape, Standing
from .writing import write

__all__ = [
    "Box",
    "Decision",
    "Effect",
    "Finding",
    "Format",
    "Limits",
    "ModelUnusable",
    "Picture",
    "PictureRefused",
    "Plan",
    "PlanRefused",
    "RedactionError",
    "Region",
    "Report",
    "Shape",
    "Standing",
    "add_region",
    "check",
    "crop",
    "detect",
    "examine",
    "keep",
    "move_region",
    "obscure",
    "open_picture",
    "outline",
    "propose",
    "read_plan",
    "remove_region",
    "render",
    "write",
]
