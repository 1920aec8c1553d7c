"""Releases for the press: the latest, taking a picture under its conditions, and saying that it is gone."""

from datetime import timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.look.origin import same_origin_required
from bluelamp.press.forms import DownloadForm
from bluelamp.publication.errors import NoSuchEdition
from bluelamp.publication.public import doors, editions, responses
from bluelamp.publication.public.forms import not_yet
from bluelamp.publication.public.limits import limited
from bluelamp.publication.values import EXTENSIONS, EditionView

HOUR: Final = timedelta(hours=1)
LATEST: Final = 10


@require_safe
@responses.open_page
def home(request: HttpRequest) -> HttpResponse:
    """What this site is for, and the latest releases."""
    context = {"editions": editions.live_editions(limit=LATEST)}
    return render(request, "press/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@responses.own_page
@same_origin_required
def release(request: HttpRequest, token: str) -> HttpResponse:
    """A release and its conditions; once accepted, who takes the picture is recorded."""
    edition = _edition(token)
    if not edition.shown:
        return not_shown(request, edition)
    form = DownloadForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        answer = _take(request, form, edition)
        if answer.status_code != 429:
            return answer
        status = not_yet(form, answer)
    context = {"edition": edition, "form": form}
    return render(request, "press/release.html", context, status=status)


@require_safe
@responses.own_page
def taken(request: HttpRequest, token: str, file: str) -> HttpResponse:
    """The picture, ready to be saved."""
    edition = _edition(token)
    if file != edition.file:
        raise Http404
    if not edition.shown:
        return not_shown(request, edition)
    return render(request, "press/taken.html", {"edition": edition})


@require_safe
def picture(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """The full picture or film, saved under a name that says nothing of who is shown."""
    edition, conditions = _edition(token), f"/release/{token}/#conditions"
    saved_as = saving_name(edition)
    return responses.picture(request, edition, name, conditions=conditions, attachment=saved_as)


def saving_name(edition: EditionView) -> str:
    """The name under which a browser saves it."""
    return f"police-release-{edition.token[:8]}.{EXTENSIONS[edition.media_type]}"


@require_http_methods(["GET", "HEAD", "POST"])
@responses.own_page
@same_origin_required
def removed(request: HttpRequest, secret: str) -> HttpResponse:
    """Where a recipient says that a withdrawn picture is gone from their side."""
    try:
        edition, said = doors.notice(secret)
        if request.method == "POST":
            doors.acknowledge_withdrawal(secret=secret, at=timezone.now())
            return redirect("removed", secret)
    except NoSuchEdition as cause:
        raise Http404 from cause
    return render(request, "press/removed.html", {"edition": edition, "said": said})


@limited("download", 60, HOUR)
def _take(_request: HttpRequest, form: DownloadForm, edition: EditionView) -> HttpResponse:
    doors.record_download(
        token=edition.token,
        outlet=form.cleaned_data["outlet"],
        name=form.cleaned_data["name"],
        email=form.cleaned_data["email"],
        accepted=form.cleaned_data["accepted"],
        at=timezone.now(),
    )
    return redirect("taken", edition.token, edition.file)


def _edition(token: str) -> EditionView:
    try:
        return editions.open_edition(token)
    except NoSuchEdition as cause:
        raise Http404 from cause


def not_shown(request: HttpRequest, edition: EditionView) -> HttpResponse:
    """The page in the place of an edition that is withdrawn or withheld."""
    return responses.not_shown(
        request, edition, withdrawn="press/withdrawn.html", withheld="press/withheld.html"
    )
