"""The words beside the picture."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.texts import Caption


@require_http_methods(["GET", "POST"])
def caption(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the caption; write a new one."""
    view = case_for(request, reference)
    now = view.now.wording
    written = (
        {field: getattr(now, field) for field in ("headline", "text", "alt_text")} if now else {}
    )
    form = Caption(view.route, request.POST or None, initial=written)
    word = partial(services.word, case=reference, actor=actor_of(request), at=timezone.now())
    if form.is_valid() and accepted(form, lambda: word(**form.cleaned_data)):
        messages.success(request, "The caption is saved.")
        return redirect("case", reference)
    return case_page(request, "caption", view, form=form, may_word=view.may(Act.WORD))
