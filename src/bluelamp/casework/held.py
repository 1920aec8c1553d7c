"""Where casework holds something about somebody: their cases with all that is kept in these, and every row that names them."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.apps import apps
from django.db.models import Count, Model

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
from bluelamp.record.looking import owner_of, path_to, rows_saying
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
    own = _own(sought)
    places = [*_cases(own), *_files(own), *_handed(own), *_attached(own), *_kept(own)]
    return tuple(sorted(own.values())), [*places, *_mentions(sought, own)]


def tables() -> dict[type[Model], str]:
    """Every table whose rows belong to cases, with the columns that lead there; a new table is among them by itself."""
    paths = {model: path_to(model, Case) for model in apps.get_app_config("casework").get_models()}
    return {model: path for model, path in paths.items() if path is not None}


def _own(sought: Sought) -> dict[int, str]:
    """The cases that are the person's own: key and reference."""
    found: dict[int, str] = {}
    for model, columns in _OWN.items():
        for row, _ in rows_saying(model, sought):
            if any(sought.says(getattr(row, column)) for column in columns):
                case = owner_of(row, tables()[model])
                found[case.pk] = case.reference
    return found


def _cases(own: dict[int, str]) -> Iterator[Held]:
    for case in Case.objects.filter(pk__in=own).order_by("pk"):
        words = " · ".join(filter(None, (case.person, case.offence, case.court, case.case_number)))
        yield Held(
            key=f"case:{case.reference}",
            kind=PlaceKind.CASE,
            case=case.reference,
            words=words[:300],
        )


def _files(own: dict[int, str]) -> Iterator[Held]:
    for image in Image.objects.filter(case__in=own).order_by("pk"):
        yield Held(
            key=f"original:{image.pk}",
            kind=PlaceKind.ORIGINAL,
            case=own[image.case_id],
            words=f"{image.media_type}, {image.width} × {image.height}, from {image.source}"[:300],
            sha256=image.sha256,
        )
    made = Rendition.objects.filter(plan__image__case__in=own).exclude(sha256="")
    for each in made.select_related("plan__image").order_by("pk"):
        yield Held(
            key=f"rendition:{each.pk}",
            kind=PlaceKind.RENDITION,
            case=own[each.plan.image.case_id],
            words=f"Made from plan {each.plan.number}, {each.media_type}",
            sha256=each.sha256,
        )


def _handed(own: dict[int, str]) -> Iterator[Held]:
    """Whoever footage was handed over to, who must be told of a change."""
    for row in HandOver.objects.filter(case__in=own).order_by("pk"):
        yield Held(
            key=f"handover:{row.pk}",
            kind=PlaceKind.RECIPIENT,
            case=own[row.case_id],
            words=f"{row.recipient}, {row.organisation}: handed over by {row.sent_how}"[:300],
        )


def _attached(own: dict[int, str]) -> Iterator[Held]:
    facts = AssertedFact.objects.filter(case__in=own).exclude(attachment="")
    for fact in facts.order_by("pk"):
        yield Held(
            key=f"evidence:{fact.pk}",
            kind=PlaceKind.EVIDENCE,
            case=own[fact.case_id],
            words=f"{fact.attachment_name}, with {fact.name.replace('_', ' ')}"[:300],
            sha256=fact.attachment,
        )


def _kept(own: dict[int, str]) -> Iterator[Held]:
    """For each case and table, how many rows it has there."""
    for model, path in tables().items():
        if model in _REPEATED:
            continue
        rows = model._default_manager.filter(**{f"{path}__in": own})  # noqa: SLF001
        for case, number in rows.order_by().values_list(path).annotate(number=Count("pk")):
            yield Held(
                key=f"{model.__name__.lower()}s:{own[case]}",
                kind=_KINDS.get(model, PlaceKind.REGISTER),
                case=own[case],
                words=f"{words_of(model)} ({number})",
            )


def _mentions(sought: Sought, own: Iterable[int]) -> Iterator[Held]:
    """Rows of other cases that name the person."""
    others = set(own)
    for model, path in tables().items():
        for row, column in rows_saying(model, sought):
            case = owner_of(row, path)
            if case.pk not in others and model is not Turn:
                yield Held(
                    key=f"mention:{model.__name__.lower()}:{row.pk}",
                    kind=PlaceKind.MENTION,
                    case=case.reference,
                    words=f"{words_of(model)}: {column.replace('_', ' ')}",
                )
