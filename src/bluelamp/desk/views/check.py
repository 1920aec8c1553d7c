"""The second person's check: the picture as held and as it would go out, side by side."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.plans import is_footage
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.standing import hands
from bluelamp.desk import regions
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.check import APPROVE, SecondLook
from bluelamp.desk.views import footage_people
from bluelamp.desk.watching import watching
from bluelamp.desk.work_shown import findings
from bluelamp.redaction.footage.plan import FootagePlan

SAID = {
    True: "The picture is approved.",
    False: "The picture is sent back. Whoever prepares it sees what you wrote.",
}


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Show both pictures and the examination; approve, or send back."""
    view = case_for(request, reference)
    form = _form(request, view)
    if form and form.is_valid() and accepted(form, partial(_answer, request, reference, form)):
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
        kept=_kept(view),
        worked_on_it=row is not None and actor_of(request).reference in hands(row),
        **(watching(request, view) if of_footage else {}),
    )


def _kept(view: CaseView) -> list[tuple[str, str]]:
    """Who stays visible, by name, and why."""
    if isinstance(view.plan, FootagePlan):
        names = footage_people.names_of(view)
        return [(names.name(track), track.why) for track in view.plan.kept]
    kept = view.plan.kept if view.plan else ()
    return [(regions.name(region.id), region.why) for region in kept]


def _form(request: HttpRequest, view: CaseView) -> SecondLook | None:
    """The question; None where there is nothing to check or this person may not."""
    row = view.now.rendition
    if row is None:
        return None
    if request.method == "POST":  # the service says who may, and why not
        return SecondLook(request.POST)
    waits = row.examined and row.approved is None and view.may(Act.APPROVE_RENDITION)
    if not waits or actor_of(request).reference in hands(row):
        return None
    return SecondLook(initial={"sha256": row.sha256})


def _answer(request: HttpRequest, reference: str, form: SecondLook) -> None:
    given = form.cleaned_data
    act = services.approve_rendition if given["answer"] == APPROVE else services.return_rendition
    act(
        case=reference,
        sha256=given["sha256"],
        note=given["note"],
        actor=actor_of(request),
        at=timezone.now(),
    )
