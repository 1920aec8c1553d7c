"""Reads of editions: pages, pictures and the feed take what they show from here."""

from dataclasses import dataclass
from typing import IO, Any, Final, cast

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from bluelamp.publication import files
from bluelamp.publication.errors import Gone, NoSuchEdition, Withheld
from bluelamp.publication.gone import Tombstone
from bluelamp.publication.models import Edition
from bluelamp.publication.public.columns import EDITION
from bluelamp.publication.values import Audience, EditionView

PAGE_SIZE: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A published picture or film: its open file, which the caller closes, and what it is."""

    file: IO[bytes]
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
    withdrawn = _open().filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "-id")
    rows = withdrawn.values_list("token", "withdrawn_at", "tombstone")[:limit]
    return tuple(
        Tombstone(token=token, withdrawn_at=withdrawn_at, tombstone=words)
        for token, withdrawn_at, words in rows
        if withdrawn_at is not None
    )


def edition(token: str) -> EditionView:
    """The edition with this token, live or withdrawn, whoever may see it; raises NoSuchEdition."""
    return edition_where(Q(token=token))


def open_edition(token: str) -> EditionView:
    """The edition for everybody with this token, live or withdrawn; raises NoSuchEdition."""
    return edition_where(Q(token=token, audience=Audience.EVERYONE))


def edition_where(condition: Q) -> EditionView:
    """The one edition that fits; raises NoSuchEdition."""
    row = _rows(Edition.objects.filter(condition)).first()
    if row is None:
        raise NoSuchEdition
    return _view(row)


def media_of(found: EditionView) -> Media:
    """A live edition's picture or film.

    Raises Gone after withdrawal, Withheld where the file is missing or altered.
    """
    if not found.live:
        raise Gone
    if found.withheld_at is not None:
        raise Withheld
    opened = files.opened(found.file, found.sha256)
    return Media(file=opened, media_type=found.media_type, sha256=found.sha256)


def size_of(edition: EditionView) -> int:
    """How many bytes its picture or film has."""
    return files.size(edition.file)


def views(editions: QuerySet[Edition]) -> tuple[EditionView, ...]:
    """The editions as anyone may see them, newest first."""
    return tuple(_view(row) for row in _rows(editions))


def _open() -> QuerySet[Edition]:
    return Edition.objects.filter(audience=Audience.EVERYONE)


def _live() -> QuerySet[Edition]:
    return _open().filter(withdrawn_at__isnull=True, withheld_at__isnull=True)


def _rows(editions: QuerySet[Edition]) -> Any:
    return editions.order_by("-published_at", "-id").values(
        *EDITION, "former__token", "former__audience"
    )


def _view(row: dict[str, Any]) -> EditionView:
    former = row["former__token"] if row["former__audience"] == Audience.EVERYONE else None
    columns = {name: row[name] for name in EDITION} | {"audience": Audience(row["audience"])}
    return EditionView(former=former, **columns)
