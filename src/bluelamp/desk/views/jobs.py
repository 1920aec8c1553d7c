"""Work that has failed and waits for a person: what it was, what went wrong, and to try it again."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bluelamp.casework import services
from bluelamp.casework.under_way import failed_work
from bluelamp.desk.cases import actor_of
from bluelamp.desk.navigation import check_may_open
from bluelamp.jobs.errors import NotFailed

WORDS: Final = {
    "mail.send": "A letter could not be sent",
    "casework.find_people": "The people in a picture could not be looked for",
    "casework.render": "A picture could not be obscured",
    "casework.analyse_segment": "The people in footage could not be looked for",
    "casework.propose_plan": "The people in footage could not be followed",
    "casework.render_segment": "Footage could not be obscured",
    "casework.join_footage": "Obscured footage could not be joined",
    "casework.examine_segment": "Obscured footage could not be examined",
    "casework.conclude_footage": "The examination of footage could not be concluded",
}


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The failed jobs, longest waiting first."""
    check_may_open("jobs", actor_of(request))
    failed = [
        {
            "job": job,
            "words": WORDS.get(job.kind, job.kind),
            "to": ", ".join(job.args.get("to", ())),
        }
        for job in failed_work(actor_of(request), at=timezone.now())
    ]
    return render(request, "desk/jobs.html", {"failed": failed})


@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Try a failed job again; what it had done already stays done."""
    check_may_open("jobs", actor_of(request))
    job = request.POST.get("key", "")
    if job not in {each.key for each in failed_work(actor_of(request), at=timezone.now())}:
        raise NotFailed("That is no work that waits for you to try it again.")
    services.try_again(job=job, actor=actor_of(request), at=timezone.now())
    messages.success(request, "It is being tried again.")
    return redirect("jobs")
