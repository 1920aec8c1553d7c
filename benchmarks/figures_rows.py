"""A million outcomes, drawn by chance from a fixed seed."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection, transaction

from bluelamp.casework.categories import AgeBand, Ethnicity, OffenceGroup, Sentence, Sex
from bluelamp.casework.grounds import REFUSAL_GROUNDS
from bluelamp.casework.models import Outcome
from bluelamp.casework.routes import Route

AT_A_TIME: Final = 20_000
UNITS: Final = tuple(f"Unit {number}" for number in range(40))
CASE: Final[dict[str, Any]] = {
    **dict.fromkeys(("person", "court", "case_number", "offence", "unit", "officer", "reckoned_for", "opened_by"), "-"),
    **dict.fromkeys(("opened_at", "changed_at"), datetime(2026, 11, 23, tzinfo=UTC)),
    "route": "custody-image", "state": "refused", "round": 1, "sensitive": False,
}  # fmt: skip
MONTHS: Final = tuple(year * 100 + month for year in range(2022, 2027) for month in range(1, 13))


def fill(count: int) -> None:
    """Outcomes of custody images, drawn by chance from a fixed seed, and a tenth as many of other routes."""
    chance = random.Random(20261123)  # noqa: S311  no secret
    others = [route for route in Route if route is not Route.CUSTODY_IMAGE]
    with connection.schema_editor() as schema:  # what is indexed once it is there is there sooner
        for index in Outcome._meta.indexes:  # noqa: SLF001  Django's own way to them
            schema.remove_index(Outcome, index)
    _keep(_drawn(chance, count, [Route.CUSTODY_IMAGE]), 0)
    _keep(_drawn(chance, count // 10, others), count)
    with connection.schema_editor() as schema:
        for index in Outcome._meta.indexes:  # noqa: SLF001  as above
            schema.add_index(Outcome, index)
    _settle()


def _keep(rows: Iterator[dict[str, Any]], start: int) -> None:
    number = start
    while batch := [row for _, row in zip(range(AT_A_TIME), rows, strict=False)]:
        with transaction.atomic():
            numbers = range(number + 1, number + 1 + len(batch))
            _insert(
                "casework_case",
                [CASE | {"id": each, "reference": f"B-{each:08d}"} for each in numbers],
            )
            _insert(
                "casework_outcome",
                [row | {"case_id": each} for each, row in zip(numbers, batch, strict=True)],
            )
        number += len(batch)


def _insert(table: str, rows: list[dict[str, Any]]) -> None:
    columns = list(rows[0])
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        words = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608  names are ours
        cursor.executemany(words, [tuple(row.values()) for row in rows])


def _drawn(chance: random.Random, count: int, routes: list[Any]) -> Iterator[dict[str, Any]]:
    offences, sentences, ages, ethnicities = (
        ["", *each] for each in (OffenceGroup, Sentence, AgeBand, Ethnicity)
    )
    for _ in range(count):
        route, released = chance.choice(routes), chance.random() < 0.7
        yield {
            "round": 1,
            "file_open": False,
            "route": route.value,
            "result": "released" if released else "refused",
            "month": chance.choice(MONTHS),
            "unit": chance.choice(UNITS),
            "offence_group": _common(chance, offences),
            "sentence": _common(chance, sentences),
            "ground": None if released else chance.choice(list(REFUSAL_GROUNDS[route])),
            "departure": "judgement" if released and chance.random() < 0.03 else None,
            "clauses": chance.choice(("CI-04", "CI-04 CI-12", "CI-27", "CI-28 CI-31")),
            "age_band": _common(chance, ages),
            "sex": chance.choice(("", *Sex)),
            "ethnicity": _common(chance, ethnicities),
            "verdict_days": int(chance.expovariate(1 / 12)) if released else None,
            "authority_minutes": int(chance.expovariate(1 / 900)) if chance.random() < 0.4 else None,
            "gallery_minutes": int(chance.expovariate(1 / 30)) if released and chance.random() < 0.4 else None,
        }  # fmt: skip


def _common(chance: random.Random, codes: list[Any]) -> str:
    """One of them, the later the rarer, so that some numbers are small."""
    return str(codes[min(int(chance.expovariate(0.5)), len(codes) - 1)])


def _settle() -> None:
    """What the database does by itself in a night: its statistics, and on PostgreSQL which pages all may see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE casework_outcome" if connection.vendor == "postgresql" else "ANALYZE"
        )
