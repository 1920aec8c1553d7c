"""What the gallery says about itself, to people and to programs."""

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bluelamp.publication.public import responses

# Search engines may come in and read “noindex”; pictures are not for them, nor anything for those who train.
TRAINERS: Final = (
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "Diffbot",
    "FacebookBot",
    "Google-Extended",
    "GPTBot",
    "meta-externalagent",
    "PimEyes",
)


@require_safe
@responses.open_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement of the gallery and the press site (PSBAR 2018 reg. 8)."""
    return render(request, "gallery/accessibility.html")


@require_safe
@responses.open_page
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice for visitors and for the people shown."""
    return render(request, "gallery/privacy.html")


@require_safe
@responses.open_page
def robots(_request: HttpRequest) -> HttpResponse:
    """Which programs may read what (RFC 9309)."""
    shut_out = "".join(f"User-agent: {name}\n" for name in TRAINERS)
    text = f"User-agent: *\nDisallow: /picture/\n\n{shut_out}Disallow: /\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@responses.open_page
def mining(_request: HttpRequest) -> HttpResponse:
    """That text and data mining is reserved (TDM Reservation Protocol)."""
    return JsonResponse([{"location": "/", "tdm-reservation": 1}], safe=False)
