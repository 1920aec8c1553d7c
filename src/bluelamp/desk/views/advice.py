"""What the policy says of the case, and why; kept when somebody asks."""

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import selectors, services
from bluelamp.desk import advising, words
from bluelamp.desk.cases import actor_of, case_for, case_page
from bluelamp.policy import Advice


@require_http_methods(["GET", "POST"])
def advice(request: HttpRequest, reference: str) -> HttpResponse:
    """The advice now, or one kept earlier (`?kept=`); a post keeps it."""
    if request.method == "POST":
        given = services.advise(case=reference, actor=actor_of(request), at=timezone.now())
        said = words.outcome(given.outcome).lower()
        messages.success(request, f"The advice is kept as it is now: {said}.")
        return redirect("advice", reference)
    view = case_for(request, reference)
    kept = list(selectors.advice_given(reference))
    chosen = next((one for one in kept if str(one.pk) == request.GET.get("kept")), None)
    now = msgspec.json.decode(chosen.text, type=Advice) if chosen else view.advice
    advice = advising.shown(now, route=view.case.route)
    return case_page(request, "advice", view, advice=advice, chosen=chosen, kept=kept)
