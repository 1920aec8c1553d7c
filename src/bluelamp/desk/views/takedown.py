"""Taking a release down: at once, by anyone at the desk, and then who was told and when it went."""

from contextlib import suppress
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import services
from bluelamp.casework.grounds import TAKEDOWN_REASONS
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.decision import Removal
from bluelamp.desk.navigation import may_open
from bluelamp.people.actor import Actor
from bluelamp.publication import selectors as publication
from bluelamp.publication.errors import NoSuchFeedback
from bluelamp.publication.values import Channel, EditionView, Occasion

CHANNELS = {
    Channel.GALLERY: "Public gallery",
    Channel.PRESS: "Press site",
    Channel.OUTLETS: "Accredited outlets",
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
    gone = [_gone(edition) for edition in published]
    return case_page(request, "takedown", view, form=form, gone=gone)


def _next(reference: str, *, asked: str, actor: Actor) -> HttpResponse:
    """Back to the message that asked for it, for those who settle messages; else to what became of the picture."""
    if may_open("messages", actor):
        with suppress(NoSuchFeedback):
            return redirect("message", publication.feedback(asked).reference)
    return redirect("takedown", reference)


def _gone(edition: EditionView) -> dict[str, Any]:
    """An edition with the times of its channels and everyone who was told that it went."""
    letters = publication.notices_of(edition.token)
    placements = publication.placements_of(edition.token)
    return {
        "edition": edition,
        "channels": [(CHANNELS[placed.channel], placed) for placed in placements],
        "told": [letter for letter in letters if letter.occasion is Occasion.WITHDRAWN],
    }
