"""Looking through a room's tables for somebody: every column that holds words, in every row."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import reduce
from operator import and_, or_
from typing import Any, Final
from unicodedata import normalize

from django.db import models
from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast

from bluelamp.record.places import Held, PlaceKind, Sought, spellings

_REFERENCE: Final = 16  # what is shorter than a reference is a code
_CONDITIONS: Final = 600  # SQLite takes no more than a thousand beside each other
_WORDS: Final = 20  # of a name, that rows are picked by
_PLAIN: Final = re.compile(
    r"[!#-&(-\[\]-_a-~]+"
)  # ASCII but for quotation marks and what escapes them


def rows_saying(model: type[models.Model], sought: Sought) -> Iterator[tuple[Any, str]]:
    """The rows of a table that say one of the names or numbers, each with the first column that does.

    The database picks the rows in which the words occur at all; whether they stand there whole is looked at here.
    """
    columns, wanted = word_columns(model), sought.wanted
    if not columns:
        return
    rows = model._default_manager.alias(**{_as(each): Cast(each, TextField()) for each in columns})  # noqa: SLF001
    given: set[Any] = set()
    at_once = max(1, _CONDITIONS // len(columns))
    for start in range(0, len(wanted), at_once):
        some = _may_say(columns, wanted[start : start + at_once])
        for row in rows.filter(some).order_by("pk").iterator(chunk_size=500):
            found = next((each for each in columns if sought.says(getattr(row, each))), "")
            if found and row.pk not in given:
                given.add(row.pk)
                yield row, found


def counted(
    tables: Mapping[type[models.Model], str], cases: Collection[str]
) -> Iterator[tuple[type[models.Model], str, int]]:
    """For each table and each of these cases, how many rows belong to it.

    `tables` says by which chain of columns a row leads to the reference of its case.
    """
    for model, path in tables.items():
        rows = model._default_manager.filter(**{f"{path}__in": cases}).order_by()  # noqa: SLF001
        for case, number in rows.values_list(path).annotate(number=Count("pk")):
            yield model, case, number


def mentions(
    tables: Mapping[type[models.Model], str],
    sought: Sought,
    *,
    but: Collection[str],
    words_of: Callable[[type[models.Model]], str],
) -> Iterator[Held]:
    """Each row that names the person and belongs to none of the cases `but`, as a place."""
    for model, path in tables.items():
        for row, column in rows_saying(model, sought):
            case = owner_of(row, path)
            if case not in but:
                yield Held(
                    key=f"mention:{model.__name__.lower()}:{row.pk}",
                    kind=PlaceKind.MENTION,
                    case=case,
                    words=f"{words_of(model)}: {column.replace('_', ' ')}",
                )


def word_columns(model: type[models.Model]) -> list[str]:
    """The columns of a table that may hold words or numbers about somebody."""
    return [
        each.attname
        for each in model._meta.concrete_fields  # noqa: SLF001
        if isinstance(each, models.JSONField | models.TextField)
        or (isinstance(each, models.CharField) and (each.max_length or 0) >= _REFERENCE)
    ]


def path_to(model: type[models.Model], target: type[models.Model]) -> str | None:
    """The chain of columns by which every row of one table belongs to a row of another; None where it does not.

    Empty for the table itself; the shortest where there are several.
    """
    reached: dict[type[models.Model], str] = {model: ""}
    waiting = [model]
    for each in waiting:
        if each is target:
            return reached[each]
        for column, other in _parents(each):
            if other not in reached:
                reached[other] = f"{reached[each]}__{column}" if reached[each] else column
                waiting.append(other)
    return None


def owner_of(row: Any, path: str) -> Any:
    """What a row belongs to by this chain of columns: itself where the chain is empty."""
    for column in filter(None, path.split("__")):
        row = getattr(row, column)
    return row


def _parents(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    for column in model._meta.concrete_fields:  # noqa: SLF001
        is_owner = isinstance(column, models.ForeignKey) and not column.null
        if is_owner and isinstance(column.related_model, type):
            yield column.name, column.related_model


def _may_say(columns: Iterable[str], wanted: Iterable[tuple[str, ...]]) -> Q:
    return reduce(
        or_,
        (
            reduce(and_, (_has(column, forms) for forms in name))
            for name in ([_written(word) for word in words[:_WORDS]] for words in wanted)
            for column in columns
        ),
    )


def _has(column: str, forms: Iterable[str]) -> Q:
    """That a column has the word in one of these forms."""
    return reduce(or_, (Q(**{f"{_as(column)}__icontains": form}) for form in forms))


def _written(word: str) -> frozenset[str]:
    """By what rows are picked: the longest part of the word that is plain ASCII or, where nothing is, every way to write it.

    That part is the same with accents and without. SQLite folds the case of ASCII alone, and JSON there escapes all else.
    """
    plain = max(_PLAIN.findall(normalize("NFC", word)), key=len, default="")
    if plain:
        return frozenset({plain})
    forms = {each for typed in spellings(word) for each in (typed, typed.lower(), typed.upper(), typed.title())}  # fmt: skip
    return frozenset(forms | {json.dumps(each)[1:-1] for each in forms})


def _as(column: str) -> str:
    return f"{column}_as_text"
