"""Is it the right person? The image as held beside what the case and the custody record say."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import restrictions, services
from bluelamp.casework.lifecycle import OPEN, Act
from bluelamp.casework.plans import footage_of
from bluelamp.casework.selectors import CaseView
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.identity import RIGHT, WRONG, Identity
from bluelamp.desk.watching import moments
from bluelamp.people.actor import Actor

SAID = {
    RIGHT: "It is confirmed as the right person.",
    WRONG: "The image is out: it shows the wrong person, and another must be brought.",
}


@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the image beside the particulars; confirm or deny that it is the right person."""
    view = case_for(request, reference)
    form = _form(request, view)
    if form and form.is_valid() and accepted(form, partial(_answer, request, view, form)):
        messages.success(request, SAID[form.cleaned_data["answer"]])
        return redirect("case", reference)
    return case_page(
        request,
        "identity",
        view,
        form=form,
        brought_it=_brought_it(view, actor_of(request)),
        differs=_differs(view),
        may_confirm=bool(form) and not view.now.wrong_person and view.state in OPEN,
        persons_age=restrictions.age(view.case),
        has_near_miss=view.case.near_misses.exists(),
        **moments(request, footage_of(view.now.image)),
    )


def _differs(view: CaseView) -> str:
    """A sentence where the record of the image names somebody else than the case, or another day of birth."""
    held, age = view.now.image, restrictions.age(view.case)
    if held is None:
        return ""
    if held.record_name and held.record_name.casefold() != view.case.person.casefold():
        return f"The record says {held.record_name}, and the case says {view.case.person}."
    if held.record_born and age and age.born_on and held.record_born != age.born_on:
        return "The record and the case give different dates of birth."
    return ""


def _form(request: HttpRequest, view: CaseView) -> Identity | None:
    """The question, with the answers that this person may give; None where there is nothing to ask."""
    if view.now.image is None or view.now.wrong_person:
        return None
    if request.method == "POST":  # the service says who may, and why not
        return Identity(request.POST, person=view.case.person, answers=(RIGHT, WRONG))
    answers = tuple(_answers(view, actor_of(request)))
    held = {"sha256": view.now.image.sha256}
    return Identity(person=view.case.person, answers=answers, initial=held) if answers else None


def _answers(view: CaseView, actor: Actor) -> list[str]:
    unanswered = view.now.image is not None and view.now.image.right_person is None
    may_confirm = view.may(Act.CONFIRM_IDENTITY) and unanswered and not _brought_it(view, actor)
    may_deny = view.may(Act.DENY_IDENTITY) or view.may(Act.REPORT_WRONG_PERSON)
    return [RIGHT] * may_confirm + [WRONG] * may_deny


def _brought_it(view: CaseView, actor: Actor) -> bool:
    return view.now.image is not None and view.now.image.supplied_by == actor.reference


def _answer(request: HttpRequest, view: CaseView, form: Identity) -> None:
    given, went_out = form.cleaned_data, view.may(Act.REPORT_WRONG_PERSON)
    wrong = services.report_wrong_person if went_out else services.deny_identity
    act = services.confirm_identity if given["answer"] == RIGHT else wrong
    act(
        case=view.case.reference,
        sha256=given["sha256"],
        note=given["note"],
        actor=actor_of(request),
        at=timezone.now(),
    )
