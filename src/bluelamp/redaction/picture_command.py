"""``bluelamp redact`` for one picture: open, plan, render, examine, deliver."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from .delivery import deliver
from .detection import USUAL, detect
from .drawing import outline
from .errand import Errand, Status, complain, names, say
from .errors import PlanRefused
from .examination import Report, examine
from .finding import Kind
from .opening import open_picture
from .picture import Format, Picture
from .plan import Plan, Region, check, keep, propose, read_plan
from .rendering import render
from .terms import Effect
from .writing import writable_format, write

SUFFIXES = {Format.JPEG: ".jpg", Format.PNG: ".png", Format.WEBP: ".webp"}
_KINDS = {".jpg": Format.JPEG, ".jpeg": Format.JPEG, ".png": Format.PNG, ".webp": Format.WEBP}


def redact_picture(errand: Errand, arguments: argparse.Namespace) -> Status:
    """Open, plan, and then whichever of rendering and examining was asked for."""
    picture = open_picture(errand.source.read_bytes())
    plan = _plan(errand, picture, arguments)
    _tell(errand, picture, plan)
    if errand.preview:
        deliver(write(outline(picture, plan=plan), format=Format.PNG), to=errand.preview)
    if arguments.plan_only:
        if errand.plan:
            deliver(plan.readable(), to=errand.plan)
        return Status.DONE
    assert errand.output  # noqa: S101  asked for beforehand
    if arguments.examine_only:
        return _judge(errand, examine(picture, plan=plan, output=errand.output.read_bytes()))
    rendered = render(picture, plan=plan)
    kind = _kind(errand.output, arguments.format)
    content = write(rendered, format=kind, quality=arguments.quality or 90)
    status = _judge(errand, examine(picture, plan=plan, output=content))
    if status is Status.DONE:
        deliver(content, to=errand.output)
    return status


def _plan(errand: Errand, picture: Picture, arguments: argparse.Namespace) -> Plan:
    if errand.plan and not arguments.plan_only:
        plan = read_plan(errand.plan.read_bytes())
        check(plan, picture=picture)
        if arguments.effect and arguments.effect != plan.effect:
            raise PlanRefused(f"The plan says {plan.effect}; change it there, not with --effect.")
    else:
        found = detect(picture, find=names(arguments.find) if arguments.find else USUAL)
        plan = propose(picture, found=found, effect=arguments.effect or Effect.SOLID)
    for name in names(arguments.keep):
        plan = keep(plan, id=name, why=arguments.why)
    return plan


def _kind(output: Path, asked: str | None) -> Format:
    if asked:
        return writable_format(asked)
    return _KINDS.get(output.suffix.lower(), Format.JPEG)


def _tell(errand: Errand, picture: Picture, plan: Plan) -> None:
    """Print who was found, so that a person can choose by number."""
    say(f"{errand.source}: {picture.width} by {picture.height}, {len(plan.findings)} found")
    for note in picture.notes:
        say(f"  note: {note}")
    for region in plan.everything:
        sure = "" if region.confidence is None else f"  confidence {region.confidence:.2f}"
        box = region.box
        say(
            f"  {region.id:>4}  {region.decision:<7}"
            f"  at {box.left},{box.top} to {box.right},{box.bottom}{sure}{_as_what(region)}"
        )


def _as_what(region: Region) -> str:
    """What was found that is no person."""
    thing = region.kind and region.kind is not Kind.PERSON
    return f"  {region.kind}" if thing else ""


def _judge(errand: Errand, report: Report) -> Status:
    if errand.report:
        deliver(report.readable(), to=errand.report)
    for face in report.faces_left:
        say(f"  look again: perhaps a face at {list(msgspec.structs.astuple(face.box))}")
    if report.passed:
        say("  examined: passed")
        return Status.DONE
    for failure in report.failures:
        complain(failure, Status.EXAMINATION_FAILED, errand.source)
    return Status.EXAMINATION_FAILED
