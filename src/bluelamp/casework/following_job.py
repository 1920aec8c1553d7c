"""The job that follows a region through footage, and lays where it was into whatever the newest plan is by then."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec
from django.db import transaction
from django.utils import timezone

from bluelamp.casework import services
from bluelamp.casework.acting import locked
from bluelamp.casework.errors import BadInput, CaseworkError
from bluelamp.casework.models import Pursuit
from bluelamp.casework.pieces import is_dropped
from bluelamp.casework.plans import footage_of, place_at, placed, plan_of
from bluelamp.casework.preparation import LASTING
from bluelamp.casework.services.following import Way
from bluelamp.casework.undertakings import FOLLOW
from bluelamp.jobs.errors import CannotSucceed
from bluelamp.jobs.registry import kind
from bluelamp.jobs.run import Run
from bluelamp.people import selectors as people
from bluelamp.people.actor import SYSTEM
from bluelamp.record import services as record
from bluelamp.redaction.errors import PlanRefused
from bluelamp.redaction.footage.correcting import lay
from bluelamp.redaction.footage.plan import FootagePlan, Track, find
from bluelamp.redaction.footage.pursuing import pursue
from bluelamp.redaction.footage.pursuit import Ending
from bluelamp.redaction.footage.values import Place
from bluelamp.vault import selectors as vault

ENDINGS: Final = {
    Ending.CUT: "to a cut",
    Ending.EDGE: "out of the picture",
    Ending.LOST: "until it was lost",
    Ending.END: "to the end",
    Ending.BOUND: "as far as is followed at once",
}
_PACE: Final = 25  # frames from one word of progress to the next


@kind(FOLLOW, attempts=3)
def follow_region(run: Run) -> None:
    """Follow the region both ways or one, then add what was found as a version of the plan."""
    rows = Pursuit.objects.select_related("image__case")
    row = rows.get(pk=run.args["pursuit"])
    if is_dropped(row.image):
        _fail(row, "This image was replaced, or shows the wrong person: nothing is followed in it.")
        return
    run.effect("look", lambda: _record_look(row))
    try:
        found = run.step("pursue", lambda: _found(run, row))
    except LASTING as fault:
        raise CannotSucceed(str(fault)) from fault
    run.effect("lay", lambda: _lay(row, found))


def _record_look(row: Pursuit) -> None:
    case, at = row.image.case.reference, timezone.now()
    record.consulted(what=row.image.sha256, actor=SYSTEM.reference, case=case, at=at)


def _found(run: Run, row: Pursuit) -> dict[str, Any]:
    """Where it was, in the order of time, and how each way ended; nothing where the region has gone meanwhile."""
    footage, start = footage_of(row.image), _start(row)
    if footage is None or start is None:
        return {"places": [], "endings": []}
    ways = (Way.BACK, Way.ON) if row.way == Way.BOTH else (Way(row.way),)
    places, endings = {start.time: start}, []
    with vault.open_original(sha256=row.image.sha256, case=footage.case) as file:
        path = Path(f"/proc/self/fd/{file.fileno()}")
        for way in ways:
            run.progress(0, 0, f"Following {way}")
            told = _telling(run, f"Following {way}")
            found = pursue(path, probe=footage.probe, start=start, way=way.value, tell=told)
            places |= {place.time: place for place in found.places}
            endings.append(ENDINGS[found.ending])
    return {
        "places": msgspec.to_builtins([places[time] for time in sorted(places)]),
        "endings": endings,
    }


def _start(row: Pursuit) -> Place | None:
    """Where it is in the newest plan, in the frame from which it is followed."""
    version = row.image.plans.order_by("-number").first()
    plan = plan_of(version) if version else None
    track = next((one for one in plan.everything if one.id == row.region), None) if plan else None
    return place_at(track, row.at) if isinstance(track, Track) else None


def _telling(run: Run, words: str) -> Callable[[int], None]:
    """Say every so many frames how far it is; a cancelled job meets the fence here."""

    def tell(done: int) -> None:
        if done % _PACE == 0:
            run.progress(done, 0, words)

    return tell


def _lay(row: Pursuit, found: dict[str, Any]) -> None:
    """Add the places as a version of the plan as it is now; what stops that is kept with the row."""
    places = msgspec.convert(found["places"], list[Place])
    try:
        if not places:
            raise BadInput("The region is no longer in the frame from which it was to be followed.")
        with transaction.atomic():
            locked(row.image.case.reference)  # so that the number is still the newest
            services.change_plan(
                case=row.image.case.reference,
                number=row.image.plans.latest("number").number,
                image=row.image.pk,
                change=partial(_laid, row=row, places=places),
                words=f"{row.words}, {' and '.join(found['endings'])}"[:300],
                actor=people.by_reference(row.asked_by),
                at=timezone.now(),
            )
    except CaseworkError as refused:
        _fail(row, str(refused))


def _laid(plan: FootagePlan, *, row: Pursuit, places: Sequence[Place]) -> FootagePlan:
    """The plan with the places, unless somebody has placed the region meanwhile."""
    if placed(find(plan, id=row.region)) != row.placed:
        raise PlanRefused("It was changed meanwhile: follow it again.")
    return lay(plan, id=row.region, places=places)


def _fail(row: Pursuit, fault: str) -> None:
    row.fault = fault
    row.save(update_fields=["fault"])
