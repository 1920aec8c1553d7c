"""Fetch a custody image from the system that the force has connected."""

import ipaddress
import re
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from bluelamp.integrations.custody_imaging import client, directory
from bluelamp.integrations.custody_imaging.errors import NotConnected, ReferenceNotValid
from bluelamp.integrations.custody_imaging.values import FetchedImage

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


def fetch(reference: str) -> FetchedImage:
    """The image of that reference, with whom the system says it shows.

    Raises ReferenceNotValid, NotConnected, ImageNotFound or CustodySystemUnavailable. That the system names
    a person confirms nothing: someone who knows the case still confirms the identity.
    """
    if not _REFERENCE.fullmatch(reference):
        raise ReferenceNotValid(
            f"“{reference}” is no custody image reference: letters, digits, hyphens and underscores, up to 40."
        )
    address: str = settings.BLUELAMP_CUSTODY_IMAGING
    parts = _parts(address)
    if parts.scheme == "file":
        return directory.fetch(reference, folder=Path(unquote(parts.path)))
    if _may_be_asked(parts):
        return client.fetch(
            reference,
            base=address.rstrip("/"),
            credentials=settings.BLUELAMP_CUSTODY_IMAGING_CREDENTIALS,
        )
    raise NotConnected(
        "No custody imaging system is connected"
        + (": BLUELAMP_CUSTODY_IMAGING must be an https:// or file:// address." if address else ".")
        + " The image can be uploaded instead."
    )


def connected() -> bool:
    """Whether the force has named a system, so that a page may offer to fetch from it."""
    return bool(settings.BLUELAMP_CUSTODY_IMAGING)


def _parts(address: str) -> SplitResult:
    """The address taken apart; one that is no address at all has no scheme either."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _may_be_asked(parts: SplitResult) -> bool:
    """Over HTTPS any host; without it only this machine itself."""
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
