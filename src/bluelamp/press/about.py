"""What the press site says about itself, and feedback on it."""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.look.limits import limited
from bluelamp.look.origin import same_origin_required
from bluelamp.publication.public import doors, responses
from bluelamp.publication.public.forms import FeedbackForm, not_yet

HOUR: Final = timedelta(hours=1)


@require_safe
@responses.open_page
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice for those who ask and those who take pictures."""
    return render(request, "press/privacy.html")


@require_http_methods(["GET", "HEAD", "POST"])
@responses.own_page
@same_origin_required
def feedback(request: HttpRequest) -> HttpResponse:
    """Say what worked on this site and what did not."""
    form = FeedbackForm(request.POST or None, initial={"page": request.GET.get("page", "")})
    status = 200
    if request.method == "POST" and form.is_valid():
        answer = _receive_feedback(request, form)
        if answer.status_code != 429:
            return answer
        status = not_yet(form, answer)
    return render(request, "press/feedback.html", {"form": form}, status=status)


@require_safe
@responses.own_page
def feedback_received(request: HttpRequest) -> HttpResponse:
    """Thanks."""
    return render(request, "press/feedback_received.html")


@require_safe
@responses.open_page
def robots(_request: HttpRequest) -> HttpResponse:
    """Programs have no business here but to read “noindex” on the start page (RFC 9309)."""
    text = "User-agent: *\nAllow: /$\nDisallow: /\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@limited("feedback", 10, HOUR)
def _receive_feedback(_request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    doors.receive_feedback(
        text=form.cleaned_data["text"],
        page=form.cleaned_data["page"],
        email=form.cleaned_data["email"],
        at=timezone.now(),
    )
    return redirect("feedback_received")
