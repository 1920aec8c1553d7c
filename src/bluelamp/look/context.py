"""What every template knows: whose site this is, which of the three, and where the others are."""

from functools import cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from bluelamp.look import cookies

SECRETS = {"secret", "file"}
SITE_NAMES = {"desk": "Release desk", "press": "Press site", "gallery": "Picture gallery"}


def force(request: HttpRequest) -> dict[str, Any]:
    """The force, this site's name and parts, the sites' addresses, the version, and the cookie banner."""
    site = _site()
    return {
        "force": settings.BLUELAMP_FORCE,
        "site": site,
        "site_name": SITE_NAMES.get(site, "Bluelamp"),
        "site_navigation": [f"{site}/navigation.html", "look/nothing.html"],
        "site_footer": [f"{site}/footer_links.html", "look/nothing.html"],
        "desk_url": settings.BLUELAMP_DESK_URL,
        "press_url": settings.BLUELAMP_PRESS_URL,
        "gallery_url": settings.BLUELAMP_GALLERY_URL,
        "version": product_version(),
        "is_beta": product_version().startswith("0."),
        "cookie_banner": cookies.banner(request),
        "open_path": _open_path(request),
        "address_without_notice": cookies.address_without_notice(request),
    }


@cache
def product_version() -> str:
    """The installed package's version; below 1 the product calls itself a beta (WEB-06)."""
    return version("bluelamp")


def _open_path(request: HttpRequest) -> str:
    """This page's path, to be named in feedback; empty where the path itself is a secret of its reader."""
    match = request.resolver_match
    return "" if match is None or SECRETS & match.kwargs.keys() else request.path


def _site() -> str:
    return str(settings.ROOT_URLCONF).rpartition(".")[2]
