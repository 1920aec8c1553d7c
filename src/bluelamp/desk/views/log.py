"""The decision logs of a case."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bluelamp.desk.cases import case_for, case_page
from bluelamp.desk.logs import LOGS, lines
from bluelamp.record import selectors as record


@require_safe
def log(request: HttpRequest, reference: str) -> HttpResponse:
    """One view of the case's record (`?view=`): the press officer's unless another is named."""
    view = case_for(request, reference)
    named = request.GET.get("view", "")
    chosen = named if named in LOGS else "press"
    return case_page(
        request,
        "log",
        view,
        log=LOGS[chosen],
        others=[(name, each) for name, each in LOGS.items() if name != chosen],
        lines=lines(LOGS[chosen], record.entries_for(reference)),
    )
