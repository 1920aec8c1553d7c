"""Footage is kept at its source before it is deleted there: cameras listed, keepers asked, searches recorded."""

from datetime import date, datetime

from bluelamp.casework import deadlines
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Camera, FootageSearch, KeepRequest
from bluelamp.casework.pack import london
from bluelamp.people.actor import Actor


def list_camera(
    *, case: str, officer: str, camera: str, recorded_at: datetime, actor: Actor, at: datetime
) -> Camera:
    """List a camera that recorded the event; the day on which its footage goes becomes a deadline.

    Raises BadInput where the officer or the camera is not named, or the recording lies ahead.
    """
    need(officer, "Say who wore it.", field="officer")
    need(camera, "Enter the camera’s number, or what is known of it.", field="camera")
    if recorded_at > at:
        raise BadInput("The recording cannot lie ahead.", field="recorded_on")
    with acting(Act.LIST_CAMERA, case=case, actor=actor, at=at) as doing:
        if doing.case.cameras.filter(camera=camera.strip(), recorded_at=recorded_at).exists():
            raise BadInput("This recording is listed already.", field="camera")
        row = Camera.objects.create(
            case=doing.case,
            officer=officer.strip(),
            camera=camera.strip(),
            recorded_at=recorded_at,
            listed_by=actor.reference,
            listed_at=at,
        )
        deadlines.reckon(doing.case, at=at)
        doing.entry(**_words(row), recorded_at=recorded_at.isoformat())
    return row


def ask_to_keep(
    *, case: str, camera: int, asked: str, asked_at: datetime, actor: Actor, at: datetime
) -> KeepRequest:
    """Record that somebody was asked to keep a camera's footage; raises OutOfOrder while another asking waits."""
    need(asked, "Say who was asked: a person, a unit or a system’s desk.", field="asked")
    if asked_at > at:
        raise BadInput("The asking cannot lie ahead.", field="asked_on")
    with acting(Act.ASK_TO_KEEP, case=case, actor=actor, at=at) as doing:
        row = _camera(doing, camera)
        if row.requests.filter(kept=None).exists():
            raise OutOfOrder("Somebody has been asked already and has not answered yet.")
        request = KeepRequest.objects.create(
            camera=row, asked=asked.strip(), asked_at=asked_at, recorded_by=actor.reference
        )
        doing.entry(**_words(row), asked=request.asked, asked_at=asked_at.isoformat())
    return request


def answer_keeping(
    *,
    case: str,
    camera: int,
    kept: bool,
    answered_by: str,
    evidence: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Record that the footage is kept, with its reference there, or that it is gone; its deadline ends.

    Raises OutOfOrder where nobody was asked, BadInput where kept footage has no reference.
    """
    need(answered_by, "Say who answered.", field="answered_by")
    if kept:
        need(evidence, "Enter the reference under which the footage is kept.", field="evidence")
    with acting(Act.ANSWER_KEEPING, case=case, actor=actor, at=at) as doing:
        row = _camera(doing, camera)
        request = row.requests.filter(kept=None).first()
        if request is None:
            raise OutOfOrder("Nobody has been asked to keep this footage: that comes first.")
        request.kept, request.answered_by = kept, answered_by.strip()
        request.answered_at, request.evidence = at, evidence.strip()
        request.answer_recorded_by = actor.reference
        request.save()
        deadlines.reckon(doing.case, at=at)
        doing.entry(
            **_words(row), kept=kept, answered_by=request.answered_by, evidence=request.evidence
        )


def record_search(
    *,
    case: str,
    system: str,
    searched_on: date,
    searched_by: str,
    found: str,
    actor: Actor,
    at: datetime,
) -> FootageSearch:
    """Record a search for footage of the event and what it found, nothing included (law P-6)."""
    need(system, "Say which system or place was searched.", field="system")
    need(searched_by, "Say who searched.", field="searched_by")
    need(found, "Say what was found, or that nothing was.", field="found")
    if searched_on > london(at):
        raise BadInput("The search cannot lie ahead.", field="searched_on")
    with acting(Act.RECORD_SEARCH, case=case, actor=actor, at=at) as doing:
        row = FootageSearch.objects.create(
            case=doing.case,
            system=system.strip(),
            searched_on=searched_on,
            searched_by=searched_by.strip(),
            found=found.strip(),
            recorded_by=actor.reference,
            recorded_at=at,
        )
        doing.entry(
            system=row.system,
            searched_on=searched_on.isoformat(),
            searched_by=row.searched_by,
            found=row.found,
        )
    return row


def _camera(doing: Acting, camera: int) -> Camera:
    row = doing.case.cameras.filter(pk=camera).first()
    if row is None:
        raise OutOfOrder("This case lists no such camera.")
    return row


def _words(row: Camera) -> dict[str, str]:
    return {"camera": row.camera, "worn_by": row.officer}
