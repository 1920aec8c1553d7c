"""Reads of editions: pages, pictures and the feed take what they show from here."""

from dataclasses import dataclass
from typing import Any, Final, cast

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from bluelamp.publication import files
from bluelamp.publication.errors import Gone, NoSuchEdition, Withheld
from bluelamp.publication.models import Edition
from bluelamp.publication.public.columns import EDITION
from bluelamp.publication.values import EditionView, Tombstone

PAGE_SIZE: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A published picture: its bytes and what they are."""

    content: bytes
    media_type: str
    sha256: str


def live_page(*, search: str = "", number: int | str = 1) -> Page[EditionView]:
    """The numbered page of live editions whose headline or text holds the words; the nearest page if none."""
    matching = _live()
    for word in search.split():
        matching = matching.filter(Q(headline__icontains=word) | Q(text__icontains=word))
    page = Paginator(_rows(matching), PAGE_SIZE).get_page(number)
    found = [_view(row) for row in page.object_list]
    return Page(found, page.number, cast("Paginator[EditionView]", page.paginator))


def live_editions(*, limit: int = PAGE_SIZE) -> tuple[EditionView, ...]:
    """The newest live editions, newest first."""
    return tuple(_view(row) for row in _rows(_live())[:limit])


def tombstones(*, limit: int) -> tuple[Tombstone, ...]:
    """The editions withdrawn last, latest first, without their words or picture."""
    withdrawn = Edition.objects.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "-id")
    rows = withdrawn.values_list("token", "withdrawn_at", "tombstone")[:limit]
    return tuple(
        Tombstone(token=token, withdrawn_at=withdrawn_at, tombstone=words)
        for token, withdrawn_at, words in rows
        if withdrawn_at is not None
    )


def edition(token: str) -> EditionView:
    """The edition with this token, live or withdrawn; raises NoSuchEdition."""
    return edition_where(Q(token=token))


def edition_where(condition: Q) -> EditionView:
    """The one edition that fits; raises NoSuchEdition."""
    row = _rows(Edition.objects.filter(condition)).first()
    if row is None:
        raise NoSuchEdition
    return _view(row)


def bytes_of(token: str, *, file: str | None = None) -> Picture:
    """A live edition's picture, under its file's name if one is given.

    Raises NoSuchEdition, Gone after withdrawal, Withheld where the file is missing or altered.
    """
    found = edition(token)
    if file is not None and file != found.file:
        raise NoSuchEdition
    if not found.live:
        raise Gone
    if found.withheld_at is not None:
        raise Withheld
    content = files.read(found.file, found.sha256)
    return Picture(content=content, media_type=found.media_type, sha256=found.sha256)


def views(editions: QuerySet[Edition]) -> tuple[EditionView, ...]:
    """The editions as anyone may see them, newest first."""
    return tuple(_view(row) for row in _rows(editions))


def _live() -> QuerySet[Edition]:
    return Edition.objects.filter(withdrawn_at__isnull=True, withheld_at__isnull=True)


def _rows(editions: QuerySet[Edition]) -> Any:
    return editions.order_by("-published_at", "-id").values(*EDITION, "former__token")


def _view(row: dict[str, Any]) -> EditionView:
    return EditionView(former=row["former__token"], **{name: row[name] for name in EDITION})
