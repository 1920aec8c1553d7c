"""``bluelamp redact``: pictures in, pictures with everyone obscured out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from .delivery import deliver
from .detection import detect
from .drawing import outline
from .errors import PictureRefused, PlanRefused, RedactionError
from .examination import Report, examine
from .opening import open_picture
from .picture import WRITABLE, Format, Picture
from .plan import Effect, Plan, check, keep, propose, read_plan
from .rendering import render
from .writing import writable_format, write

DONE, EXAMINATION_FAILED, BAD_INPUT, BAD_PLAN, NOT_WRITTEN = 0, 1, 2, 3, 4
_SUFFIXES = {Format.JPEG: ".jpg", Format.PNG: ".png", Format.WEBP: ".webp"}
_KINDS = {".jpg": Format.JPEG, ".jpeg": Format.JPEG, ".png": Format.PNG, ".webp": Format.WEBP}
_EPILOGUE = """\
Everyone found is obscured unless --keep or the plan says otherwise.  Run once with --plan-only
--preview to see the numbers, then again with --keep.

exit status:
  0  done, and every output examined
  1  an output failed its examination; it was not kept
  2  a file is not a picture that may be opened, or the command was given wrongly
  3  a plan is malformed, is for another file, or names someone who is not in it
  4  something could not be read or written
With several files the highest status is given; the others are still done.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One file and where everything about it goes."""

    source: Path
    output: Path
    plan: Path | None
    report: Path | None
    preview: Path | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``bluelamp redact`` takes."""
    parser.description = "Obscure everyone in pictures whose identity is not sought."
    parser.epilog = _EPILOGUE
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "inputs", nargs="+", type=Path, metavar="IN", help="pictures, or folders of them"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="file, or folder for several"
    )
    parser.add_argument("--keep", default="", metavar="p1,p2", help="who stays visible, by number")
    parser.add_argument("--why", default="kept on the command line", help="reason, for the plan")
    parser.add_argument(
        "--plan", type=Path, help="follow this plan; with --plan-only, write it there"
    )
    parser.add_argument("--plan-only", action="store_true", help="find people and stop")
    parser.add_argument(
        "--examine-only", action="store_true", help="examine OUT by the plan; write nothing"
    )
    parser.add_argument(
        "--effect", choices=list(Effect), help="solid (default); pixelate is weaker"
    )
    parser.add_argument(
        "--format",
        choices=[kind.lower() for kind in WRITABLE],
        help="default: by OUT's name, else JPEG",
    )
    parser.add_argument("--quality", type=int, default=90, help="of JPEG and WebP, 1 to 100")
    parser.add_argument(
        "--report", type=Path, metavar="R.json", help="write the examination's report"
    )
    parser.add_argument(
        "--preview", type=Path, metavar="P.png", help="write the picture with numbered outlines"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked, file by file; returns the exit status."""
    try:
        jobs = _jobs(arguments)
    except RedactionError as error:
        return _complain(error, BAD_INPUT)
    return max(_one(job, arguments) for job in jobs)


def _jobs(arguments: argparse.Namespace) -> list[_Job]:
    """A job for each file; in a folder every file is taken, and odd ones refused one by one."""
    several = len(arguments.inputs) > 1 or arguments.inputs[0].is_dir()
    if not arguments.output and not arguments.plan_only:
        raise RedactionError("Say where the output goes, with -o.")
    if arguments.examine_only and not arguments.plan:
        raise RedactionError("Say by which plan to examine, with --plan.")
    sources = list(_files(arguments.inputs))
    if not sources:
        raise RedactionError("There is no file in the folder.")
    kind = writable_format(arguments.format) if arguments.format else None
    if not several:
        return [_single(sources[0], arguments)]
    named = (arguments.plan, arguments.report, arguments.preview)
    if arguments.keep or (arguments.plan and not arguments.plan_only) or arguments.examine_only:
        raise RedactionError("--keep, --plan and --examine-only are for one picture at a time.")
    plan, report, preview = named
    suffix = _SUFFIXES[kind or Format.JPEG]
    return [
        _Job(
            source=source,
            output=_inside(arguments.output, source, suffix) or source,
            plan=_inside(plan, source, ".plan.json"),
            report=_inside(report, source, ".report.json"),
            preview=_inside(preview, source, ".png"),
        )
        for source in sources
    ]


def _single(source: Path, arguments: argparse.Namespace) -> _Job:
    output = arguments.output
    if output and output.is_dir():
        kind = writable_format(arguments.format or Format.JPEG)
        output = _inside(output, source, _SUFFIXES[kind])
    return _Job(
        source=source,
        output=output or source,
        plan=arguments.plan,
        report=arguments.report,
        preview=arguments.preview,
    )


def _files(inputs: Iterable[Path]) -> Iterable[Path]:
    for path in inputs:
        if path.is_dir():
            yield from sorted(inner for inner in path.iterdir() if inner.is_file())
        else:
            yield path


def _inside(folder: Path | None, source: Path, suffix: str) -> Path | None:
    """A file of the source's own name in that folder; the whole name stays, so none collide."""
    return folder / f"{source.name}{suffix}" if folder else None


def _one(job: _Job, arguments: argparse.Namespace) -> int:
    try:
        return _follow(job, arguments)
    except PictureRefused as error:
        return _complain(error, BAD_INPUT, job.source)
    except PlanRefused as error:
        return _complain(error, BAD_PLAN, job.source)
    except RedactionError as error:
        return _complain(error, BAD_INPUT, job.source)
    except OSError as error:
        return _complain(f"{error.filename or job.source}: {error.strerror}.", NOT_WRITTEN)


def _follow(job: _Job, arguments: argparse.Namespace) -> int:
    """Open, plan, and then whichever of rendering and examining was asked for."""
    picture = open_picture(job.source.read_bytes())
    plan = _plan(job, picture, arguments)
    _tell(job, picture, plan)
    if job.preview:
        deliver(write(outline(picture, plan=plan), format=Format.PNG), to=job.preview)
    if arguments.plan_only:
        if job.plan:
            deliver(plan.readable(), to=job.plan)
        return DONE
    if arguments.examine_only:
        return _judge(job, examine(picture, plan=plan, output=job.output.read_bytes()))
    rendered = render(picture, plan=plan)
    content = write(rendered, format=_kind(job.output, arguments.format), quality=arguments.quality)
    status = _judge(job, examine(picture, plan=plan, output=content))
    if status == DONE:
        deliver(content, to=job.output)
    return status


def _plan(job: _Job, picture: Picture, arguments: argparse.Namespace) -> Plan:
    if job.plan and not arguments.plan_only:
        plan = read_plan(job.plan.read_bytes())
        check(plan, picture=picture)
        if arguments.effect and arguments.effect != plan.effect:
            raise PlanRefused(f"The plan says {plan.effect}; change it there, not with --effect.")
    else:
        plan = propose(picture, found=detect(picture), effect=arguments.effect or Effect.SOLID)
    for name in filter(None, (part.strip() for part in arguments.keep.split(","))):
        plan = keep(plan, id=name, why=arguments.why)
    return plan


def _kind(output: Path, asked: str | None) -> Format:
    if asked:
        return writable_format(asked)
    return _KINDS.get(output.suffix.lower(), Format.JPEG)


def _tell(job: _Job, picture: Picture, plan: Plan) -> None:
    """Print who was found, so that a person can choose by number."""
    _say(f"{job.source}: {picture.width} by {picture.height}, {len(plan.findings)} found")
    for note in picture.notes:
        _say(f"  note: {note}")
    for region in plan.everything:
        sure = "" if region.confidence is None else f"  confidence {region.confidence:.2f}"
        box = region.box
        _say(
            f"  {region.id:>4}  {region.decision:<7}"
            f"  at {box.left},{box.top} to {box.right},{box.bottom}{sure}"
        )


def _judge(job: _Job, report: Report) -> int:
    if job.report:
        deliver(report.readable(), to=job.report)
    for face in report.faces_left:
        _say(f"  look again: perhaps a face at {list(msgspec.structs.astuple(face.box))}")
    if report.passed:
        _say("  examined: passed")
        return DONE
    for failure in report.failures:
        _complain(failure, EXAMINATION_FAILED, job.source)
    return EXAMINATION_FAILED


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _complain(what: object, status: int, source: Path | None = None) -> int:
    sys.stderr.write(f"{source}: {what}\n" if source else f"{what}\n")
    return status
