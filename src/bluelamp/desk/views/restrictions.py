"""The restrictions register of a case: what may not be published about whom, and who looked when."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bluelamp.casework import restrictions as register
from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.provisions import provisions
from bluelamp.casework.selectors import CaseView
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.restrictions import Age, Check, Ending, Entering


@require_safe
def restrictions(request: HttpRequest, reference: str) -> HttpResponse:
    """The register as it stands."""
    return _page(request, case_for(request, reference))


@require_POST
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that somebody asked which restrictions are in force."""
    form = Check(request.POST, auto_id="check_%s")
    act = partial(services.check_restrictions, case=reference)
    return _acted(request, reference, "check", form, act, "The check is recorded, in your name.")


@require_POST
def enter(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter a restriction."""
    form = Entering(request.POST, auto_id="enter_%s")

    def act(*, actor: Any, at: Any, **_: Any) -> None:
        services.add_restriction(case=reference, restriction=form.restriction(), actor=actor, at=at)

    said = "The restriction is entered and in force."
    return _acted(request, reference, "entering", form, act, said)


@require_POST
def end(request: HttpRequest, reference: str, restriction: int) -> HttpResponse:
    """End a restriction."""
    form = Ending(request.POST, auto_id=f"end_{restriction}_%s")
    act = partial(services.end_restriction, case=reference, restriction=restriction)
    said = "The restriction is ended. Check again before a release."
    return _acted(request, reference, "ending", form, act, said, ended=restriction)


@require_POST
def age(request: HttpRequest, reference: str) -> HttpResponse:
    """Record how old the person is."""
    form = Age(request.POST, auto_id="age_%s")
    act = partial(services.record_age, case=reference)
    return _acted(request, reference, "age", form, act, "It is recorded how old the person is.")


def _acted(
    request: HttpRequest,
    reference: str,
    name: str,
    form: BaseForm,
    act: Callable[..., object],
    said: str,
    *,
    ended: int | None = None,
) -> HttpResponse:
    """Do it and say so, or show the page with what was refused beside its field."""
    view = case_for(request, reference)
    who = {"actor": actor_of(request), "at": timezone.now()}
    if form.is_valid() and accepted(form, lambda: act(**form.cleaned_data, **who)):
        messages.success(request, said)
        return redirect("restrictions", reference)
    return _page(request, view, ended=ended, form=form, **{name: form})


def _page(
    request: HttpRequest, view: CaseView, *, ended: int | None = None, **forms: BaseForm
) -> HttpResponse:
    """The page; `ended` is the restriction whose form was refused."""
    now, case = timezone.now(), view.case
    counting = register.counting_check(case)
    forms_of = (
        ("check", Act.CHECK_RESTRICTIONS, Check(auto_id="check_%s")),
        ("entering", Act.ADD_RESTRICTION, Entering(auto_id="enter_%s")),
        ("age", Act.RECORD_AGE, Age(auto_id="age_%s")),
    )
    offered = {name: form for name, act, form in forms_of if view.may(act)}
    return case_page(
        request,
        "restrictions",
        view,
        newest=register.newest_check(case),
        is_fresh=register.is_fresh(counting, at=now),
        counts_until=_until(counting),
        allowed=settings.BLUELAMP_FORCE.restriction_check,
        persons_age=register.age(case),
        group=register.age_group(case, at=now),
        in_force=_in_force(view, refused=ended, form=forms.pop("ending", None)),
        over=[_line(each) for each in case.restrictions.exclude(ended="").order_by("-id")],
        checks=list(case.restriction_checks.order_by("-id")),
        catalogue=provisions().values(),
        **{**offered, **forms},
    )


def _until(check: Any) -> Any:
    """Until when the check counts for a release; None where none does."""
    allowed = settings.BLUELAMP_FORCE.restriction_check
    return check.checked_at + allowed if check and allowed else None


def _in_force(
    view: CaseView, *, refused: int | None, form: BaseForm | None
) -> list[dict[str, Any]]:
    may = view.may(Act.END_RESTRICTION)
    return [
        _line(each)
        | {"form": (form if each.pk == refused else Ending(auto_id=f"end_{each.pk}_%s")) if may else None}
        for each in register.in_force(view.case)
    ]  # fmt: skip


def _line(restriction: Any) -> dict[str, Any]:
    """A restriction with its provision; as to how it ended, in words."""
    ended = register.ENDED_WORDS.get(restriction.ended, "")
    return {"it": restriction, "provision": register.provision_of(restriction), "ended": ended}
