"""A released film: a short one made by script, as a rendition is."""

import hashlib
from typing import Any

from tests.footage_case import moving_face
from tests.publication.builders import released

from bluelamp.publication.values import EditionView


def released_film(**differs: Any) -> EditionView:
    """A film of a second, live on the public sites."""
    media = moving_face()
    plain = {
        "media": media,
        "media_type": "video/mp4",
        "sha256": hashlib.sha256(media).hexdigest(),
        "width": 160,
        "height": 120,
        "headline": "Officers stop a van",
        "alt_text": "A head moves from left to right in front of a grey wall",
    }
    return released(**plain | differs)
