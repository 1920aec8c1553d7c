"""Feedback on a public site: the one form that both have, in the page of the site that shows it."""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.look.origin import same_origin_required
from bluelamp.publication.public import doors, responses
from bluelamp.publication.public.forms import FeedbackForm, not_yet
from bluelamp.publication.public.limits import limited

HOUR: Final = timedelta(hours=1)


@require_http_methods(["GET", "HEAD", "POST"])
@responses.own_page
@same_origin_required
def write(request: HttpRequest) -> HttpResponse:
    """Say what worked on this site and what did not."""
    form = FeedbackForm(request.POST or None, initial={"page": request.GET.get("page", "")})
    status = 200
    if request.method == "POST" and form.is_valid():
        answer = _receive(request, form)
        if answer.status_code != 429:
            return answer
        status = not_yet(form, answer)
    return render(request, "look/feedback/write.html", {"form": form}, status=status)


@require_safe
@responses.own_page
def received(request: HttpRequest) -> HttpResponse:
    """Thanks."""
    return render(request, "look/feedback/received.html")


@limited("feedback", 10, HOUR)
def _receive(_request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    doors.receive_feedback(
        text=form.cleaned_data["text"],
        page=form.cleaned_data["page"],
        email=form.cleaned_data["email"],
        at=timezone.now(),
    )
    return redirect("feedback_received")
