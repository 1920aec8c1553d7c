"""A case on one page: where it stands, what is to be done and by whom, and what has happened."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from bluelamp.casework import entries, registers
from bluelamp.casework.lifecycle import ENDED
from bluelamp.casework.permitted import roles_in_words
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.task import Status, Task
from bluelamp.casework.turns import whose
from bluelamp.desk import advising
from bluelamp.desk.cases import case_for, case_page
from bluelamp.people import selectors as people
from bluelamp.publication import selectors as publication
from bluelamp.record import selectors as record
from bluelamp.record.operations import READS

COLOURS = {Status.TO_DO: "blue", Status.WAITING: "yellow", Status.PROBLEM: "red"}
CLOSED_DOORS = frozenset({Status.NOT_YET, Status.NOT_NEEDED})


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """The overview."""
    view = case_for(request, reference)
    # Who looked at what stands in the record, not among what has happened.
    happened = record.entries_for(reference, leaving_out=READS)
    return case_page(
        request,
        "case",
        view,
        advice=advising.shown(view.advice, route=view.case.route),
        tasks=[_line(view, task) for task in view.tasks],
        timeline=list(reversed(entries.shown(happened))),
        registers=registers.of_route(view.route),
        has_ended=view.state in ENDED,
        asked=publication.enquiries_of(reference),
        editions=publication.editions_of(reference),
    )


def _line(view: CaseView, task: Task) -> dict[str, Any]:
    """A task for the task list; one that cannot start leads nowhere."""
    is_shut = task.status in CLOSED_DOORS and task.page != "authority"
    address = reverse("case", args=[view.case.reference])
    return {
        "text": task.title,
        # A short tag stands in one line.
        "status": task.status.value.capitalize().replace(" ", "\N{NO-BREAK SPACE}"),
        "colour": COLOURS.get(task.status, ""),
        "hint": " ".join(filter(None, (f"{task.words}." if task.words else "", _turn(view, task)))),
        "href": "" if is_shut else f"{address}{task.page}/",
    }


def _turn(view: CaseView, task: Task) -> str:
    if task.status not in COLOURS:
        return ""
    turn = whose(task, view.now)
    if turn.officer:
        return f"For {people.names({turn.officer})[turn.officer]}."
    return f"For {roles_in_words(turn.roles)}." if turn.roles else ""
