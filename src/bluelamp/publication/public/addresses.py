"""Addresses on the public sites: unguessable names, and where the pages that carry them lie."""

import hashlib
import secrets

from django.conf import settings


def random_name() -> str:
    """A name of 256 random bits, 43 characters that stand in an address as they are."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """The sha256 of a secret, in hex: what is looked up, so that reading the table opens no page."""
    return hashlib.sha256(secret.encode()).hexdigest()


def gallery_page(token: str) -> str:
    """The gallery's page for an edition."""
    return f"{settings.BLUELAMP_GALLERY_URL}/release/{token}/"


def press_page(token: str) -> str:
    """The press site's page for an edition, where the picture is taken under its conditions."""
    return f"{settings.BLUELAMP_PRESS_URL}/release/{token}/"


def private_page(secret: str) -> str:
    """The press site's page of an edition for one recipient alone."""
    return f"{settings.BLUELAMP_PRESS_URL}/private/{secret}/"


def enquiry_page(secret: str) -> str:
    """The press site's page on how an enquiry stands."""
    return f"{settings.BLUELAMP_PRESS_URL}/enquiry/{secret}/"


def removed_page(secret: str) -> str:
    """The press site's page on which a recipient says that the picture is gone."""
    return f"{settings.BLUELAMP_PRESS_URL}/removed/{secret}/"
