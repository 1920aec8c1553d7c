"""Where somebody's data and images are: searched for, settled place by place, and recipients told."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.desk.asked import asked_for, asked_page, done
from bluelamp.desk.cases import accepted, actor_of
from bluelamp.desk.forms.rights_requests import (
    Lifting,
    RecipientAnswer,
    Searching,
    Settling,
    Telling,
)
from bluelamp.record.places import PlaceKind
from bluelamp.requests import drafting, selectors, services
from bluelamp.requests.selectors import Standing


@require_http_methods(["GET", "POST"])
def places(request: HttpRequest, quoted: str) -> HttpResponse:
    """Every place found; a post settles those chosen."""
    standing = _right(request, quoted)
    seen, closed = _seen(request, standing)
    anew = "anew" in request.GET
    offered = _to_settle(seen, anew=anew) if standing.is_open else []
    form = Settling(request.POST or None, row=standing.row, places=offered)
    act = partial(services.settle_places, request=quoted, actor=actor_of(request))
    answered = done(
        request,
        form,
        lambda: act(**form.arguments(), at=timezone.now()),
        said="It is recorded what is done about them.",
        then=("request_places", quoted),
    )
    return answered or asked_page(
        request,
        "places",
        standing,
        form=form if offered else None,
        anew=anew,
        open=[each for each in seen if not each.outcome],
        settled=[each for each in seen if each.outcome],
        closed_to_them=closed,
        searches=standing.row.searches.order_by("-pk"),
        to_tell=len(selectors.to_be_told(standing.row)),
    )


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest, quoted: str) -> HttpResponse:
    """Search everything that is held."""
    standing = _right(request, quoted)
    row = standing.row
    stated = {
        "names": "\n".join(filter(None, (row.person, row.other_names))),
        "numbers": "\n".join(filter(None, (row.numbers, row.email if not row.acts_for else ""))),
    }
    form = Searching(request.POST or None, initial=stated)

    def look() -> None:
        new = services.search(
            request=quoted, **form.arguments(), actor=actor_of(request), at=timezone.now()
        )
        messages.success(request, f"{new} place{'' if new == 1 else 's'} found that were not known before.")  # fmt: skip

    if request.method == "POST" and form.is_valid() and accepted(form, look):
        return redirect("request_places", quoted)
    return asked_page(request, "search", standing, form=form)


@require_http_methods(["GET", "POST"])
def recipients(request: HttpRequest, quoted: str) -> HttpResponse:
    """Who has the data from us; a post tells those chosen what was changed."""
    standing = _right(request, quoted)
    seen, _ = _seen(request, standing)
    held = [each for each in seen if each.kind == PlaceKind.RECIPIENT]
    open_ones = [each for each in held if not each.outcome]
    draft = drafting.to_recipients(standing.row)
    form = Telling(request.POST or None, places=open_ones, initial={"text": draft})
    act = partial(services.tell_recipients, request=quoted, actor=actor_of(request))
    answered = done(
        request,
        form,
        lambda: act(**form.cleaned_data, at=timezone.now()),
        said="They are written to.",
        then=("request_recipients", quoted),
    )
    return answered or _recipients(request, standing, held, telling=form if open_ones else None)


@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, quoted: str) -> HttpResponse:
    """Let what was restricted on this request be used again, and tell them so."""
    standing = _right(request, quoted)
    form = Lifting(request.POST or None)
    act = partial(services.lift_restrictions, request=quoted, actor=actor_of(request))
    gone_on = done(
        request,
        form,
        lambda: act(**form.cleaned_data, at=timezone.now()),
        said="It may be used again, and they are told.",
        then=("request", quoted),
    )
    restricted = selectors.restricted(standing.row)
    return gone_on or asked_page(request, "lift", standing, form=form, restricted=restricted)


@require_POST
def answered(request: HttpRequest, quoted: str, place: int) -> HttpResponse:
    """Keep what a recipient answered."""
    standing = _right(request, quoted)
    seen, _ = _seen(request, standing)
    if place not in {each.pk for each in seen}:
        raise Http404("There is no such recipient.")
    form = RecipientAnswer(request.POST, auto_id=f"answer_{place}_%s")
    act = partial(services.record_answer, request=quoted, place=place, actor=actor_of(request))
    gone_on = done(
        request,
        form,
        lambda: act(**form.cleaned_data, at=timezone.now()),
        said="Their answer is kept.",
        then=("request_recipients", quoted),
    )
    held = [each for each in seen if each.kind == PlaceKind.RECIPIENT]
    return gone_on or _recipients(request, standing, held, refused=(place, form))


def _recipients(
    request: HttpRequest,
    standing: Standing,
    held: list[Any],
    *,
    telling: Telling | None = None,
    refused: tuple[int, RecipientAnswer] | None = None,
) -> HttpResponse:
    told = [each for each in held if hasattr(each, "notified")]
    today = timezone.localdate()
    shown = []
    for each in told:
        form = RecipientAnswer(auto_id=f"answer_{each.pk}_%s", initial={"answered_on": today})
        if refused and refused[0] == each.pk:
            form = refused[1]
        shown.append((each, None if each.notified.answered_on else form))
    return asked_page(
        request,
        "recipients",
        standing,
        form=refused[1] if refused else telling,
        telling=telling,
        told=shown,
        others=[each for each in held if not hasattr(each, "notified")],
    )


def _right(request: HttpRequest, quoted: str) -> Standing:
    standing = asked_for(request, quoted)
    if not standing.kind.is_right:
        raise Http404(f"{quoted} is about no person’s data.")
    return standing


def _seen(request: HttpRequest, standing: Standing) -> tuple[list[Any], int]:
    return selectors.seen_places(standing.row, actor=actor_of(request), at=timezone.now())


def _to_settle(seen: list[Any], *, anew: bool) -> list[Any]:
    """What is offered to be settled, or settled anew; whoever was told stays told."""
    wanted = [each for each in seen if bool(each.outcome) == anew]
    return [each for each in wanted if not hasattr(each, "notified")]
