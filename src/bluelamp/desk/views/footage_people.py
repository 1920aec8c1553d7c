"""The people in footage: followed by jobs, decided upon by a person, and everyone else obscured by jobs."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from bluelamp.casework import doubts, selectors, services
from bluelamp.casework.errors import BadInput, ChangedMeanwhile
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.plans import footage_of, plan_numbered
from bluelamp.casework.selectors import CaseView
from bluelamp.desk import following_acts
from bluelamp.desk.cases import actor_of, case_for, reads
from bluelamp.desk.following_acts import Asked, Given, Press
from bluelamp.desk.forms.following import Following, NewRegion, NewSpan
from bluelamp.desk.tiles import TILE
from bluelamp.desk.tracks import ORDERS, PAGE, Names, Order, clock, ordered
from bluelamp.desk.work_shown import work_shown
from bluelamp.redaction import PlanRefused
from bluelamp.redaction.footage.plan import FootagePlan, Track


def people(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show who was followed and what becomes of them; take in a change."""
    if request.method == "POST" and view.now.plan is not None:
        return _changed(request, view)
    return _page(request, view)


def names_of(view: CaseView) -> Names:
    """The newest plan of the case's footage, to be put in words."""
    plan, footage = view.plan, footage_of(view.now.image)
    assert isinstance(plan, FootagePlan)  # noqa: S101  as its image says
    assert footage  # noqa: S101  which the plan is of
    return Names(plan, footage.probe)


def shown_tracks(request: HttpRequest, plan: FootagePlan) -> Page[Track]:
    """The tracks of the page and in the order that the address asks for."""
    wanted = request.GET.get("order", Order.LONGEST)
    order = Order(wanted) if wanted in set(Order) else Order.LONGEST
    return Paginator(ordered(plan, order), PAGE).get_page(request.GET.get("page"))


def _changed(request: HttpRequest, view: CaseView) -> HttpResponse:
    names, newest = names_of(view), view.now.plan
    if newest is None or request.POST.get("number") != str(newest.number):
        return _page(request, view, conflict=True)
    asked = Asked.of(request.POST)
    page = shown_tracks(request, names.plan)
    posted = {**_as_it_is(names, page), **request.POST.dict()}
    given = Given(
        names=names,
        following=Following(names, list(page), posted),
        region=NewRegion(request.POST if asked.press is Press.ADD else None, prefix="region"),
        span=NewSpan(request.POST if asked.press is Press.HUSH else None, prefix="span"),
    )
    forms = (given.following, given.region, given.span)
    if not all(form.is_valid() for form in forms if form.is_bound):
        return _page(request, view, given=given)
    try:
        words = _save(request, view, asked, given)
        return _done(request, view, asked, words)
    except (BadInput, PlanRefused) as refused:
        given.following.add_error(None, names.in_words(str(refused)))
        return _page(request, case_for(request, view.case.reference), given=given)
    except ChangedMeanwhile:
        return _page(request, case_for(request, view.case.reference), conflict=True)


def _save(request: HttpRequest, view: CaseView, asked: Asked, given: Given) -> str:
    assert view.now.plan  # noqa: S101  which the form is of
    change, words = following_acts.change(asked, given, lambda number: _earlier(view, number))
    if words:
        services.change_plan(
            case=view.case.reference,
            number=view.now.plan.number,
            change=change,
            words=words[:300],
            actor=actor_of(request),
            at=timezone.now(),
        )
    return words


def _earlier(view: CaseView, number: str) -> FootagePlan:
    plan = plan_numbered(view.now.image, number) if view.now.image else None
    if isinstance(plan, FootagePlan):
        return plan
    raise BadInput("There is no such version to go back to.")


def _done(request: HttpRequest, view: CaseView, asked: Asked, words: str) -> HttpResponse:
    reference = view.case.reference
    if asked.press is Press.PREPARE:
        why = request.POST.get("doubts_left", "")
        at = timezone.now()
        services.prepare(case=reference, doubts_left=why, actor=actor_of(request), at=at)
        return redirect("people", reference)
    messages.success(request, f"Saved: {words}." if words else "Nothing was changed.")
    query = request.GET.urlencode()
    return redirect(f"{reverse('people', args=[reference])}{'?' if query else ''}{query}#people")


def _as_it_is(names: Names, page: Page[Track]) -> dict[str, Any]:
    """A track of which the form says nothing stays as it is."""
    form = Following(names, list(page))
    return {name: field.initial for name, field in form.fields.items()}


def _page(
    request: HttpRequest, view: CaseView, *, given: Given | None = None, conflict: bool = False
) -> HttpResponse:
    image = view.now.image
    shown: dict[str, Any] = {
        "view": view,
        "case": view.case,
        "may_mark": view.may(Act.MARK_PEOPLE) and image is not None and not view.now.wrong_person,
        "versions": selectors.plan_versions(image) if image else [],
        "wanted": "what you chose on the page" if conflict else "",
        **work_shown(view),
    }
    if view.now.plan is not None:
        shown |= _marking(request, view, given)
    status = 409 if conflict else 400 if given else 200
    reads(request, view)
    return render(request, "desk/footage_people.html", shown, status=status)


def _marking(request: HttpRequest, view: CaseView, given: Given | None) -> dict[str, Any]:
    names = given.names if given else names_of(view)
    page = shown_tracks(request, names.plan)
    return {
        "marking": given.following if given else Following(names, list(page)),
        "form": given.following if given else None,
        "region": given.region if given else NewRegion(prefix="region"),
        "span": given.span if given else NewSpan(prefix="span"),
        "number": view.now.plan.number if view.now.plan else 0,
        "doubts_left": len(doubts.left(doubts.doubts_of(view.now))),
        "names": names,
        "page": page,
        "orders": ORDERS,
        "order": request.GET.get("order", Order.LONGEST),
        "tiles": (TILE, TILE * max(1, len(list(page)))),
        "spans": [
            (clock(each.start), clock(each.end), each.effect, each.why) for each in names.plan.sound
        ],
        "speech": [(clock(each.start), clock(each.end)) for each in names.plan.speech],
    }
