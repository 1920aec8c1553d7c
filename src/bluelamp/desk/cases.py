"""What every page of a case does: find the case, act and show what was refused, and render under its header."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bluelamp.casework import permitted, selectors, services
from bluelamp.casework.errors import BadInput, CaseworkError
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.selectors import CaseView
from bluelamp.people.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks; the door has let nobody else in."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise PermissionDenied
    return actor


def case_for(request: HttpRequest, reference: str) -> CaseView:
    """The case as it stands now, to the person who asks; raises NoSuchCase."""
    return selectors.case_view(reference, actor=actor_of(request), at=timezone.now())


def reads(request: HttpRequest, view: CaseView) -> None:
    """Record that the case is read, before a page of it is shown; what looks again by itself is no page."""
    services.read_case(case=view.case, actor=actor_of(request), at=timezone.now())


def accepted(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether the act was done; what the service found wrong with the input stands beside its field."""
    try:
        act()
    except BadInput as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True


def why_not(view: CaseView, act: Act, actor: Actor) -> str:
    """Why this person may not do this now: who may, or what must come first; empty where they may."""
    try:
        permitted.check(act=act, state=view.state, route=view.route, actor=actor)
    except CaseworkError as refused:
        return str(refused)
    return ""


def case_page(request: HttpRequest, template: str, view: CaseView, **context: Any) -> HttpResponse:
    """A page of a case, once it is in the record that it is read; a form with errors comes back as a bad request."""
    reads(request, view)
    wrong = any(isinstance(each, BaseForm) and each.errors for each in context.values())
    shown = {"view": view, "case": view.case, **context}
    return render(request, f"desk/{template}.html", shown, status=400 if wrong else 200)
