"""The officer is told and may object; somebody else answers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.casework import services
from bluelamp.casework.grounds import GROUNDS
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.standing import window
from bluelamp.casework.task import Status
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.notice import AnswerForm, ObjectionForm, Telling, Withdrawal, first_time

FIRST = ("image", "identity", "people", "check", "caption")


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, reference: str) -> HttpResponse:
    """Show where the notice stands; tell the officer."""
    if request.method == "GET":
        return _page(request, case_for(request, reference))
    form = Telling(request.POST)
    said = "The officer is told by e-mail, and may confirm or object on this page."
    return _acted(
        request, reference, "telling", form, partial(_tell, request, reference, form), said
    )


@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the notice back."""
    form = Withdrawal(request.POST)

    def act() -> None:
        services.withdraw_notice(case=reference, **form.cleaned_data, **_who(request))

    return _acted(request, reference, "withdrawal", form, act, "The notice is withdrawn.")


@require_POST
def no_objection(request: HttpRequest, reference: str) -> HttpResponse:
    """The officer has no objection."""
    services.raise_no_objection(case=reference, **_who(request))
    messages.success(request, "Thank you. It is recorded that you do not object.")
    return redirect("notice", reference)


@require_POST
def object_(request: HttpRequest, reference: str) -> HttpResponse:
    """The officer objects."""
    form = ObjectionForm(request.POST)

    def act() -> None:
        services.object_to_release(case=reference, **form.cleaned_data, **_who(request))

    said = "Your objection is recorded. Nothing is released until somebody else has answered it."
    return _acted(request, reference, "objection_form", form, act, said)


@require_POST
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody else answers the objection."""
    form = AnswerForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        upheld = given["upheld"] == "yes"
        services.answer_objection(
            case=reference, upheld=upheld, answer=given["answer"], **_who(request)
        )

    return _acted(request, reference, "answer_form", form, act, "The objection is answered.")


def _tell(request: HttpRequest, reference: str, form: Telling) -> None:
    services.notify_officer(
        case=reference,
        officer=form.cleaned_data["officer"],
        planned_for=form.planned(),
        **_who(request),
    )


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "at": timezone.now()}


def _acted(
    request: HttpRequest,
    reference: str,
    name: str,
    form: Form,
    act: Callable[[], None],
    said: str,
) -> HttpResponse:
    """Do it and say so, or show the page with what was refused beside its field."""
    if form.is_valid() and accepted(form, act):
        messages.success(request, said)
        return redirect("notice", reference)
    return _page(request, case_for(request, reference), **{name: form})


def _page(request: HttpRequest, view: CaseView, **forms: Form) -> HttpResponse:
    """The page; `telling`, `withdrawal`, `objection_form` and `answer_form` are refused forms."""
    given = view.now.notice
    mine = given is not None and given.officer == actor_of(request).reference
    is_open = window(given, at=timezone.now()) == "open"
    shown = {**_forms(view, mine=mine, is_open=is_open), **forms}
    return case_page(
        request,
        "notice",
        view,
        notice=given,
        form=next(iter(forms.values()), None),
        mine=mine,
        is_open=is_open,
        missing=[
            task for task in view.tasks if task.page in FIRST and task.status is not Status.DONE
        ],
        waiting=next((one for one in view.objections if one.answered_at is None), None),
        first_ordinary=sum(ground.exceptional for ground in GROUNDS.values()),
        **shown,
    )


def _forms(view: CaseView, *, mine: bool, is_open: bool) -> dict[str, Form]:
    """The forms that this person may send now, as they stand before anything is typed."""
    now = timezone.now()
    forms: dict[str, Form] = {}
    if view.may(Act.NOTIFY_OFFICER):
        length = settings.BLUELAMP_FORCE.needs("objection_window")
        first = first_time(at=now, window=length)
        forms["telling"] = Telling(initial={"officer": view.case.officer, **first})
    if view.may(Act.WITHDRAW_NOTICE):
        forms["withdrawal"] = Withdrawal()
    if view.may(Act.OBJECT) and mine and is_open:
        forms["objection_form"] = ObjectionForm()
    if view.may(Act.ANSWER_OBJECTION):
        forms["answer_form"] = AnswerForm()
    return forms
