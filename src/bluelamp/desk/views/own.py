"""What is an officer's own: a telephone number, a calendar of deadlines, and the roles lent and borrowed."""

from datetime import timedelta
from functools import partial
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bluelamp.casework import services
from bluelamp.casework.due import due
from bluelamp.desk.calendars import calendar
from bluelamp.desk.cases import accepted, actor_of
from bluelamp.desk.forms.own import Lending, Phone
from bluelamp.people import own
from bluelamp.people import selectors as people
from bluelamp.people.roles import Role

BACK: Final = timedelta(days=14)
AHEAD: Final = timedelta(days=400)


@require_http_methods(["GET", "POST"])
def about_me(request: HttpRequest) -> HttpResponse:
    """Telephone and calendar; a new calendar address is shown this once."""
    actor = actor_of(request)
    number = people.phones([actor.reference]).get(actor.reference, "")
    form = Phone(request.POST if "phone" in request.POST else None, initial={"phone": number})
    address = ""
    if form.is_valid():
        own.keep_phone(phone=form.cleaned_data["phone"], actor=actor)
        messages.success(request, "Your number is kept.")
        return redirect("about_me")
    if "renew" in request.POST:
        secret = own.renew_calendar(actor=actor, at=timezone.now())
        address = f"{settings.BLUELAMP_DESK_URL}/calendar/{secret}.ics"
    if "stop" in request.POST:
        own.stop_calendar(actor=actor)
        messages.success(request, "Your calendar’s address leads nowhere now.")
        return redirect("about_me")
    made_at = people.calendar_made_at(actor.reference)
    shown = {"form": form, "address": address, "made_at": made_at}
    return render(request, "desk/about_me.html", shown, status=400 if form.errors else 200)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:  # noqa: ARG001  the address says whose it is
    """The calendar of whoever has this secret address; no session, and nothing that names anybody."""
    now = timezone.now()
    actor = people.of_calendar(secret, at=now)
    if actor is None:
        raise Http404
    waits = due(actor, start=now - BACK, end=now + AHEAD, at=now, own=True)
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(calendar(waits, at=now), "text/calendar; charset=utf-8", headers=headers)


@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """Lend a role; who lends what to whom."""
    actor, now = actor_of(request), timezone.now()
    today = timezone.localdate(now)
    usual = {"lender": actor.reference, "starts_on": today, "ends_on": today + timedelta(days=7)}
    form = Lending(actor, request.POST or None, initial=usual)
    act = partial(services.lend_role, actor=actor, at=now)
    if form.is_valid() and accepted(form, lambda: act(**form.answers(actor))):
        messages.success(request, "The role is lent, and the record says so.")
        return redirect("roles")
    everyones = actor.holds(Role.ADMINISTRATOR)
    loans = people.loans(now, reference="" if everyones else actor.reference)
    shown = {"form": form, "loans": loans, "everyones": everyones, "now": now}
    return render(request, "desk/roles.html", shown, status=400 if form.errors else 200)


@require_POST
def end_loan(request: HttpRequest, loan: int) -> HttpResponse:
    """End a loan before its time."""
    services.end_loan(loan=loan, actor=actor_of(request), at=timezone.now())
    messages.success(request, "The loan is over.")
    return redirect("roles")
