"""Reporters' enquiries: those that wait, and what becomes of each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.casework import selectors, services
from bluelamp.casework.errors import NoSuchCase
from bluelamp.casework.permitted import who_receives
from bluelamp.casework.routes import PUBLIC, Route
from bluelamp.desk.cases import accepted, actor_of
from bluelamp.desk.forms.opening import Answer, Joining, Opening
from bluelamp.desk.navigation import check_may_open
from bluelamp.people.roles import Role
from bluelamp.publication import selectors as publication
from bluelamp.publication.errors import NoSuchEnquiry
from bluelamp.publication.values import EnquiryStatus, EnquiryView


@require_safe
def enquiries(request: HttpRequest) -> HttpResponse:
    """Enquiries that nobody has taken up yet, the nearest deadline first."""
    check_may_open("enquiries", actor_of(request))
    waiting = publication.enquiries_waiting()
    return render(request, "desk/enquiries.html", {"waiting": waiting, "now": timezone.now()})


@require_http_methods(["GET", "POST"])
def enquiry(request: HttpRequest, enquiry: str) -> HttpResponse:
    """One enquiry: open a case from it, or answer it without one."""
    check_may_open("enquiries", actor_of(request))
    asked = _enquiry(enquiry)
    if request.method == "GET":
        return _page(request, asked)
    if "answer" in request.POST:
        return _answer(request, asked)
    return _join(request, asked) if "join" in request.POST else _open(request, asked)


def _open(request: HttpRequest, asked: EnquiryView) -> HttpResponse:
    form = Opening(_kinds(), request.POST, auto_id="open_%s")
    opened: list[str] = []

    def receive() -> None:
        case = services.receive(
            **form.cleaned_data,
            enquiry=asked.reference,
            actor=actor_of(request),
            at=timezone.now(),
        )
        opened.append(case.reference)

    if form.is_valid() and accepted(form, receive):
        told = f"{asked.name} is told that it is being considered."
        messages.success(request, f"Case {opened[0]} is open, and {told}")
        return redirect("case", opened[0])
    return _page(request, asked, opening=form)


def _join(request: HttpRequest, asked: EnquiryView) -> HttpResponse:
    form = Joining(request.POST)
    if form.is_valid():
        case = form.cleaned_data["case"].strip().upper()
        services.add_enquiry(
            case=case, enquiry=asked.reference, actor=actor_of(request), at=timezone.now()
        )
        messages.success(request, f"{asked.name}’s enquiry belongs to case {case} now.")
        return redirect("case", case)
    return _page(request, asked, joining=form)


def _answer(request: HttpRequest, asked: EnquiryView) -> HttpResponse:
    form = Answer(request.POST)

    def answer() -> None:
        services.answer_without_case(
            enquiry=asked.reference,
            status=EnquiryStatus(form.cleaned_data["status"]),
            message=form.cleaned_data["message"],
            actor=actor_of(request),
            at=timezone.now(),
        )

    if form.is_valid() and accepted(form, answer):
        messages.success(request, f"{asked.name} is being told by e-mail.")
        return redirect("enquiries")
    return _page(request, asked, answer=form)


def _page(
    request: HttpRequest,
    asked: EnquiryView,
    *,
    opening: Opening | None = None,
    joining: Joining | None = None,
    answer: Answer | None = None,
) -> HttpResponse:
    known = {"person": asked.person, "court": asked.court}
    wrong = opening or joining or answer
    shown = {
        "enquiry": asked,
        "waits": asked.status is EnquiryStatus.RECEIVED and not asked.case,
        "opening": opening or Opening(_kinds(), initial=known, auto_id="open_%s"),
        "joining": joining or Joining(),
        "same_name": selectors.of_person(asked.person, viewer=actor_of(request), at=timezone.now()),
        "answer": answer or Answer(),
        "form": wrong,
    }
    return render(request, "desk/enquiry.html", shown, status=400 if wrong else 200)


def _kinds() -> list[Route]:
    """What a reporter may ask for: nothing that goes to the prosecution alone."""
    return [
        route for route in Route if route in PUBLIC and Role.PRESS_OFFICER in who_receives(route)
    ]


def _enquiry(reference: str) -> EnquiryView:
    try:
        return publication.enquiry(reference)
    except NoSuchEnquiry as unknown:
        raise NoSuchCase(f"There is no enquiry {reference}.") from unknown
