"""Addresses on the public sites: unguessable names, and where the pages that carry them lie."""

import hashlib
import secrets
from typing import ClassVar, Final

from django.conf import settings

EXTENSIONS: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def random_name() -> str:
    """A name of 256 random bits, 43 characters that stand in an address as they are."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """The sha256 of a secret, in hex: what is looked up, so that reading the table opens no page."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Unguessable:
    """A path converter that lets through only what `random_name` could have made."""

    regex: ClassVar[str] = "[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        """The name as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The name as it stands in the address."""
        return value


def gallery_page(token: str) -> str:
    """The gallery's page for an edition."""
    return f"{settings.BLUELAMP_GALLERY_URL}/release/{token}/"


def press_page(token: str) -> str:
    """The press site's page for an edition, where the picture is taken under its conditions."""
    return f"{settings.BLUELAMP_PRESS_URL}/release/{token}/"


def enquiry_page(secret: str) -> str:
    """The press site's page on how an enquiry stands."""
    return f"{settings.BLUELAMP_PRESS_URL}/enquiry/{secret}/"


def removed_page(secret: str) -> str:
    """The press site's page on which a recipient says that the picture is gone."""
    return f"{settings.BLUELAMP_PRESS_URL}/removed/{secret}/"


def picture_path(token: str, file: str, media_type: str) -> str:
    """The path, on either public site, of an edition's picture."""
    return f"/picture/{token}/{file}.{EXTENSIONS[media_type]}"
