"""Messages from the public: requests that a picture be removed, and feedback; each is settled, and answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.casework import services
from bluelamp.desk.cases import accepted, actor_of
from bluelamp.desk.forms.message import Settlement
from bluelamp.desk.navigation import check_may_open
from bluelamp.people import selectors as people
from bluelamp.publication import selectors as publication
from bluelamp.publication.values import FeedbackView


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Those that wait, requests for removal first."""
    check_may_open("messages", actor_of(request))
    shown = {"page": publication.feedback_waiting(number=request.GET.get("page", 1))}
    return render(request, "desk/messages_waiting.html", shown)


@require_safe
def settled(request: HttpRequest) -> HttpResponse:
    """Those that have been settled, the latest first."""
    check_may_open("messages", actor_of(request))
    page = publication.feedback_settled(number=request.GET.get("page", 1))
    names = people.names(written.settled_by for written in page)
    shown = {"page": page, "rows": [(written, names[written.settled_by]) for written in page]}
    return render(request, "desk/messages_settled.html", shown)


@require_http_methods(["GET", "POST"])
def message(request: HttpRequest, message: str) -> HttpResponse:
    """One message: what it says and is about; settle it, or read how it was settled."""
    check_may_open("messages", actor_of(request))
    written = publication.feedback(message)
    form = Settlement(request.POST or None, written=written)

    def settle() -> None:
        services.settle_message(
            message=message,
            **{"answer": "", **form.cleaned_data},
            actor=actor_of(request),
            at=timezone.now(),
        )

    if form.is_valid() and accepted(form, settle):
        messages.success(request, _told(written, form))
        return redirect("messages")
    shown = {"written": written, "form": form}
    return render(request, "desk/message.html", shown, status=400 if form.errors else 200)


def _told(written: FeedbackView, form: Settlement) -> str:
    answered = form.cleaned_data.get("answer") and written.email
    return f"{written.reference} is settled" + (
        f", and {written.email} is being told." if answered else "."
    )
