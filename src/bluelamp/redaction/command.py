"""``bluelamp redact``: pictures and footage in, the same with everyone obscured out."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .detection import DETECTORS, USUAL
from .errand import Errand, Status, complain
from .errors import PlanRefused, RedactionError
from .footage.likeness import is_footage
from .picture import WRITABLE, Format
from .picture_command import SUFFIXES, redact_picture
from .terms import Effect
from .writing import writable_format

_INTERRUPTED = 130  # as shells say it
_OF_PICTURES = ("format", "quality", "preview")
_OF_FOOTAGE = ("codec", "sound", "mute", "tone", "disguise", "damage")
_EPILOGUE = """\
Everyone found is obscured unless --keep or the plan says otherwise.  Run once with --plan-only
(and --preview for a picture, --plan P for footage) to see the numbers, then again with --keep.
Footage may be MP4, MOV, MKV, WebM, AVI or TS and becomes MP4; work that was stopped is taken up
where it was when the same command is given again.

exit status:
  0  done, and every output examined
  1  an output failed its examination; it was not kept
  2  a file is nothing that may be opened, or the command was given wrongly
  3  a plan is malformed, is for another file, or names someone who is not in it
  4  something could not be read or written
With several files the highest status is given; the others are still done.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``bluelamp redact`` takes."""
    parser.description = "Obscure everyone in pictures and footage whose identity is not sought."
    parser.epilog = _EPILOGUE
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "inputs", nargs="+", type=Path, metavar="IN", help="pictures, footage, or folders of them"
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
        "--find",
        metavar="KINDS",
        help=f"of {', '.join(DETECTORS)}; default: {','.join(USUAL)} in pictures;"
        " in footage faces and people, who are always looked for there",
    )
    parser.add_argument(
        "--effect", choices=list(Effect), help="solid (default); pixelate is weaker"
    )
    parser.add_argument(
        "--report", type=Path, metavar="R.json", help="write the examination's report"
    )
    _add_picture_arguments(parser.add_argument_group("pictures"))
    _add_footage_arguments(parser.add_argument_group("footage"))


def _add_picture_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--format",
        choices=[kind.lower() for kind in WRITABLE],
        help="default: by OUT's name, else JPEG",
    )
    group.add_argument("--quality", type=int, help="of JPEG and WebP, 1 to 100; default: 90")
    group.add_argument(
        "--preview", type=Path, metavar="P.png", help="write the picture with numbered outlines"
    )


def _add_footage_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--codec", choices=["h264", "hevc", "av1"], help="default: h264")
    group.add_argument("--sound", choices=["keep", "drop"], help="default: keep")
    for name, done in (("mute", "silent"), ("tone", "a tone"), ("disguise", "disguised (weak)")):
        group.add_argument(
            f"--{name}",
            action="append",
            metavar="3.5-7",
            help=f"sound to make {done}, in seconds; may be given again",
        )
    group.add_argument(
        "--damage",
        choices=["stop", "blank"],
        help="what a frame beyond decoding does: stop the work (default) or come out black",
    )
    group.add_argument("--workers", type=int, help="processes at once; default: one a core")
    group.add_argument(
        "--work", type=Path, metavar="FOLDER", help="for unfinished work; default: beside OUT"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked, file by file; returns the exit status."""
    try:
        errands = _errands(arguments)
        _refuse_overwriting(errands, arguments)
        return max(_each(errands, arguments))
    except RedactionError as error:
        return complain(error, Status.BAD_INPUT)
    except KeyboardInterrupt:
        complain("Stopped; the same command takes the work up again.", Status.DONE)
        return _INTERRUPTED


def _errands(arguments: argparse.Namespace) -> list[Errand]:
    """An errand for each file; in a folder every file is taken, and odd ones refused one by one."""
    several = len(arguments.inputs) > 1 or arguments.inputs[0].is_dir()
    if not arguments.output and not arguments.plan_only:
        raise RedactionError("Say where the output goes, with -o.")
    if arguments.examine_only and not arguments.plan:
        raise RedactionError("Say by which plan to examine, with --plan.")
    if arguments.workers is not None and arguments.workers < 1:
        raise RedactionError(f"At least one process must work, not {arguments.workers}.")
    sources = list(_files(arguments.inputs))
    if not sources:
        raise RedactionError("There is no file in the folder.")
    if not several:
        _refuse_others(sources[0], arguments)
        return [_single(sources[0], arguments)]
    if arguments.keep or (arguments.plan and not arguments.plan_only) or arguments.examine_only:
        raise RedactionError("--keep, --plan and --examine-only are for one file at a time.")
    return [
        Errand(
            source=source,
            output=_inside(arguments.output, source, _suffix(source, arguments)),
            plan=_inside(arguments.plan, source, ".plan.json"),
            report=_inside(arguments.report, source, ".report.json"),
            preview=_inside(arguments.preview, source, ".png"),
        )
        for source in sources
    ]


def _refuse_others(source: Path, arguments: argparse.Namespace) -> None:
    """Raise RedactionError for an option that says nothing of a file of this kind."""
    kind, options = ("footage", _OF_PICTURES) if is_footage(source) else ("a picture", _OF_FOOTAGE)
    given = [f"--{name}" for name in options if getattr(arguments, name)]
    if given:
        raise RedactionError(f"{source} is {kind}, for which there is no {' or '.join(given)}.")


def _single(source: Path, arguments: argparse.Namespace) -> Errand:
    output = arguments.output
    if output and output.is_dir():
        output = _inside(output, source, _suffix(source, arguments))
    return Errand(
        source=source,
        output=output,
        plan=arguments.plan,
        report=arguments.report,
        preview=arguments.preview,
    )


def _refuse_overwriting(errands: Iterable[Errand], arguments: argparse.Namespace) -> None:
    """Raise RedactionError before a file that is read would be written over, or one written twice."""
    written: list[Path] = []
    read: list[Path] = []
    for each in errands:
        read.append(each.source)
        written += filter(None, (each.report, each.preview))
        if each.output and not arguments.plan_only:
            (read if arguments.examine_only else written).append(each.output)
        if each.plan:
            (written if arguments.plan_only else read).append(each.plan)
    known = {_identity(path) for path in read}
    for path in written:
        if _identity(path) in known:
            raise RedactionError(f"{path} is read or written already; name another for it.")
        known.add(_identity(path))


def _identity(path: Path) -> object:
    """The same for all names of one file."""
    try:
        status = path.stat()
    except OSError:  # it is still to be made
        return path.resolve()
    return status.st_dev, status.st_ino


def _files(inputs: Iterable[Path]) -> Iterable[Path]:
    for path in inputs:
        if path.is_dir():
            yield from sorted(inner for inner in path.iterdir() if inner.is_file())
        else:
            yield path


def _suffix(source: Path, arguments: argparse.Namespace) -> str:
    if is_footage(source):
        return ".mp4"
    return SUFFIXES[writable_format(arguments.format or Format.JPEG)]


def _inside(folder: Path | None, source: Path, suffix: str) -> Path | None:
    """A file of the source's own name in that folder; the whole name stays, for other suffixes."""
    return folder / f"{source.name}{suffix}" if folder else None


def _each(errands: Sequence[Errand], arguments: argparse.Namespace) -> Iterator[Status]:
    """How each ends; one of several that fails in a way never thought of does not stop the others."""
    for errand in errands:
        try:
            yield _one(errand, arguments)
        except Exception as error:
            if len(errands) == 1:
                raise
            what = f"An error of Bluelamp itself, {type(error).__name__}: {error}"
            yield complain(what, Status.NOT_WRITTEN, errand.source)


def _one(errand: Errand, arguments: argparse.Namespace) -> Status:
    try:
        if is_footage(errand.source):
            from .footage.command import redact_footage  # noqa: PLC0415  half a second for FFmpeg

            return redact_footage(errand, arguments)
        return redact_picture(errand, arguments)
    except PlanRefused as error:
        return complain(error, Status.BAD_PLAN, errand.source)
    except RedactionError as error:
        return complain(error, Status.BAD_INPUT, errand.source)
    except OSError as error:
        return complain(f"{error.filename or errand.source}: {error.strerror}.", Status.NOT_WRITTEN)
