"""Counting visits: only where the force turned statistics on and the visitor agreed (WEB-02)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bluelamp.look.cookies import statistics_allowed
from bluelamp.publication.public.doors import count_visit

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def counted(page: str) -> Callable[[View[P]], View[P]]:
    """Count a page that was shown to a visitor who agreed to be counted, by its kind and the day alone."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and statistics_allowed(request):
                count_visit(page=page, on=timezone.localdate())
            return response

        return answered

    return decorate
