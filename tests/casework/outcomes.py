"""Thousands of outcomes, for what counts them."""

import random
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from bluelamp.casework.categories import AgeBand, Ethnicity, OffenceGroup, Sentence, Sex
from bluelamp.casework.grounds import REFUSAL_GROUNDS
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case, Outcome
from bluelamp.casework.routes import Route

UNITS = ("Northbridge CID", "Eastmere CID", "Roads policing")
MONTHS = tuple(year * 100 + month for year in (2025, 2026) for month in range(1, 13))[:22]


def outcomes(count: int, *, seed: int = 1, **fixed: Any) -> None:
    """Cases as rows alone with an outcome each, drawn by chance but for what is fixed."""
    chance, at = random.Random(seed), timezone.now()  # noqa: S311  no secret
    start = Case.objects.count()
    cases = Case.objects.bulk_create(
        Case(
            reference=f"CI-25-{number:07d}",
            route=Route.CUSTODY_IMAGE,
            state=State.REFUSED,
            person=f"Person {number}",
            opened_by="PO-1041",
            opened_at=at,
            changed_at=at,
        )
        for number in range(start, start + count)
    )
    Outcome.objects.bulk_create(
        Outcome(case=case, round=1, **(drawn | fixed))
        for case, drawn in zip(cases, _drawn(chance), strict=False)
    )


def _drawn(chance: random.Random) -> Iterator[dict[str, Any]]:
    """What outcomes of custody images come to, some things more often than others."""
    grounds = list(REFUSAL_GROUNDS[Route.CUSTODY_IMAGE])
    while True:
        released = chance.random() < 0.7
        yield {
            "route": Route.CUSTODY_IMAGE,
            "result": "released" if released else "refused",
            "month": chance.choice(MONTHS),
            "unit": chance.choice(UNITS),
            "offence_group": _common(chance, ["", *OffenceGroup]),
            "sentence": _common(chance, [*Sentence, ""]),
            "ground": None if released else chance.choice(grounds),
            "departure": "judgement" if released and chance.random() < 0.05 else None,
            "clauses": chance.choice(["CI-04", "CI-04 CI-12", "CI-27"]),
            "age_band": _common(chance, [*AgeBand, ""]),
            "sex": chance.choice(["", *Sex]),
            "ethnicity": _common(chance, [*Ethnicity, ""]),
            "verdict_days": int(chance.expovariate(1 / 9)) if released else None,
            "authority_minutes": int(chance.expovariate(1 / 500)) if chance.random() < 0.3 else None,
            "gallery_minutes": int(chance.expovariate(1 / 20)) if released else None,
        }  # fmt: skip


def _common(chance: random.Random, codes: list[Any]) -> str:
    """One of them, the first ones far more often."""
    return str(codes[min(int(chance.expovariate(0.6)), len(codes) - 1)])
