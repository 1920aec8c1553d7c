"""A release to named outlets and partners alone: each has a private address, which no page of the sites leads to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.look.origin import same_origin_required
from bluelamp.press.forms import ConditionsForm
from bluelamp.press.releases import not_shown, saving_name
from bluelamp.publication.errors import NoSuchEdition
from bluelamp.publication.public import doors, responses
from bluelamp.publication.values import EditionView


@require_http_methods(["GET", "HEAD", "POST"])
@responses.own_page
@same_origin_required
def release(request: HttpRequest, secret: str) -> HttpResponse:
    """The release and its conditions; once they are accepted, the picture or footage itself."""
    edition, accepted = _private(secret)
    if not edition.shown:
        return not_shown(request, edition)
    form = ConditionsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        doors.accept_conditions(secret=secret, at=timezone.now())
        return redirect("private", secret)
    path = f"/private/{secret}/{edition.file_name}"
    context = {"edition": edition, "accepted": accepted, "form": form, "path": path}
    return render(request, "press/private.html", context)


@require_safe
def picture(request: HttpRequest, secret: str, name: str) -> HttpResponseBase:
    """The picture or film itself, for who has accepted its conditions; nothing keeps a copy on the way."""
    edition, accepted = _private(secret)
    if not accepted:
        raise Http404
    return responses.picture(
        request,
        edition,
        name,
        conditions=f"/private/{secret}/#conditions",
        attachment=saving_name(edition),
        kept=responses.NEVER_KEPT,
    )


def _private(secret: str) -> tuple[EditionView, bool]:
    try:
        return doors.private_edition(secret)
    except NoSuchEdition as cause:
        raise Http404 from cause
