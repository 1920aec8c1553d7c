"""The second person's check: the picture as held and as it would go out, side by side."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from bluelamp.casework.plans import is_footage
from bluelamp.desk.cases import accepted, case_for, case_page
from bluelamp.desk.forms.check import APPROVE
from bluelamp.desk.second_look import answer, asked, kept, worked_on_it
from bluelamp.desk.watching import watching
from bluelamp.desk.work_shown import findings

SAID = {
    True: "The picture is approved.",
    False: "The picture is sent back. Whoever prepares it sees what you wrote.",
}


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Show both pictures and the examination; approve, or send back."""
    view = case_for(request, reference)
    form = asked(request, view)
    if form and form.is_valid() and accepted(form, partial(answer, request, reference, form)):
        messages.success(request, SAID[form.cleaned_data["answer"] == APPROVE])
        return redirect("case", reference)
    row, image = view.now.rendition, view.now.image
    of_footage = image is not None and is_footage(image)
    return case_page(
        request,
        "footage_check" if of_footage else "check",
        view,
        form=form,
        rendition=row,
        findings=findings(view),
        kept=kept(view),
        worked_on_it=worked_on_it(request, view),
        **(watching(request, view) if of_footage else {}),
    )
