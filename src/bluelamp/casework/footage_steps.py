"""The steps of work on footage, each over one segment or over what all segments gave.

What is finished lies in the folder of its piece of work. What gathers makes up for segments that are
missing there, so a lost folder costs time alone.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from django.utils import timezone

from bluelamp.casework.models import Rendition
from bluelamp.casework.pieces import COVER, EXAMINE, LOOK, Piece, Stage
from bluelamp.casework.plans import plan_of
from bluelamp.casework.routes import Route
from bluelamp.jobs.run import Run
from bluelamp.redaction.footage.confined import Confined, Step
from bluelamp.redaction.footage.examination import conclude, hear_again, read_examined
from bluelamp.redaction.footage.following import follow
from bluelamp.redaction.footage.joining import Joined, join
from bluelamp.redaction.footage.listening import speech
from bluelamp.redaction.footage.looking import Search
from bluelamp.redaction.footage.plan import Damage, FootagePlan, check, drop_sound, propose_footage
from bluelamp.redaction.footage.values import Analysis, Segment
from bluelamp.vault import selectors, services

MEDIA_TYPE = "video/mp4"
# A frame that cannot be decoded comes out black and is told of: one must not hold up all others.
DAMAGE = Damage.BLANK
_PACE = 25  # frames from one word of progress to the next


def carry_out(run: Run, piece: Piece, stage: Stage, segment: Segment) -> None:
    """Do a stage's step on a segment in a confined process; what is done already is left."""
    folder, name = piece.folder(), stage.file(segment)
    if folder.holds(name):
        return
    with (
        _opened(piece, run.args if stage is EXAMINE else {}) as sources,
        Confined(stage.step, setting=_setting(piece), sources=sources) as process,
    ):
        parts = process.ask(msgspec.msgpack.encode(segment))
        folder.keep(name, _counted(run, stage, parts))


def _counted(run: Run, stage: Stage, parts: Iterator[bytes]) -> Iterator[bytes]:
    """The parts, of which there is about one a frame, told of as they come."""
    done = 0
    for part in parts:
        done += 1
        if done % _PACE == 0:
            run.progress(done, 0, stage.words)
        yield part
    run.progress(done, 0, stage.words)


def _gathered(run: Run, piece: Piece, stage: Stage) -> list[Iterator[bytes]]:
    for segment in piece.probe.segments:
        carry_out(run, piece, stage, segment)
    folder = piece.folder()
    return [folder.parts(stage.file(segment)) for segment in piece.probe.segments]


@contextmanager
def _opened(piece: Piece, made: Mapping[str, Any]) -> Iterator[list[Path]]:
    """The original, after the film where one is named; each in a nameless file while the block runs."""
    case = piece.image.case.reference
    with ExitStack() as stack:
        files = []
        if "sha256" in made:
            files.append(selectors.open_rendition(sha256=made["sha256"], case=case))
            stack.enter_context(files[0])
        files.append(selectors.open_original(sha256=piece.image.sha256, case=case))
        stack.enter_context(files[-1])
        yield [Path(f"/proc/self/fd/{file.fileno()}") for file in files]


def _setting(piece: Piece) -> bytes:
    if piece.rendition:
        return msgspec.msgpack.encode((piece.probe, _plan(piece.rendition)))
    return msgspec.msgpack.encode(Search(probe=piece.probe, damage=DAMAGE))


def _plan(row: Rendition) -> FootagePlan:
    plan = plan_of(row.plan)
    assert isinstance(plan, FootagePlan)  # noqa: S101  as its image says
    return plan


def proposal(run: Run, piece: Piece) -> tuple[FootagePlan, list[int]]:
    """Everyone followed through the footage, each of them obscured, and where somebody speaks; the times of its cuts.

    Where it goes to the public nothing is heard of voices until a person says otherwise (BWV-13).
    """
    answers = _gathered(run, piece, LOOK)
    analyses = [
        msgspec.msgpack.decode(part, type=Analysis) for parts in answers for part in parts if part
    ]
    run.progress(0, 0, "Following everyone through the shots")
    tracks = follow(piece.probe, analyses)
    with _opened(piece, {}) as (original,):
        spoken = speech(original, probe=piece.probe)
    plan = propose_footage(piece.probe, tracks, speech=spoken, damage=DAMAGE)
    is_public = Route(piece.image.case.route).way.public
    cuts = {time for each in analyses for time in each.cuts}
    return drop_sound(plan) if spoken and is_public else plan, sorted(cuts)


def film(run: Run, piece: Piece) -> dict[str, Any]:
    """The film's sha256 in the vault, and what a person should know of how it was made."""
    assert piece.rendition  # noqa: S101  of a search no film is made
    plan, folder, probe = _plan(piece.rendition), piece.folder(), piece.probe
    check(plan, probe=probe)
    segments = _gathered(run, piece, COVER)
    run.progress(0, 0, "Joining the film")
    sound = _sound(piece, plan)
    with folder.unfinished("film.mp4") as path:
        joined = join(path, segments=segments, sound=sound, picture=probe.picture, codec=plan.codec)
    whole, at = folder.path / "film.mp4", timezone.now()
    with whole.open("rb") as content:
        sha256 = services.keep_rendition(
            content=content, case=piece.image.case.reference, media_type=MEDIA_TYPE, at=at
        )
    whole.unlink()
    return {"sha256": sha256, "notes": [*probe.notes, *joined.notes, *_black(joined)]}


def _sound(piece: Piece, plan: FootagePlan) -> Iterator[bytes]:
    if not (plan.keep_sound and piece.probe.sound):
        return iter(())
    folder = piece.folder()
    if not folder.holds("sound"):
        with (
            _opened(piece, {}) as sources,
            Confined(Step.SOUND, setting=_setting(piece), sources=sources) as process,
        ):
            folder.keep("sound", process.ask(b""))
    return folder.parts("sound")


def _black(joined: Joined) -> list[str]:
    count = len(joined.blank)
    return [f"Frames that could not be decoded came out black: {count:,}."] if count else []


def report(run: Run, piece: Piece) -> Any:
    """What the examination of the whole film found, as JSON."""
    assert piece.rendition  # noqa: S101  of a search nothing is examined
    plan, probe = _plan(piece.rendition), piece.probe
    seen = [each for parts in _gathered(run, piece, EXAMINE) for each in read_examined(parts)]
    run.progress(0, 0, "Listening to the finished footage")
    with _opened(piece, run.args) as (output, original):
        heard = hear_again(original, probe=probe, plan=plan, output=output)
        found = conclude(seen, heard, probe=probe, plan=plan, output=output)
    notes = (*found.notes, *run.args["notes"])
    return msgspec.to_builtins(msgspec.structs.replace(found, notes=notes))
