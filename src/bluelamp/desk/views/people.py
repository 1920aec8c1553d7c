"""The people in the picture: found by a job, marked by a person, and everyone else obscured by a job."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.casework import selectors, services
from bluelamp.casework.errors import BadInput, ChangedMeanwhile
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.plans import is_footage
from bluelamp.casework.selectors import CaseView
from bluelamp.desk import marking_acts as acts
from bluelamp.desk import regions
from bluelamp.desk.cases import actor_of, case_for, reads
from bluelamp.desk.forms.marking import LABELS, SHAPES, Marking
from bluelamp.desk.marking_acts import Asked, Press
from bluelamp.desk.views import footage_people
from bluelamp.desk.work_shown import work_shown
from bluelamp.redaction import Plan, PlanRefused, read_plan
from bluelamp.redaction.footage.plan import FootagePlan


@require_POST
def find(request: HttpRequest, reference: str) -> HttpResponse:
    """Start the search for people, or try it again."""
    services.find_people(case=reference, actor=actor_of(request), at=timezone.now())
    return redirect("people", reference)


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who is found and what becomes of them; take in a change."""
    view = case_for(request, reference)
    if view.now.image is not None and is_footage(view.now.image):
        return footage_people.people(request, view)
    if request.method == "POST" and view.now.plan is not None:
        return _changed(request, view)
    return _page(request, view)


def _changed(request: HttpRequest, view: CaseView) -> HttpResponse:
    versions = _plans(view)
    seen = _number(request.POST)
    if seen not in versions:
        return redirect("people", view.case.reference)
    asked = Asked.of(request.POST)
    marking = Marking(versions[seen], acts.marks(request.POST, versions[seen], asked))
    if not marking.is_valid():
        return _page(request, view, marking=marking, number=seen)
    try:
        change, words = acts.change(marking, asked, request.POST, versions)
        _save(request, view, seen, change, words)
    except (BadInput, PlanRefused) as refused:
        marking.add_error(None, regions.in_words(str(refused)))
        return _page(request, view, marking=marking, number=seen)
    except ChangedMeanwhile:
        return _page(request, case_for(request, view.case.reference), wanted=words or "nothing")
    return _done(request, view, asked, words)


def _save(
    request: HttpRequest, view: CaseView, seen: int, change: Callable[[Plan], Plan], words: str
) -> None:
    if words:
        services.change_plan(
            case=view.case.reference,
            number=seen,
            change=change,
            words=words[:300],
            actor=actor_of(request),
            at=timezone.now(),
        )
    elif view.now.plan is not None and view.now.plan.number != seen:
        raise ChangedMeanwhile("Somebody else has changed who is obscured.")


def _done(request: HttpRequest, view: CaseView, asked: Asked, words: str) -> HttpResponse:
    reference = view.case.reference
    if asked.press is Press.PREPARE:
        services.prepare(case=reference, actor=actor_of(request), at=timezone.now())
        return redirect("people", reference)
    said = f"Saved: {words}." if words else "Nothing was changed."
    messages.success(request, said)
    return redirect(f"{reverse('people', args=[reference])}#picture")


def _number(posted: QueryDict) -> int:
    number = posted.get("number", "")
    return int(number) if number.isdecimal() else 0


def _plans(view: CaseView) -> Mapping[int, Plan]:
    """Every version of the newest image's plan, by number."""
    if view.now.image is None:
        return {}
    rows = selectors.plan_versions(view.now.image)
    return {row.number: read_plan(row.text.encode()) for row in rows}


def _page(
    request: HttpRequest,
    view: CaseView,
    *,
    marking: Marking | None = None,
    number: int = 0,
    wanted: str = "",
) -> HttpResponse:
    """The page as the case stands; with a refused marking, or what was wanted when somebody was quicker."""
    plan, now = view.plan, view.now
    assert not isinstance(plan, FootagePlan)  # noqa: S101  it has a page of its own
    refused = marking is not None
    if marking is None and plan is not None:
        marking = Marking(plan)
    shown = {
        "view": view,
        "case": view.case,
        "form": marking if refused else None,
        "marking": marking,
        "number": number or (now.plan.number if now.plan else 0),
        "may_mark": view.may(Act.MARK_PEOPLE) and now.image is not None and not now.wrong_person,
        "new_edges": LABELS.items(),
        "shapes": SHAPES,
        "versions": selectors.plan_versions(now.image) if now.image else [],
        "wanted": wanted,
        **work_shown(view),
    }
    status = HTTPStatus.CONFLICT if wanted else HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    reads(request, view)
    return render(request, "desk/people.html", shown, status=status)
