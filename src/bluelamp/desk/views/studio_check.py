"""The second person's check in the studio: original and finished film in step, every doubt, and a sample."""

from functools import partial
from typing import Any

import msgspec
from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.casework import services
from bluelamp.casework.errors import BadInput
from bluelamp.casework.plans import is_footage
from bluelamp.desk import checking_shown, openings
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.check import APPROVE
from bluelamp.desk.second_look import answer, asked, kept, may_check, worked_on_it
from bluelamp.desk.studio_answers import answered, in_json
from bluelamp.desk.views.check import SAID
from bluelamp.desk.work_shown import findings
from bluelamp.redaction import Box


class Looking(msgspec.Struct, kw_only=True):
    """A checker says to have looked at a moment."""

    sha256: str
    moment: str

    def act(self, **acting: Any) -> None:
        """Count it."""
        services.look_at(sha256=self.sha256, moment=self.moment, **acting)


class Marking(msgspec.Struct, kw_only=True):
    """A checker marks a frame as going back; the box in pixels upright, if any."""

    sha256: str
    seconds: float
    words: str
    box: tuple[float, float, float, float] | None = None

    def act(self, **acting: Any) -> None:
        """Keep the mark."""
        services.remark(
            sha256=self.sha256,
            seconds=self.seconds,
            words=self.words,
            box=Box(*(round(edge) for edge in self.box)) if self.box else None,
            **acting,
        )


class Withdrawing(msgspec.Struct, kw_only=True):
    """A checker takes a mark off."""

    sha256: str
    number: int

    def act(self, **acting: Any) -> None:
        """Withdraw it."""
        services.withdraw_remark(sha256=self.sha256, number=self.number, **acting)


Asked = Looking | Marking | Withdrawing


@require_http_methods(["GET", "POST"])
# The copy to play is put together by the script.
@csp_update({"media-src": [SELF, "blob:"]})  # type: ignore[arg-type]  # typed for pages without arguments
def studio_check(request: HttpRequest, reference: str) -> HttpResponse:
    """Show both in step with all that is to be looked at; approve, or send back with the marks."""
    view = case_for(request, reference)
    form = asked(request, view)
    if form and form.is_valid() and accepted(form, partial(answer, request, reference, form)):
        messages.success(request, SAID[form.cleaned_data["answer"] == APPROVE])
        return redirect("case", reference)
    row, image = view.now.rendition, view.now.image
    return case_page(
        request,
        "studio_check",
        view,
        form=form,
        rendition=row,
        kind="footage" if image and is_footage(image) else "picture",
        opening=openings.new(),
        may_check=may_check(request, view),
        worked_on_it=worked_on_it(request, view),
        kept=kept(view),
        findings=findings(view),
        shown=checking_shown.shown(view, actor=actor_of(request)),
        edges=checking_shown.EDGES,
    )


@require_POST
@in_json
def looked(request: HttpRequest, reference: str) -> HttpResponse:
    """Count a moment as looked at, for this checker."""
    return _answered(request, reference, Looking)


@require_POST
@in_json
def remark(request: HttpRequest, reference: str) -> HttpResponse:
    """Mark a frame as going back."""
    return _answered(request, reference, Marking)


@require_POST
@in_json
def unremark(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a mark off."""
    return _answered(request, reference, Withdrawing)


def _answered(request: HttpRequest, reference: str, asked_of: type[Asked]) -> HttpResponse:
    """How the check stands after the act."""
    actor, _ = actor_of(request), case_for(request, reference)
    try:
        given = msgspec.json.decode(request.body, type=asked_of)
    except msgspec.DecodeError as fault:
        raise BadInput(f"What was sent cannot be read: {fault}.") from fault
    given.act(case=reference, actor=actor, at=timezone.now())
    return answered(checking_shown.progress(case_for(request, reference), actor=actor))
