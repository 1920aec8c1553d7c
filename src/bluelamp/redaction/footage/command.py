"""``bluelamp redact`` for footage: probe, analyse, plan, render, examine, deliver."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bluelamp.redaction.delivery import deliver, deliver_file
from bluelamp.redaction.detection import kinds_of
from bluelamp.redaction.errand import Errand, Status, complain, names, say
from bluelamp.redaction.errors import PlanRefused, RedactionError
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.progress import Progress
from bluelamp.redaction.terms import Effect

from .folder import Folder
from .following import follow
from .listening import speech
from .opening import probe
from .plan import (
    Codec,
    Damage,
    FootagePlan,
    SoundEffect,
    SoundSpan,
    Track,
    change_sound,
    check,
    drop_sound,
    keep,
    propose_footage,
    read_footage_plan,
)
from .redacting import Walk
from .report import FootageReport
from .values import Probe

_SPAN = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")
_NAMES_OF_OUTPUT = {"", ".mp4", ".m4v"}


def redact_footage(errand: Errand, arguments: argparse.Namespace) -> Status:
    """Probe, plan, and then whichever of rendering and examining was asked for."""
    if errand.output and errand.output.suffix.lower() not in _NAMES_OF_OUTPUT:
        raise RedactionError(
            f"Footage becomes MP4: name the output .mp4, not {errand.output.name}."
        )
    found = probe(errand.source)
    _tell_file(errand, found)
    given = _given(errand, arguments, found)
    with _root(errand, arguments) as root, Folder(root, sha256=found.sha256) as folder:
        progress = Progress()
        walk = Walk(
            source=errand.source,
            probe=found,
            folder=folder,
            tell=progress,
            workers=arguments.workers or len(os.sched_getaffinity(0)),
        )
        try:
            status = _follow(errand, arguments, walk, progress, given)
        finally:
            progress.clear()
        folder.clear()
        return status


def _follow(
    errand: Errand,
    arguments: argparse.Namespace,
    walk: Walk,
    progress: Progress,
    given: FootagePlan | None,
) -> Status:
    plan = given or _chosen(_proposed(errand, arguments, walk), arguments)
    progress.clear()
    _tell_plan(plan, walk.probe)
    if arguments.plan_only:
        if errand.plan:
            deliver(plan.readable(), to=errand.plan)
        return Status.DONE
    assert errand.output  # noqa: S101  asked for beforehand
    if arguments.examine_only:
        return _judge(errand, walk.examine(plan, output=errand.output), walk, progress)
    film, joined = walk.render(plan)
    progress.clear()
    say(f"  {joined.frames:,} frames rendered")
    status = _judge(errand, walk.examine(plan, output=film, joined=joined), walk, progress)
    if status is Status.DONE:
        deliver_file(film, to=errand.output)
    return status


def _judge(errand: Errand, report: FootageReport, walk: Walk, progress: Progress) -> Status:
    progress.clear()
    if errand.report:
        deliver(report.readable(), to=errand.report)
    for note in report.notes:
        if note not in walk.probe.notes:
            say(f"  note: {note}")
    if report.faces_left:
        say(f"  look again: perhaps a face in {len(report.faces_left)} places, named in the report")
    if report.passed:
        say("  examined: passed")
        return Status.DONE
    for failure in report.failures:
        complain(failure, Status.EXAMINATION_FAILED, errand.source)
    return Status.EXAMINATION_FAILED


@contextlib.contextmanager
def _root(errand: Errand, arguments: argparse.Namespace) -> Iterator[Path]:
    """Where the working folder lies: beside what is to be made, else in a private place of its own."""
    made = errand.output or errand.plan
    root: Path | None = arguments.work or (made.parent if made else None)
    if root:
        yield root
    else:
        with tempfile.TemporaryDirectory(prefix="bluelamp-") as folder:
            yield Path(folder)


def _given(errand: Errand, arguments: argparse.Namespace, found: Probe) -> FootagePlan | None:
    """The plan to be followed, with what the command line changes in it; None where none is named."""
    if not errand.plan or arguments.plan_only:
        return None
    plan = read_footage_plan(errand.plan.read_bytes())
    check(plan, probe=found)
    for name in ("effect", "codec", "damage"):
        asked = getattr(arguments, name)
        if asked and asked != getattr(plan, name):
            raise PlanRefused(
                f"The plan says {getattr(plan, name)}; change it there, not with --{name}."
            )
    return _chosen(plan, arguments)


def _proposed(errand: Errand, arguments: argparse.Namespace, walk: Walk) -> FootagePlan:
    damage = Damage(arguments.damage or Damage.STOP)
    return propose_footage(
        walk.probe,
        follow(walk.probe, walk.analyse(damage, kinds=_kinds(arguments))),
        effect=arguments.effect or Effect.SOLID,
        codec=arguments.codec or Codec.H264,
        damage=damage,
        speech=speech(errand.source, probe=walk.probe) if arguments.plan_only else (),
    )


def _chosen(plan: FootagePlan, arguments: argparse.Namespace) -> FootagePlan:
    for name in names(arguments.keep):
        plan = keep(plan, id=name, why=arguments.why)
    plan = change_sound(plan, spans=_spans(arguments))
    return drop_sound(plan) if arguments.sound == "drop" else plan


def _kinds(arguments: argparse.Namespace) -> frozenset[Kind]:
    """What is looked for besides faces and people, who are always looked for."""
    return kinds_of(names(arguments.find or "")) - {Kind.FACE, Kind.PERSON}


def _spans(arguments: argparse.Namespace) -> Iterator[SoundSpan]:
    for effect in SoundEffect:
        for text in getattr(arguments, effect) or ():
            match = _SPAN.fullmatch(text)
            if not match:
                raise RedactionError(f"A span of sound is like 3.5-7, in seconds, not {text}.")
            yield SoundSpan(start=float(match[1]), end=float(match[2]), effect=effect)


def _tell_file(errand: Errand, found: Probe) -> None:
    picture = found.picture
    say(
        f"{errand.source}: {found.container}, {picture.width} by {picture.height}, "
        f"{picture.frames:,} frames, {found.duration:.1f} seconds"
    )
    for note in found.notes:
        say(f"  note: {note}")
    if found.travels:
        say(f"  left behind: {', '.join(found.travels)}")


def _tell_plan(plan: FootagePlan, found: Probe) -> None:
    """Print who was found, so that a person can choose by number."""
    say(f"  {len(plan.tracks)} found")
    for track in plan.everything:
        sure = "" if track.confidence is None else f"  confidence {track.confidence:.2f}"
        doubts = "".join(f"  {doubt}" for doubt in track.doubts)
        say(f"  {track.id:>5}  {track.decision:<7}  {_when(track, found)}{sure}{doubts}")


def _when(track: Track, found: Probe) -> str:
    clock = found.picture.clock
    return f"{clock(track.parts[0][0].time):.2f} to {clock(track.parts[-1][-1].time):.2f} s"
