"""Where casework holds something about somebody: their cases with all that is kept in these, and every row that names them."""

from collections.abc import Collection, Iterator
from typing import Final

from django.apps import apps
from django.db.models import Model

from bluelamp.casework.held_words import words_of
from bluelamp.casework.models import (
    AssertedFact,
    Case,
    HandedItem,
    HandOver,
    Image,
    LegalAdvice,
    Letter,
    Rendition,
    Turn,
)
from bluelamp.record.looking import counted, mentions, owner_of, path_to, rows_saying
from bluelamp.record.places import Held, PlaceKind, Sought

# What makes a case somebody's own: whom it names, its numbers, and the files in it.
_OWN: Final[dict[type[Model], tuple[str, ...]]] = {
    Case: ("person", "reference", "case_number"),
    Image: ("record_name", "record_number", "sha256"),
    Rendition: ("sha256",),
    HandedItem: ("sha256",),
    AssertedFact: ("attachment",),
}

# Rows that are places of their own, file by file and recipient by recipient.
_SINGLY: Final = (Image, Rendition, HandOver)

# Whose turn it is names nobody and is reckoned from the rest.
_REPEATED: Final = (Case, Turn, *_SINGLY)

_KINDS: Final[dict[type[Model], PlaceKind]] = {
    Letter: PlaceKind.LETTER,
    LegalAdvice: PlaceKind.PRIVILEGED,
}


def held_about(sought: Sought) -> tuple[tuple[str, ...], list[Held]]:
    """The references of the cases that are somebody's own, and every place in casework that holds something about them."""
    own = tuple(sorted(set(_own(sought))))
    places = [*_cases(own), *_files(own), *recipients(own), *_attached(own), *_kept(own)]
    named = {model: path for model, path in tables().items() if model is not Turn}
    return own, [*places, *mentions(named, sought, but=own, words_of=words_of)]


def tables() -> dict[type[Model], str]:
    """Every table whose rows belong to cases, with the columns that lead to the case's reference; a new table is among them by itself."""
    models = apps.get_app_config("casework").get_models()
    paths = {model: path_to(model, Case) for model in models}
    return {
        model: f"{path}__reference" if path else "reference"
        for model, path in paths.items()
        if path is not None
    }


def _own(sought: Sought) -> Iterator[str]:
    """The references of the cases that are the person's own."""
    for model, columns in _OWN.items():
        for row, _ in rows_saying(model, sought):
            if any(sought.says(getattr(row, column)) for column in columns):
                yield owner_of(row, tables()[model])


def _cases(own: Collection[str]) -> Iterator[Held]:
    for case in Case.objects.filter(reference__in=own).order_by("pk"):
        words = " · ".join(filter(None, (case.person, case.offence, case.court, case.case_number)))
        yield Held(
            key=f"case:{case.reference}",
            kind=PlaceKind.CASE,
            case=case.reference,
            words=words[:300],
        )


def _files(own: Collection[str]) -> Iterator[Held]:
    for image in (
        Image.objects.filter(case__reference__in=own).select_related("case").order_by("pk")
    ):
        yield Held(
            key=f"original:{image.pk}",
            kind=PlaceKind.ORIGINAL,
            case=image.case.reference,
            words=f"{image.media_type}, {image.width} × {image.height}, from {image.source}"[:300],
            sha256=image.sha256,
        )
    made = Rendition.objects.filter(plan__image__case__reference__in=own).exclude(sha256="")
    for each in made.select_related("plan__image__case").order_by("pk"):
        yield Held(
            key=f"rendition:{each.pk}",
            kind=PlaceKind.RENDITION,
            case=each.plan.image.case.reference,
            words=f"Made from plan {each.plan.number}, {each.media_type}",
            sha256=each.sha256,
        )


def recipients(cases: Collection[str]) -> Iterator[Held]:
    """Whoever footage was handed over to, who must be told of a change."""
    rows = HandOver.objects.filter(case__reference__in=cases).select_related("case")
    for row in rows.order_by("pk"):
        yield Held(
            key=f"handover:{row.pk}",
            kind=PlaceKind.RECIPIENT,
            case=row.case.reference,
            words=f"{row.recipient}, {row.organisation}: handed over by {row.sent_how}"[:300],
        )


def _attached(own: Collection[str]) -> Iterator[Held]:
    facts = AssertedFact.objects.filter(case__reference__in=own).exclude(attachment="")
    for fact in facts.select_related("case").order_by("pk"):
        yield Held(
            key=f"evidence:{fact.pk}",
            kind=PlaceKind.EVIDENCE,
            case=fact.case.reference,
            words=f"{fact.attachment_name}, with {fact.name.replace('_', ' ')}"[:300],
            sha256=fact.attachment,
        )


def _kept(own: Collection[str]) -> Iterator[Held]:
    """For each case and table, how many rows it has there."""
    every = {model: path for model, path in tables().items() if model not in _REPEATED}
    for model, case, number in counted(every, own):
        yield Held(
            key=f"{model.__name__.lower()}s:{case}",
            kind=_KINDS.get(model, PlaceKind.REGISTER),
            case=case,
            words=f"{words_of(model)} ({number})",
        )
