"""Asking about a case: the form, its receipt, and how the enquiry stands, all without an account."""

from datetime import timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.look.origin import same_origin_required
from bluelamp.press.forms import EnquiryForm
from bluelamp.publication.errors import NoSuchEnquiry
from bluelamp.publication.public import enquiries, responses
from bluelamp.publication.public.addresses import enquiry_page
from bluelamp.publication.public.forms import not_yet
from bluelamp.publication.public.limits import limited
from bluelamp.publication.values import EnquiryStanding

HOUR: Final = timedelta(hours=1)


@require_http_methods(["GET", "HEAD", "POST"])
@responses.own_page
@same_origin_required
def ask(request: HttpRequest) -> HttpResponse:
    """Ask about a case; what was typed stays until it is accepted."""
    form = EnquiryForm(request.POST or None, at=timezone.now())
    status = 200
    if request.method == "POST" and form.is_valid():
        answer = _receive(request, form)
        if answer.status_code != 429:
            return answer
        status = not_yet(form, answer)
    return render(request, "press/ask.html", {"form": form}, status=status)


@require_safe
@responses.own_page
def received(request: HttpRequest, secret: str) -> HttpResponse:
    """The receipt: a reference to quote and the address at which to look."""
    context = {"standing": _standing(secret), "secret": secret, "address": enquiry_page(secret)}
    return render(request, "press/received.html", context)


@require_safe
@responses.own_page
def enquiry(request: HttpRequest, secret: str) -> HttpResponse:
    """How an enquiry stands, with the press office's answer and the release where there is one."""
    return render(request, "press/enquiry.html", {"standing": _standing(secret)})


@limited("enquiry", 5, HOUR)
def _receive(_request: HttpRequest, form: EnquiryForm) -> HttpResponse:
    given = form.cleaned_data
    receipt = enquiries.receive_enquiry(
        outlet=given["outlet"],
        name=given["name"],
        email=given["email"],
        person=given["person"],
        court=given["court"],
        case_details=given["case_details"],
        deadline=given["deadline"],
        question=given["question"],
        purpose=given["purpose"],
        at=timezone.now(),
    )
    return redirect("received", receipt.secret)


def _standing(secret: str) -> EnquiryStanding:
    try:
        return enquiries.standing(secret)
    except NoSuchEnquiry as cause:
        raise Http404 from cause
