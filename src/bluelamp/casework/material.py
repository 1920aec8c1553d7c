"""What a case keeps besides its entries in the record: originals, evidence, letters, privileged words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bluelamp.casework.errors import NoSuchCase
from bluelamp.casework.models import Case
from bluelamp.people import selectors as people


class Sort(StrEnum):
    """What sort of material it is."""

    ORIGINAL = "original"
    EVIDENCE = "evidence"
    LETTER = "letter"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One thing that is kept: what it is, since when, where it lies, and its words where they may be read.

    `number` is its own among those of its sort; privileged words and the bytes of files are not in `words`.
    """

    sort: Sort
    number: int
    description: str
    kept_at: datetime
    location: str
    words: str = ""


def material_of(reference: str) -> tuple[Material, ...]:
    """Everything of this kind that a case keeps, the oldest first; raises NoSuchCase."""
    case = Case.objects.filter(reference=reference).first()
    if case is None:
        raise NoSuchCase(f"There is no case {reference}.")
    found = [*_originals(case), *_evidence(case), *_letters(case), *_legal(case)]
    return tuple(sorted(found, key=lambda each: (each.kept_at, each.sort, each.number)))


def _originals(case: Case) -> Iterator[Material]:
    for row in case.images.order_by("id"):
        thing = "footage" if row.media_type.startswith("video/") else "picture"
        yield Material(
            sort=Sort.ORIGINAL,
            number=row.pk,
            description=f"Original {thing} as it came in, {row.width} by {row.height} pixels; source: {row.source}",
            kept_at=row.supplied_at,
            location=f"Vault, originals, sha256 {row.sha256}",
        )


def _evidence(case: Case) -> Iterator[Material]:
    for row in case.facts.exclude(attachment="").order_by("id"):
        yield Material(
            sort=Sort.EVIDENCE,
            number=row.pk,
            description=f"File “{row.attachment_name}”, put in as evidence by {row.said_by}",
            kept_at=row.recorded_at,
            location=f"Vault, originals, sha256 {row.attachment}",
        )


def _letters(case: Case) -> Iterator[Material]:
    rows = list(case.letters.order_by("id"))
    names = people.names(row.officer for row in rows if row.officer)
    for row in rows:
        yield Material(
            sort=Sort.LETTER,
            number=row.pk,
            description=f"Letter to {names.get(row.officer, 'the press desk')}: {row.words}",
            kept_at=row.written_at,
            location="Letters of the case",
            words=row.text,
        )


def _legal(case: Case) -> Iterator[Material]:
    rows = list(case.legal_advice.order_by("id"))
    names = people.names(row.asked_by for row in rows)
    for row in rows:
        answered = "and the answer" if row.answered_at else "not answered yet"
        yield Material(
            sort=Sort.LEGAL,
            number=row.pk,
            description=f"Question of {names[row.asked_by]} to a legal adviser, {answered}: words under seal",
            kept_at=row.asked_at,
            location="Vault, privileged",
        )
