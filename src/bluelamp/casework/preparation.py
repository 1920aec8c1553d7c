"""The jobs that join the rule to the pixels: people are found, pictures are made and examined."""

from datetime import datetime
from typing import Any

import msgspec
from django.utils import timezone

from bluelamp.casework import footage_jobs, made
from bluelamp.casework.models import Image, PlanVersion, Rendition
from bluelamp.casework.pieces import Piece
from bluelamp.casework.plans import is_footage
from bluelamp.jobs.errors import CannotSucceed
from bluelamp.jobs.registry import kind
from bluelamp.jobs.run import Run
from bluelamp.people.actor import SYSTEM
from bluelamp.record import services as record
from bluelamp.redaction import (
    Plan,
    RedactionError,
    detect,
    examine,
    open_picture,
    propose,
    read_plan,
    render,
    write,
)
from bluelamp.vault import selectors, services
from bluelamp.vault.errors import AssetDamaged, AssetMissing

# Trying again changes nothing: a person must look.
LASTING = (RedactionError, AssetMissing, AssetDamaged)


@kind("casework.find_people")
def find_people(run: Run) -> None:
    """Find the people in an image and propose a plan that obscures every one of them."""
    image = Image.objects.select_related("case").get(pk=run.args["image"])
    if is_footage(image):
        footage_jobs.start(run, Piece(image=image))
        return
    run.progress(0, 1, "Looking for people")
    try:
        proposed = run.step("detect", lambda: _proposal(image))
    except LASTING as fault:
        raise CannotSucceed(str(fault)) from fault
    run.effect("propose", lambda: _keep_proposal(image, proposed, timezone.now()))


@kind("casework.render")
def make_rendition(run: Run) -> None:
    """Obscure, write, examine and keep a rendition; one that fails its examination is kept as failed."""
    row = Rendition.objects.select_related("plan__image__case").get(pk=run.args["rendition"])
    if is_footage(row.plan.image):
        footage_jobs.start(run, Piece(image=row.plan.image, rendition=row))
        return
    if Piece(image=row.plan.image, rendition=row).is_over():
        return
    run.progress(0, 2, "Obscuring")
    try:
        sha256 = run.step("render", lambda: _make(row))
        run.progress(1, 2, "Examining the finished picture")
        report = run.step("examine", lambda: _examine(row, sha256))
    except LASTING as fault:
        words = str(fault)
        run.effect("fail", lambda: made.fail(row, fault=words, at=timezone.now()))
    else:
        run.effect("finish", lambda: _finish(row, sha256, report))


def _original(image: Image) -> bytes:
    at = timezone.now()
    case = image.case.reference
    record.consulted(what=image.sha256, actor=SYSTEM.reference, case=case, at=at)
    return selectors.original(sha256=image.sha256, case=case)


def _proposal(image: Image) -> str:
    picture = open_picture(_original(image))
    return propose(picture, found=detect(picture)).canonical().decode()


def _keep_proposal(image: Image, proposed: str, at: datetime) -> None:
    plan = read_plan(proposed.encode())
    PlanVersion.objects.create(
        image=image,
        number=1,
        text=proposed,
        digest=plan.digest(),
        made_by=SYSTEM.reference,
        made_at=at,
        change=f"Found {len(plan.findings)}; everyone is obscured",
    )


def _make(row: Rendition) -> str:
    image = row.plan.image
    picture = open_picture(_original(image))
    content = write(render(picture, plan=_plan(row)), format="jpeg")
    return services.keep_rendition(
        content=content, case=image.case.reference, media_type="image/jpeg", at=timezone.now()
    )


def _examine(row: Rendition, sha256: str) -> Any:
    image = row.plan.image
    picture = open_picture(_original(image))
    content = selectors.rendition(sha256=sha256, case=image.case.reference)
    return msgspec.to_builtins(examine(picture, plan=_plan(row), output=content))


def _finish(row: Rendition, sha256: str, report: Any) -> None:
    at = timezone.now()
    made.finish(row, sha256=sha256, media_type="image/jpeg", report=report, at=at)


def _plan(row: Rendition) -> Plan:
    return read_plan(row.plan.text.encode())
