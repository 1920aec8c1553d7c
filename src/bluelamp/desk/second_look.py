"""The question that a second person answers of a finished picture, on the plain page and in the studio alike."""

from django.http import HttpRequest
from django.utils import timezone

from bluelamp.casework import services
from bluelamp.casework.acting import declared_alone
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.standing import hands
from bluelamp.desk import regions
from bluelamp.desk.cases import actor_of
from bluelamp.desk.forms.check import APPROVE, SecondLook
from bluelamp.desk.views import footage_people
from bluelamp.redaction.footage.plan import FootagePlan


def kept(view: CaseView) -> list[tuple[str, str]]:
    """Who stays visible, by name, and why."""
    if isinstance(view.plan, FootagePlan):
        names = footage_people.names_of(view)
        return [(names.name(track), track.why) for track in view.plan.kept]
    shown = view.plan.kept if view.plan else ()
    return [(regions.name(region.id), region.why) for region in shown]


def worked_on_it(request: HttpRequest, view: CaseView) -> bool:
    """Whether this person, or a lender of theirs, worked on the newest rendition, so that somebody else must check it."""
    row = view.now.rendition
    return row is not None and bool(actor_of(request).hands & hands(row))


def may_check(request: HttpRequest, view: CaseView) -> bool:
    """Whether the newest rendition waits for a check that this person may do."""
    row = view.now.rendition
    if row is None or not row.examined or row.approved is not None:
        return False
    alone = declared_alone(view.case, actor=actor_of(request), at=timezone.now())
    is_another = alone is not None or not worked_on_it(request, view)
    return is_another and view.may(Act.APPROVE_RENDITION)


def asked(request: HttpRequest, view: CaseView) -> SecondLook | None:
    """The question; None where there is nothing to check or this person may not."""
    row = view.now.rendition
    if row is None:
        return None
    if request.method == "POST":  # the service says who may, and why not
        return SecondLook(request.POST)
    shown = {"sha256": row.sha256, "plan": row.plan.digest}
    return SecondLook(initial=shown) if may_check(request, view) else None


def answer(request: HttpRequest, reference: str, form: SecondLook) -> None:
    """Approve or send back, as the valid form says."""
    given = form.cleaned_data
    act = services.approve_rendition if given["answer"] == APPROVE else services.return_rendition
    act(
        case=reference,
        sha256=given["sha256"],
        plan=given["plan"],
        note=given["note"],
        actor=actor_of(request),
        at=timezone.now(),
    )
