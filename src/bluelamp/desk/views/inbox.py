"""An officer's inbox: what was written to them about cases, and what waits."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bluelamp.casework import letters
from bluelamp.desk.cases import actor_of

PAGE = 25


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything written to this officer and their desk, newest first."""
    held = letters.inbox(actor_of(request), at=timezone.now())
    only_unread = "unread" in request.GET
    shown = held.filter(read_at=None) if only_unread else held
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/inbox.html", {"page": page, "only_unread": only_unread})


@require_POST
def open_letter(request: HttpRequest, letter: int) -> HttpResponse:
    """It is read now: go to the page that waits."""
    row = letters.open_letter(letter, actor=actor_of(request), at=timezone.now())
    page = f"{row.page}/" if row.page else ""
    return redirect(f"{reverse('case', args=[row.case.reference])}{page}")
