"""Who may see a case, and what was written about it."""

from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.casework import access, services
from bluelamp.casework import letters as letters_of_cases
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.access import WhoSees
from bluelamp.jobs.values import JobState, JobView
from bluelamp.publication import selectors as publication

SAID: Final = {
    JobState.WAITING: "waiting to be sent",
    JobState.RUNNING: "being sent",
    JobState.DONE: "sent",
    JobState.FAILED: "could not be sent",
}


@require_http_methods(["GET", "POST"])
def who_sees(request: HttpRequest, reference: str) -> HttpResponse:
    """Say whether the case is sensitive, and who is named to it."""
    actor, view = actor_of(request), case_for(request, reference)
    named = list(view.case.named.filter(ended_at=None).order_by("id"))
    usual = {actor.reference, view.case.officer, view.case.opened_by} - {""}
    before = [row.officer for row in named] or sorted(usual)
    form = WhoSees(
        request.POST or None,
        initial={"sensitive": "yes" if view.case.sensitive else "no", "named": "\n".join(before)},
    )
    act = partial(services.say_who_sees, case=reference, actor=actor, at=timezone.now())
    if form.is_valid() and accepted(form, lambda: act(**form.answers())):
        messages.success(request, "Who may see this case is as you said.")
        seen = access.may_see(view.case, actor=actor, at=timezone.now())
        return redirect("who_sees", reference) if seen else redirect("work_list")
    return case_page(request, "who_sees", view, form=form, named=named)


@require_safe
def letters(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that was written about the case: to officers, to those who asked, and to recipients."""
    view = case_for(request, reference)
    editions = publication.editions_of(reference)
    outside = [(each, publication.notices_of(each.token)) for each in editions]
    asked = publication.enquiries_of(reference)
    written = [(letter, _became(job)) for letter, job in letters_of_cases.written(view.case)]
    return case_page(request, "letters", view, written=written, outside=outside, asked=asked)


def _became(job: JobView | None) -> str:
    if job is None:
        return "kept here alone"
    put_off = job.state is JobState.WAITING and job.error
    return f"put off, and tried again: {job.error}" if put_off else SAID[job.state]
