"""Requests for information and of rights: what is due, how they come in, how they are decided, answered and reviewed."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.casework import entries
from bluelamp.desk.asked import asked_for, asked_page, done, may_work
from bluelamp.desk.cases import accepted, actor_of
from bluelamp.desk.forms.requests import (
    Answering,
    Deciding,
    Filters,
    Information,
    ReviewAsked,
    ReviewDecided,
)
from bluelamp.desk.forms.rights_requests import Right
from bluelamp.desk.navigation import check_may_open
from bluelamp.publication.public.editions import live_page
from bluelamp.publication.selectors import gallery_page
from bluelamp.record import selectors as record
from bluelamp.record.operations import REQUEST_READ
from bluelamp.requests import drafting, selectors, services

PAGE = 25


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What waits for an answer or a review, the nearest last day first."""
    check_may_open("requests", actor_of(request))
    page = Paginator(selectors.due(), PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "may_work": may_work(request), "today": timezone.localdate()}
    return render(request, "desk/requests/due.html", shown)


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Those that were answered or ended, the latest first."""
    check_may_open("requests", actor_of(request))
    form = Filters(request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    page = Paginator(selectors.closed(text=text), PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "filters": form, "is_filtered": bool(text)}
    return render(request, "desk/requests/closed.html", shown)


@require_http_methods(["GET", "POST"])
def new_information(request: HttpRequest) -> HttpResponse:
    """Take in a request under the Freedom of Information Act."""
    return _new(request, Information, "Record a request for information")


@require_http_methods(["GET", "POST"])
def new_right(request: HttpRequest) -> HttpResponse:
    """Take in a request of somebody whose data are held."""
    return _new(request, Right, "Record a request about somebody’s own data")


def _new(request: HttpRequest, kind: Any, heading: str) -> HttpResponse:
    check_may_open("requests", actor_of(request))
    form = kind(request.POST or None, initial={"received_on": timezone.localdate()})
    made: list[str] = []

    def receive() -> None:
        made.append(
            services.receive(**form.arguments(), actor=actor_of(request), at=timezone.now())
        )

    if request.method == "POST" and form.is_valid() and accepted(form, receive):
        messages.success(request, f"{made[0]} is recorded, and they are told that it came.")
        return redirect("request", made[0])
    shown = {"form": form, "heading": heading, "may_work": may_work(request)}
    return render(request, "desk/requests/new.html", shown, status=400 if form.errors else 200)


@require_safe
def one(request: HttpRequest, quoted: str) -> HttpResponse:
    """A request: who asks what, how its time stands, what is left to do, and all that was done."""
    standing = asked_for(request, quoted)
    return asked_page(
        request,
        "one",
        standing,
        today=timezone.localdate(),
        happened=entries.shown(record.entries_for(quoted, leaving_out={REQUEST_READ})),
        letters=standing.row.letters.order_by("-pk"),
        reviews=standing.row.reviews.order_by("pk"),
        waits=standing.row.waits.order_by("pk"),
    )


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, quoted: str, number: int) -> HttpResponse:
    """Decide one question; `?words=` looks for releases that are public, `?address=` takes one in."""
    standing = asked_for(request, quoted)
    held = standing.row.questions.filter(number=number).first()
    if held is None:
        raise Http404(f"{quoted} has no question {number}.")
    form = Deciding(request.POST or None, initial=_stated(held, request.GET.get("address", "")))
    act = partial(services.decide_question, request=quoted, number=number, actor=actor_of(request))
    said = f"Question {number} is decided."
    then = ("request", quoted)
    answered = done(
        request, form, lambda: act(**form.arguments(), at=timezone.now()), said=said, then=then
    )
    words = request.GET.get("words", "").strip()
    found = live_page(search=words) if words else ()
    return answered or asked_page(
        request,
        "question",
        standing,
        question=held,
        form=form,
        words=words,
        found=[(each, gallery_page(each.token)) for each in found],
        policy_page=settings.BLUELAMP_FORCE.policy_page,
    )


def _stated(held: Any, address: str) -> dict[str, Any]:
    """What the form starts with: the last decision, and an address that was picked."""
    named = Deciding.base_fields
    stated = {name: getattr(held, name) for name in named}
    pages = [*held.addresses.splitlines(), address]
    return stated | {"addresses": "\n".join(dict.fromkeys(filter(None, pages)))}


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, quoted: str) -> HttpResponse:
    """The answer: read it, change it, send it."""
    standing = asked_for(request, quoted)
    form = Answering(request.POST or None, initial={"text": drafting.answer(standing.row)})
    act = partial(services.answer, request=quoted, actor=actor_of(request))
    said = "The answer is on its way." if standing.row.email else "The answer is ready to print."
    answered = done(
        request,
        form,
        lambda: act(**form.cleaned_data, at=timezone.now()),
        said=said,
        then=("request", quoted),
    )
    return answered or asked_page(request, "answer", standing, form=form)


@require_safe
def letter(request: HttpRequest, quoted: str, letter: int) -> HttpResponse:
    """A letter as it was sent, to be printed."""
    standing = asked_for(request, quoted)
    found = standing.row.letters.filter(pk=letter).first()
    if found is None:
        raise Http404(f"{quoted} has no such letter.")
    return asked_page(request, "letter", standing, letter=found)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, quoted: str) -> HttpResponse:
    """Record that a review was asked for, or decide the one under way."""
    standing = asked_for(request, quoted)
    actor, then = actor_of(request), ("request", quoted)
    if standing.review:
        decided = ReviewDecided(request.POST or None)
        answered = done(
            request,
            decided,
            lambda: services.decide_review(
                request=quoted, **decided.arguments(), actor=actor, at=timezone.now()
            ),
            said="The review is decided, and they are told.",
            then=then,
        )
        return answered or asked_page(request, "review", standing, form=decided)
    asked = ReviewAsked(request.POST or None, initial={"asked_on": timezone.localdate()})
    answered = done(
        request,
        asked,
        lambda: services.ask_review(
            request=quoted, **asked.cleaned_data, actor=actor, at=timezone.now()
        ),
        said="The review is recorded, and they are told by when they hear of it.",
        then=then,
    )
    return answered or asked_page(request, "review", standing, form=asked)
