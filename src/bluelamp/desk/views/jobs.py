"""The team's queue: what is being done on the cases that one may see, what was cancelled, and what failed and waits for a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bluelamp.casework import services
from bluelamp.casework.under_way import failed_work
from bluelamp.casework.undertakings import KINDS, Undertaking, under_way_for
from bluelamp.desk.cases import actor_of
from bluelamp.desk.navigation import check_may_open
from bluelamp.jobs.errors import NotFailed
from bluelamp.jobs.values import JobState, JobView
from bluelamp.people.actor import Actor

PAGE: Final = 20
_LETTER: Final = "mail.send"
_STATES: Final = {
    JobState.WAITING: ("Waiting for its turn", "grey"),
    JobState.RUNNING: ("At work", "blue"),
    JobState.FAILED: ("Failed", "red"),
    JobState.CANCELLED: ("Cancelled", "yellow"),
    JobState.DONE: ("Done", "green"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the queue: a job, or all of an undertaking as one; of whose case, and in words."""

    job: JobView
    words: str
    of: Undertaking | None = None

    @property
    def state(self) -> tuple[str, str]:
        """In words, and the colour of its tag."""
        return _STATES[self.job.state]

    @property
    def detail(self) -> str:
        """What a letter is about; what the work is at, or why it failed."""
        if self.of is None:
            to = ", ".join(self.job.args.get("to", ()))
            return f"To {to}: {self.job.args.get('subject', '')}" if to else ""
        return self.of.pursuit.words if self.of.pursuit else self.job.words


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The queue, what waits for a person first."""
    actor, at = actor_of(request), timezone.now()
    check_may_open("jobs", actor)
    found = _undertakings(actor, at)
    page = Paginator([*_letters(actor, at), *found], PAGE).get_page(request.GET.get("page"))
    failed = any(line.job.state is JobState.FAILED for line in page.paginator.object_list)
    shown = {"page": page, "lines": [_as_one(line, at) for line in page], "failed": failed}
    return render(request, "desk/jobs.html", shown)


@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Try a failed job again; what it had done already stays done."""
    actor, at = actor_of(request), timezone.now()
    check_may_open("jobs", actor)
    job = request.POST.get("key", "")
    if job not in {each.key for each in failed_work(actor, at=at)}:
        raise NotFailed("That is no work that waits for you to try it again.")
    services.try_again(job=job, actor=actor, at=at)
    messages.success(request, "It is being tried again.")
    return redirect("jobs")


@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    """Stop work that is under way; what is finished of it is kept."""
    return _done(request, services.cancel_work, "It is cancelled. What is finished of it is kept.")


@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Go on with work that was cancelled."""
    return _done(request, services.resume_work, "It goes on from where it was.")


def _done(request: HttpRequest, act: Callable[..., Any], said: str) -> HttpResponse:
    check_may_open("jobs", actor_of(request))
    act(job=request.POST.get("key", ""), actor=actor_of(request), at=timezone.now())
    messages.success(request, said)
    return redirect("jobs")


def _undertakings(actor: Actor, at: datetime) -> list[Line]:
    return [Line(job=each.job, words=each.words, of=each) for each in under_way_for(actor, at=at)]


def _letters(actor: Actor, at: datetime) -> list[Line]:
    """What has failed that is no work on an image: letters above all."""
    return [
        Line(job=job, words="A letter could not be sent" if job.kind == _LETTER else job.kind)
        for job in failed_work(actor, at=at)
        if job.kind not in KINDS
    ]


def _as_one(line: Line, at: datetime) -> Line:
    """With all jobs of an undertaking together, which is asked for those on the page alone."""
    return Line(job=line.of.standing(at=at), words=line.words, of=line.of) if line.of else line
