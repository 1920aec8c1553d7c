"""What the press site says about itself, to people and to programs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bluelamp.publication.public import responses


@require_safe
@responses.open_page
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice for those who ask and those who take pictures."""
    return render(request, "press/privacy.html")


@require_safe
@responses.open_page
def robots(_request: HttpRequest) -> HttpResponse:
    """Programs have no business here but to read “noindex” on the start page (RFC 9309)."""
    text = "User-agent: *\nAllow: /$\nDisallow: /\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
