"""The durable work on a case's picture, as its pages show it: the search for people, the making of a rendition."""

from bluelamp.casework.models import Image, Rendition
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs.errors import JobUnknown
from bluelamp.jobs.values import JobView


def search_key(image: Image) -> str:
    """The key of the job that finds the people in an image."""
    return f"find:{image.pk}"


def rendering_key(rendition: Rendition) -> str:
    """The key of the job that makes and examines a rendition."""
    return f"render:{rendition.pk}"


def search(image: Image) -> JobView | None:
    """How the search for people stands; None where nobody has started it."""
    return _state(search_key(image))


def rendering(rendition: Rendition) -> JobView | None:
    """How the making of the rendition stands; None where the queue has forgotten it."""
    return _state(rendering_key(rendition))


def _state(key: str) -> JobView | None:
    try:
        return jobs.state(key)
    except JobUnknown:
        return None
