"""The erasure of a case in this room: every row that hangs on it goes, and a husk stays with what was counted of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model, Q, QuerySet

from bluelamp.casework import keeping, letters
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case, Image, Outcome, Pursuit, Rendition
from bluelamp.casework.pieces import Piece
from bluelamp.jobs import services as jobs
from bluelamp.retention import registry

# What stays: the husk, and what its rounds came to, in categories and whole numbers.
STAYS: Final = frozenset({Case, Outcome})
# What of a case is said by it alone; the rest of the husk is its reference, route, unit and days.
_EMPTIED: Final = {
    "person": "",
    "court": "",
    "case_number": "",
    "offence": "",
    "officer": "",
    "sensitive": False,
    "due_at": None,
    "reckoned_for": "",
}


def close(reference: str, at: datetime) -> None:
    """Let nobody act on the case or see it any more, in the caller's transaction."""
    found = Case.objects.filter(reference=reference)
    found.update(state=State.ERASED, changed_at=at)


def erase(reference: str, at: datetime) -> None:  # noqa: ARG001  every room is called with the time
    """Remove the case's work under way, its letters and every row of it; again changes nothing."""
    case = Case.objects.filter(reference=reference).first()
    if case is None:
        return
    _clear_work(case)
    with transaction.atomic():
        for model in hanging_on_a_case():
            of_case = Q()
            for path in _paths(model):
                of_case |= Q(**{path: case.pk})
            # Keys are checked at the commit, when all of it is gone: no row needs to wait for another.
            rows: QuerySet[Model] = QuerySet(model)
            rows = rows.filter(pk__in=rows.filter(of_case).values("pk"))
            rows._raw_delete(rows.db)  # noqa: SLF001  Django's only way past PROTECT, all of it going at once
        Case.objects.filter(pk=case.pk).update(**_EMPTIED)
        Outcome.objects.filter(case=case).update(file_open=False)


def hanging_on_a_case() -> list[type[Model]]:
    """Every table of this room whose rows belong to a case, but for what stays; those furthest from the case first."""
    found = [model for model in _models() if model not in STAYS and _paths(model)]
    return sorted(found, key=lambda model: -max(path.count("__") for path in _paths(model)))


def _models() -> Iterator[type[Model]]:
    return apps.get_app_config("casework").get_models()


def _paths(model: type[Model], passed: tuple[type[Model], ...] = ()) -> list[str]:
    """How a row of the table leads to its case, by each of its keys: `case`, `image__case` and so on."""
    found: list[str] = []
    for field in model._meta.get_fields():  # noqa: SLF001  Django's documented API
        target: Any = field.related_model
        if not isinstance(field, ForeignKey) or target in {model, *passed}:
            continue
        if target is Case:
            found.append(field.name)
        else:
            found += [f"{field.name}__{rest}" for rest in _paths(target, (*passed, model))]
    return found


def _clear_work(case: Case) -> None:
    """Fence off what workers are still at, forget its letters, and remove the folders of work under way."""
    images = list(Image.objects.filter(case=case).select_related("case"))
    made = Rendition.objects.filter(plan__image__case=case).select_related("plan__image__case")
    pieces = [Piece(image=image, proxy=proxy) for image in images for proxy in (False, True)]
    pieces += [Piece(image=row.plan.image, rendition=row) for row in made]
    keys = [key for piece in pieces for key in piece.all_keys()]
    keys += [f"watermark:{row.pk}" for row in made]
    keys += [row.job_key for row in Pursuit.objects.filter(image__case=case)]
    letter_keys = [letters.key_of(letter) for letter in case.letters.all()]
    jobs.forget(keys=[*keys, *letter_keys], threads=[case.reference, *_failures(keys)])
    for piece in pieces:
        piece.clear()


def _failures(keys: list[str]) -> Iterator[str]:
    """The threads of letters that called for help when one of these jobs failed."""
    return (f"failed:{key}" for key in keys)


registry.register("Case and letters", erase=erase, reckon=keeping.reckon, close=close)
