"""The stand-in for a custody imaging system: a directory with `<reference>.jpg` and `<reference>.json`."""

from pathlib import Path

from bluelamp.integrations.custody_imaging.description import (
    LARGEST_DESCRIPTION,
    LARGEST_IMAGE,
    image_of,
    too_large,
)
from bluelamp.integrations.custody_imaging.errors import CustodySystemUnavailable, ImageNotFound
from bluelamp.integrations.custody_imaging.values import FetchedImage


def fetch(reference: str, *, folder: Path) -> FetchedImage:
    """The image in the folder; errors as `services.fetch`."""
    if not folder.is_dir():
        raise CustodySystemUnavailable("The custody imaging system's folder cannot be reached.")
    return image_of(
        reference=reference,
        description=_read(folder / f"{reference}.json", reference, LARGEST_DESCRIPTION),
        content=_read(folder / f"{reference}.jpg", reference, LARGEST_IMAGE),
        media_type="image/jpeg",
    )


def _read(path: Path, reference: str, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError:
        raise ImageNotFound(f"The custody imaging system has no image {reference}.") from None
    except OSError as error:
        raise CustodySystemUnavailable(
            f"The custody imaging system's folder cannot be read: {error.strerror}."
        ) from error
    if len(content) > limit:
        raise too_large(reference, limit)
    return content
