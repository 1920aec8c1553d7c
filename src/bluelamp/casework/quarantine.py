"""Originals that showed the wrong person: where they went, and that they go nowhere again."""

from dataclasses import dataclass

from django.db.models import Q

from bluelamp.casework.errors import OutOfOrder
from bluelamp.casework.models import Decision, Image, Quarantine, Rendition
from bluelamp.publication import selectors as publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an original went: a case that held it, what it was there, and whether the public see it now.

    `what` is "original", "rendition" or "edition"; `sha256` names its bytes.
    """

    case: str
    what: str
    sha256: str
    live: bool = False


def is_quarantined(sha256: str) -> bool:
    """Whether an original was found to show the wrong person, in any case."""
    return Quarantine.objects.filter(sha256=sha256).exists()


def check_free(*, sha256: str) -> None:
    """Raises OutOfOrder where the original was found to show the wrong person, in any case."""
    if is_quarantined(sha256):
        raise OutOfOrder(
            "This file was found to show the wrong person, so it goes nowhere in any case.",
            what_next="Bring another image.",
        )


def where_it_went(sha256: str) -> tuple[Place, ...]:
    """Every case that held the original, every rendition made of it, and every edition of those."""
    held = Image.objects.filter(sha256=sha256).select_related("case").order_by("id")
    originals = [Place(case=row.case.reference, what="original", sha256=sha256) for row in held]
    return tuple(dict.fromkeys([*originals, *_renditions(sha256), *_editions(sha256)]))


def _made_of(sha256: str) -> list[str]:
    made = Rendition.objects.filter(plan__image__sha256=sha256).exclude(sha256="")
    return list(made.values_list("sha256", flat=True))


def _renditions(sha256: str) -> list[Place]:
    """What was made of it, and the same bytes made anywhere else."""
    rows = Rendition.objects.filter(sha256__in=_made_of(sha256)).order_by("id")
    named = rows.values_list("plan__image__case__reference", "sha256")
    return [Place(case=case, what="rendition", sha256=made) for case, made in named]


def _editions(sha256: str) -> list[Place]:
    made_of_it = Q(rendition__plan__image__sha256=sha256)
    same_bytes = Q(rendition__sha256__in=_made_of(sha256))
    rows = Decision.objects.filter(made_of_it | same_bytes).exclude(edition="").order_by("id")
    return [
        Place(
            case=case,
            what="edition",
            sha256=made,
            live=publication.edition(token).live,
        )
        for case, made, token in rows.values_list("case__reference", "rendition__sha256", "edition")
    ]
