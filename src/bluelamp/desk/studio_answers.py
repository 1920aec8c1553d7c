"""How the studio's addresses answer: JSON, what was refused as a sentence with the field that it is about."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

Page = Callable[..., HttpResponse]


def answered(value: Any, status: int = HTTPStatus.OK) -> HttpResponse:
    """The value as JSON."""
    return HttpResponse(msgspec.json.encode(value), content_type="application/json", status=status)


def in_json(page: Page) -> Page:
    """Decorate an address that is asked by a script: whatever refuses answers with its sentence."""

    @wraps(page)
    def answering(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        try:
            return page(request, *given, **named)
        except Exception as refused:
            status = getattr(refused, "http_status", None)
            if status is None:
                raise
            return answered(refusal(refused), int(status))

    return answering


def refusal(refused: Exception) -> dict[str, str]:
    """What was refused: the sentence, what to do next, and the field."""
    return {
        "error": str(refused),
        "what_next": getattr(refused, "what_next", ""),
        "field": getattr(refused, "field", ""),
    }
