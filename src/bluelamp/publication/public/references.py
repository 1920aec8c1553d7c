"""References that people can quote, such as ENQ-26-0001: a prefix, the year, a number."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.db.models.functions import Length
from django.utils import timezone

Row = TypeVar("Row", bound=Model)
TRIES: Final = 20


def insert_with_reference(
    model: type[Row], prefix: str, *, at: datetime, columns: Mapping[str, Any]
) -> Row:
    """Insert a row under the year's next reference; of two at the same instant, one takes the number after."""
    for _ in range(TRIES):
        reference = _next(model, f"{prefix}-{timezone.localtime(at):%y}-")
        try:
            with transaction.atomic():
                return model._default_manager.create(reference=reference, **columns)  # noqa: SLF001
        except IntegrityError:
            if not model._default_manager.filter(reference=reference).exists():  # noqa: SLF001
                raise
    raise IntegrityError(f"no free {prefix} reference after {TRIES} tries")


def _next(model: type[Row], stem: str) -> str:
    taken = model._default_manager.filter(reference__startswith=stem)  # noqa: SLF001
    last = taken.order_by(Length("reference").desc(), "-reference").values_list(
        "reference", flat=True
    )
    number = int(last[0].removeprefix(stem)) if last[:1] else 0
    return f"{stem}{number + 1:04d}"
