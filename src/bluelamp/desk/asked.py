"""What every page of a request does: find it for whoever may read it, act and show what was refused, and render."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from bluelamp.desk.cases import accepted, actor_of
from bluelamp.desk.navigation import check_may_open
from bluelamp.requests import selectors, services
from bluelamp.requests.doing import WORKS
from bluelamp.requests.selectors import Standing


def asked_for(request: HttpRequest, reference: str) -> Standing:
    """The request as it stands, to somebody who may read requests; raises NotAllowed, NoSuchRequest."""
    check_may_open("requests", actor_of(request))
    return selectors.request_of(reference)


def may_work(request: HttpRequest) -> bool:
    """Whether whoever asks works requests, and does not only read them."""
    return bool(WORKS & actor_of(request).roles)


def done(
    request: HttpRequest,
    form: BaseForm,
    act: Callable[[], object],
    *,
    said: str,
    then: tuple[str, ...],
) -> HttpResponse | None:
    """Do what a form that was sent asks for and go on to the page `then`; None where the form must be shown again."""
    if request.method != "POST" or not form.is_valid() or not accepted(form, act):
        return None
    messages.success(request, said)
    return redirect(*then)


def asked_page(
    request: HttpRequest, template: str, standing: Standing, **context: Any
) -> HttpResponse:
    """A page of a request, once it is in the record that it is read; a form with errors comes back as a bad request."""
    services.read_request(
        request=standing.row.reference, actor=actor_of(request), at=timezone.now()
    )
    wrong = any(isinstance(each, BaseForm) and each.errors for each in context.values())
    shown = {"standing": standing, "it": standing.row, "may_work": may_work(request), **context}
    return render(request, f"desk/requests/{template}.html", shown, status=400 if wrong else 200)
