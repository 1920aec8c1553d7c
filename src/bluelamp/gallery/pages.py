"""The gallery itself: the list, a release, its picture, and the tombstone of one that is gone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bluelamp.gallery.forms import SearchForm
from bluelamp.gallery.visits import counted
from bluelamp.publication.errors import NoSuchEdition
from bluelamp.publication.public import editions, responses
from bluelamp.publication.values import EditionView


@require_safe
@responses.open_page
@counted("home")
def home(request: HttpRequest) -> HttpResponse:
    """Live releases, newest first, all or those that match a search."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    search = form.cleaned_data["q"] if form.is_valid() else ""
    page = editions.live_page(search=search, number=request.GET.get("page", 1))
    return render(request, "gallery/home.html", {"form": form, "search": search, "page": page})


@require_safe
@responses.open_page
@counted("release")
def release(request: HttpRequest, token: str) -> HttpResponse:
    """One release; 410 with a tombstone once withdrawn, 503 while its file is unsound."""
    edition = _edition(token)
    if not edition.shown:
        return responses.not_shown(
            request, edition, withdrawn="gallery/withdrawn.html", withheld="gallery/withheld.html"
        )
    return render(request, "gallery/release.html", {"edition": edition})


@require_safe
def picture(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """A release's picture or film, under exactly its own address."""
    conditions = f"/release/{token}/#conditions"
    return responses.picture(request, _edition(token), name, conditions=conditions)


def _edition(token: str) -> EditionView:
    try:
        return editions.open_edition(token)
    except NoSuchEdition as cause:
        raise Http404 from cause
