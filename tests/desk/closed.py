"""Every address of a case, from the desk's own table of addresses: what is added later is walked too."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

Address = tuple[str, str]  # its name, and the address


def addresses_of(case: str, *, region: str = "p1") -> Iterator[Address]:
    """Each with the case's reference; what else an address asks for is made up, a region of the picture as given."""
    yield from _walk(get_resolver(), "/", case, region)


def _walk(resolver: URLResolver, before: str, case: str, region: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each, route, case, region)
        elif isinstance(each, URLPattern) and "<slug:reference>" in route:
            yield each.name or route, _filled(each, route, case, region)


def _filled(each: URLPattern, route: str, case: str, region: str) -> str:
    address = route.replace("<slug:reference>", case)
    for name, converter in each.pattern.converters.items():
        made_up = "1" if isinstance(converter, IntConverter) else region
        for kind in ("int", "slug", "str"):
            address = address.replace(f"<{kind}:{name}>", made_up)
    return address
