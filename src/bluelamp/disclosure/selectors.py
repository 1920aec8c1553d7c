"""What pages read of disclosure: a case's material as it stands, its packs, and how the making of one stands."""

from bluelamp.disclosure.errors import NoSuchItem
from bluelamp.disclosure.items import items_of
from bluelamp.disclosure.marks import Standing, standings
from bluelamp.disclosure.models import Pack
from bluelamp.disclosure.packing import key_of
from bluelamp.disclosure.repeats import Repeat, repeats
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs.values import JobView
from bluelamp.record import selectors as record


def material(case: str) -> tuple[Standing, ...]:
    """Every item of a case with its marks and the choice on it, by number."""
    return standings(case, items_of(case))


def item(case: str, key: str) -> Standing:
    """One item as it stands; raises NoSuchItem."""
    found = next((each for each in material(case) if each.item.key == key), None)
    if found is None:
        raise NoSuchItem
    return found


def wanted(found: tuple[Standing, ...], which: str) -> tuple[Standing, ...]:
    """Those that are marked, undecided (marked since the last choice) or withheld; all for any other word."""
    match which:
        case "marked":
            return tuple(each for each in found if each.kinds)
        case "undecided":
            return tuple(each for each in found if each.undecided)
        case "withheld":
            return tuple(each for each in found if each.withheld)
        case _:
            return found


def repeated(case: str, found: tuple[Standing, ...]) -> tuple[Repeat, ...]:
    """Where the items to be disclosed say again what is withheld."""
    return repeats(found, record.entries_for(case)) if wanted(found, "withheld") else ()


def packs(case: str) -> list[Pack]:
    """The packs of a case, the newest first, each with those to whom it was given."""
    return list(Pack.objects.filter(case=case).order_by("-number").prefetch_related("given"))


def making(pack: Pack) -> JobView | None:
    """The job that makes a pack while it is at it, or has failed; None once the pack is made."""
    return None if pack.sha256 else jobs.states([key_of(pack)]).get(key_of(pack))
