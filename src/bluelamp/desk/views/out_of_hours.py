"""The night: what is live and may have to come down, what is due until the morning, and whom to ring."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.casework import access, services
from bluelamp.casework.due import due, must_come_down, officers_in
from bluelamp.casework.routes import Route, route_of
from bluelamp.desk.cases import accepted, actor_of
from bluelamp.desk.forms.decision import Removal
from bluelamp.people import selectors as people
from bluelamp.publication import selectors as publication
from bluelamp.publication.values import EditionView

MORNING: Final = time(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Live:
    """What can be opened now, whether the policy says that it must go, and whether its case is open to the officer."""

    edition: EditionView
    case: str
    must_go: bool
    seen: bool

    @property
    def words(self) -> str:
        """What it is called: of a case closed to the officer, only what the public read."""
        if self.seen or self.edition.is_open:
            return self.edition.headline
        return "A release to named recipients, in a case that is closed to you"


@require_safe
def out_of_hours(request: HttpRequest) -> HttpResponse:
    """One page for the duty press officer."""
    actor, now = actor_of(request), timezone.now()
    live = publication.all_live()
    cases = {case for case, _ in live}
    open_ones = access.seen_by(actor, at=now).filter(reference__in=cases)
    seen = set(open_ones.values_list("reference", flat=True))
    called = must_come_down(cases)
    until = next_morning(now)
    waits = due(actor, start=now - timedelta(days=1), end=until, at=now)
    officers = officers_in({*seen, *(each.case for each in waits)})
    shown = {
        "live": sorted(
            (
                _Live(edition=each, case=case, must_go=case in called, seen=case in seen)
                for case, each in live
            ),
            key=lambda one: (not one.must_go, one.edition.published_at),
        ),
        "waits": waits,
        "until": until,
        "now": now,
        "contacts": settings.BLUELAMP_FORCE.duty_contacts,
        "officers": officers,
        "phones": people.phones(officers.values()),
    }
    return render(request, "desk/out_of_hours.html", shown)


@require_http_methods(["GET", "POST"])
def take_down(request: HttpRequest, token: str) -> HttpResponse:
    """Take down what is live, known by what the public see of it: no case need be open to whoever does."""
    case, edition = publication.edition_and_case(token)
    actor = actor_of(request)
    form = Removal(
        route_of(case) or Route.CUSTODY_IMAGE, request.POST if request.method == "POST" else None
    )

    def act() -> None:
        services.take_down(case=case, **form.cleaned_data, actor=actor, at=timezone.now())

    if form.is_valid() and accepted(form, act):
        messages.success(request, "Taken down. Everyone who was sent it is being told.")
        return redirect("out_of_hours")
    shown = {"edition": edition, "form": form}
    return render(request, "desk/live_takedown.html", shown, status=400 if form.errors else 200)


def next_morning(now: datetime) -> datetime:
    """Nine o'clock in London, of today if it is still to come."""
    local = timezone.localtime(now)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))
