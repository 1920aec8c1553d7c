"""A page on which a register is kept: several forms, each for one act, told apart by the name that they post."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from bluelamp.casework.errors import BadInput
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.selectors import CaseView
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.people.actor import Actor


class KeptForm(forms.Form):
    """A form of such a page; `arguments` are what its service is called with."""

    def __init__(self, *given: Any, view: CaseView, **options: Any) -> None:
        super().__init__(*given, **options)
        self.view = view

    def arguments(self) -> dict[str, Any]:
        """What was entered, by the names of the service's arguments."""
        return dict(self.cleaned_data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An act that the page offers; `row` names the service's argument that says on which row, where it is on one."""

    name: str
    act: Act
    form: type[KeptForm]
    service: Callable[..., object]
    button: str
    said: str
    row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An offer's form on the page, for one row or for none."""

    offer: Offer
    row: int
    form: KeptForm


@dataclass(slots=True, kw_only=True)
class Kept:
    """The forms of one view of the page: those that this person may send, and the refused one as it was sent."""

    view: CaseView
    actor: Actor
    offers: Mapping[str, Offer]
    refused: Offered | None = field(default=None)

    def form(self, name: str, row: int = 0) -> Offered | None:
        """The form of an act for a row; None where this person may not take it now."""
        if self.refused and (self.refused.offer.name, self.refused.row) == (name, row):
            return self.refused
        offer = self.offers[name]
        if not self.view.may(offer.act):
            return None
        form = offer.form(view=self.view, auto_id=_ids(name, row))
        return Offered(offer=offer, row=row, form=form)

    def forms(self, *names: str, row: int = 0) -> dict[str, Offered | None]:
        """The forms of several acts by their names, for a template."""
        return {name: self.form(name, row) for name in names}


def kept_page(
    request: HttpRequest,
    reference: str,
    *,
    page: str,
    template: str,
    offers: Iterable[Offer],
    shown: Callable[[Kept], Mapping[str, Any]],
) -> HttpResponse:
    """Show the page; take in whichever form was posted, and show it again where it was refused."""
    view = case_for(request, reference)
    kept = Kept(view=view, actor=actor_of(request), offers={offer.name: offer for offer in offers})
    if request.method == "POST":
        given = _given(request, kept)
        if given.form.is_valid() and accepted(given.form, lambda: _do(request, reference, given)):
            messages.success(request, given.offer.said)
            return redirect(page, reference)
        kept.refused = given
    wrong = kept.refused.form if kept.refused else None
    return case_page(request, template, view, form=wrong, **shown(kept))


def _given(request: HttpRequest, kept: Kept) -> Offered:
    name, row = request.POST.get("do", ""), request.POST.get("row", "")
    if name not in kept.offers:
        raise BadInput("That button is not one of this page’s.")
    number = int(row) if row.isdecimal() else 0
    offer = kept.offers[name]
    form = offer.form(request.POST, view=kept.view, auto_id=_ids(name, number))
    return Offered(offer=offer, row=number, form=form)


def _do(request: HttpRequest, reference: str, given: Offered) -> None:
    about = {given.offer.row: given.row} if given.offer.row else {}
    given.offer.service(
        case=reference,
        **about,
        **given.form.arguments(),
        actor=actor_of(request),
        at=timezone.now(),
    )


def _ids(name: str, row: int) -> str:
    return f"{name}-{row}-%s" if row else f"{name}-%s"
