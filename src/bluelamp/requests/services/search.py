"""Everything that is held is searched for the person whose data a request is about."""

from collections.abc import Sequence
from datetime import datetime

from bluelamp.people.actor import Actor
from bluelamp.record.places import Held, Sought
from bluelamp.requests.doing import doing, enter
from bluelamp.requests.errors import BadInput
from bluelamp.requests.held import held_about
from bluelamp.requests.models import Place, Request, Search
from bluelamp.requests.values import Kind


def search(
    *, request: str, names: Sequence[str], numbers: Sequence[str], actor: Actor, at: datetime
) -> int:
    """Search under every name and number; give how many places were new.

    A place found before keeps what was done about it. Raises NotNow, and BadInput where nothing to
    search for was given.
    """
    sought = Sought(names=_given(names), numbers=_given(numbers))
    with doing(request, actor=actor) as row:
        if not Kind(row.kind).is_right:
            raise BadInput("A request for information is about no person’s data.")
        if not sought.wanted:
            raise BadInput("Enter at least one name or number to search for.", field="names")
        # What is searched for stands in the record before anything is read (DPA 2018 s.62).
        enter(
            "places searched",
            row,
            actor=actor,
            at=at,
            names=list(sought.names),
            numbers=list(sought.numbers),
        )
        found = held_about(sought, leaving_out=row.reference)
        Search.objects.create(
            request=row,
            names=list(sought.names),
            numbers=list(sought.numbers),
            found=len(found),
            made_by=actor.reference,
            made_at=at,
        )
        return keep(row, found, at=at)


def _given(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in words if each.strip()))


def keep(row: Request, found: Sequence[Held], *, at: datetime) -> int:
    """Keep the places that were not found before, and say how many; those found again get the words of today."""
    known = {each.key: each for each in row.places.all()}
    new = {each.key: each for each in found if each.key not in known}
    for each in found:
        if each.key in known and known[each.key].words != each.words:
            row.places.filter(key=each.key).update(words=each.words)
    Place.objects.bulk_create(
        Place(
            request=row,
            key=each.key,
            kind=each.kind,
            case=each.case,
            words=each.words,
            sha256=each.sha256,
            email=each.email,
            found_at=at,
        )
        for each in new.values()
    )
    return len(new)
