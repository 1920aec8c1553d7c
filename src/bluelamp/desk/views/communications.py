"""The communications department's view on body-worn video for the media (BWV-08)."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.authority import DepartmentsView


@require_http_methods(["GET", "POST"])
def communications(request: HttpRequest, reference: str) -> HttpResponse:
    """The view that was given; a press officer gives it, or gives it anew."""
    view, form = case_for(request, reference), DepartmentsView(request.POST or None)
    act = partial(services.give_communications_view, case=reference, actor=actor_of(request))
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data, at=timezone.now())):
        messages.success(request, "The department’s view is recorded.")
        return redirect("communications", reference)
    may = view.may(Act.GIVE_COMMUNICATIONS_VIEW)
    return case_page(request, "communications", view, form=form, may=may)
