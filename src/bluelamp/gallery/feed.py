"""The gallery's Atom feed: releases, and for each withdrawn one a deletion (RFC 4287, RFC 6721)."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bluelamp.publication.public import editions, responses
from bluelamp.publication.public.addresses import gallery_page
from bluelamp.publication.values import EditionView

ENTRIES: Final = 50
DELETIONS: Final = 200


@require_safe
@responses.open_page
def atom(request: HttpRequest) -> HttpResponse:
    """The newest releases, and what readers of the feed must drop.

    Pictures are linked to by their page, never enclosed: what is not copied need not be recalled.
    Footage is enclosed, since a player asks for it part by part at the address that withdrawal shuts.
    """
    live = editions.live_editions(limit=ENTRIES)
    gone = editions.tombstones(limit=DELETIONS)
    moments = [edition.published_at for edition in live] + [stone.withdrawn_at for stone in gone]
    context = {
        "force": settings.BLUELAMP_FORCE,
        "home": f"{settings.BLUELAMP_GALLERY_URL}/",
        "updated": max(moments, default=None),
        "entries": [_entry(edition) for edition in live],
        "deletions": [(gallery_page(stone.token), stone) for stone in gone],
    }
    return render(
        request, "gallery/feed.xml", context, content_type="application/atom+xml; charset=utf-8"
    )


def _entry(edition: EditionView) -> tuple[str, EditionView, str, int]:
    """An edition with the addresses of its page and of its film, and the film's length in bytes."""
    film = f"{settings.BLUELAMP_GALLERY_URL}{edition.picture_path}"
    return gallery_page(edition.token), edition, film, editions.size_of(edition)
