"""Taking a release down: at once, by anyone at the desk, and then who was told and when it went."""

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.casework import services
from bluelamp.casework.aftermath import remaining
from bluelamp.casework.grounds import TAKEDOWN_REASONS
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.selectors import CaseView
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.aftermath import Settling
from bluelamp.desk.forms.decision import Removal
from bluelamp.desk.navigation import may_open
from bluelamp.people.actor import Actor
from bluelamp.publication import selectors as publication
from bluelamp.publication.errors import NoSuchFeedback
from bluelamp.publication.values import Channel, EditionView, Occasion, PlacementView

CHANNELS = {
    Channel.GALLERY: "Public gallery",
    Channel.PRESS: "Press site",
    Channel.OUTLETS: "Outlets and partners, by letter",
    Channel.FILE: "The picture’s file",
}


@require_http_methods(["GET", "POST"])
def takedown(request: HttpRequest, reference: str) -> HttpResponse:
    """Take down in two steps; afterwards, what became of it."""
    asked = request.GET.get("request", "")  # the message that asks for this removal
    view = case_for(request, reference)
    form = Removal(view.route, request.POST or None, initial={"reason": "request"} if asked else {})
    published = publication.editions_of(reference)
    if form.is_valid() and "change" not in request.POST:
        if "confirmed" not in request.POST:
            told = sum(
                len(publication.recipients_of(each.token)) for each in published if each.live
            )
            words = TAKEDOWN_REASONS[form.cleaned_data["reason"]].words
            context = {"decided": form.cleaned_data, "reason": words, "told": told}
            return case_page(request, "takedown_confirm", view, **context)
        act = partial(
            services.take_down, case=reference, actor=actor_of(request), at=timezone.now()
        )
        if accepted(form, lambda: act(**form.cleaned_data)):
            messages.success(request, "Taken down. Everyone who was sent it is being told.")
            return _next(reference, asked=asked, actor=actor_of(request))
    if "change" in request.POST:
        form = Removal(view.route, initial=request.POST.dict())
    return case_page(
        request,
        "takedown",
        view,
        form=form,
        gone=[_gone(edition, _called(view, edition)) for edition in published],
        left=publication.left_over(reference),
        remaining=[each for each in remaining(view.case) if each.act is not Act.CONCLUDE],
        force=settings.BLUELAMP_FORCE,
    )


def _next(reference: str, *, asked: str, actor: Actor) -> HttpResponse:
    """Back to the message that asked for it, for those who settle messages; else to what became of the picture."""
    if may_open("messages", actor):
        with suppress(NoSuchFeedback):
            return redirect("message", publication.feedback(asked).reference)
    return redirect("takedown", reference)


def _gone(edition: EditionView, called: datetime | None) -> dict[str, Any]:
    """An edition with the times of its channels against the force's target, and everyone who was told that it went."""
    letters = publication.notices_of(edition.token)
    placements = publication.placements_of(edition.token)
    return {
        "edition": edition,
        "channels": [
            (CHANNELS[placed.channel], placed, _took(placed, called)) for placed in placements
        ],
        "told": [letter for letter in letters if letter.occasion is Occasion.WITHDRAWN],
    }


def _took(placed: PlacementView, called: datetime | None) -> dict[str, Any] | None:
    """How long a channel took from the call, in minutes, and whether that is within the force's target."""
    if placed.removed_at is None or called is None:
        return None
    took = placed.removed_at - called
    target = settings.BLUELAMP_FORCE.takedown_target
    return {"minutes": round(took.total_seconds() / 60), "late": target and took > target}


def _called(view: CaseView, edition: EditionView) -> datetime | None:
    """From when the target runs for an edition that has been withdrawn."""
    times = {each.taken_down_at: each.called_for_at for each in view.takedowns}
    return times.get(edition.withdrawn_at) if edition.withdrawn_at else None


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, reference: str) -> HttpResponse:
    """Settle what became of a recipient's copy, where they do not answer for themselves."""
    view, email = case_for(request, reference), request.GET.get("to", "")
    if email not in publication.left_over(reference).recipients:
        raise Http404
    form = Settling(request.POST or None)
    act = partial(
        services.settle_recipient,
        case=reference,
        email=email,
        actor=actor_of(request),
        at=timezone.now(),
    )
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data)):
        messages.success(request, f"Settled: {email}.")
        return redirect("takedown", reference)
    return case_page(request, "settle_recipient", view, form=form, email=email)


@require_POST
def conclude(request: HttpRequest, reference: str) -> HttpResponse:
    """Close the case, once nothing is open any more."""
    services.conclude(case=reference, actor=actor_of(request), at=timezone.now())
    messages.success(request, f"Case {reference} is closed.")
    return redirect("case", reference)
