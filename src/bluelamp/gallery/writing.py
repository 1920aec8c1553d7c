"""What visitors may write to the gallery alone: a request that a picture be removed."""

import re
from datetime import timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.gallery.forms import RemovalForm
from bluelamp.look.origin import same_origin_required
from bluelamp.publication.errors import NoSuchEdition
from bluelamp.publication.public import doors, editions, responses
from bluelamp.publication.public.converters import Unguessable
from bluelamp.publication.public.forms import not_yet
from bluelamp.publication.public.limits import limited
from bluelamp.publication.values import EditionView

HOUR: Final = timedelta(hours=1)


@require_http_methods(["GET", "HEAD", "POST"])
@responses.own_page
@same_origin_required
def removal(request: HttpRequest) -> HttpResponse:
    """Ask that a picture be removed, the one whose page led here or another."""
    edition = _edition(request.GET.get("release", ""))
    form = RemovalForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        answer = _request_removal(request, form, edition)
        if answer.status_code != 429:
            return answer
        status = not_yet(form, answer)
    return render(
        request, "gallery/removal.html", {"form": form, "edition": edition}, status=status
    )


@require_safe
@responses.own_page
def removal_received(request: HttpRequest, reference: str) -> HttpResponse:
    """The reference of a request just made; what was written is shown to nobody here."""
    if not re.fullmatch(r"REM-\d{2}-\d{4,8}", reference, re.ASCII):
        raise Http404
    return render(request, "gallery/removal_received.html", {"reference": reference})


@limited("removal", 5, HOUR)
def _request_removal(
    _request: HttpRequest, form: RemovalForm, edition: EditionView | None
) -> HttpResponse:
    reference = doors.request_removal(
        text=form.cleaned_data["text"],
        name=form.cleaned_data["name"],
        email=form.cleaned_data["email"],
        token=edition.token if edition else None,
        at=timezone.now(),
    )
    return redirect("removal_received", reference)


def _edition(token: str) -> EditionView | None:
    if not re.fullmatch(Unguessable.regex, token):
        return None
    try:
        return editions.open_edition(token)
    except NoSuchEdition:
        return None
