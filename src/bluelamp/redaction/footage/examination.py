"""Examination: the finished film is taken apart, played and heard again, and held against the plan."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.examination import Check

from .confined import Confined, Step
from .examining import Examined, FaceSeen
from .measuring import Measured
from .plan import FootagePlan
from .rehearing import Reheard, SpanHeard
from .report import FootageReport
from .shell import Shell, look_at_shell
from .values import Probe

_CERTAIN = 0.5  # confidence from which a bare face fails the examination
_MOST_LAG = (
    0.03  # seconds between picture and sound; lips are seen to be out from 0.045 (ITU-R BT.1359)
)
_NAMED = 5  # of a kind in one sentence


def read_examined(parts: Iterable[bytes]) -> Iterator[Examined]:
    """What the confined process answered for a segment; an empty part stands for a frame."""
    try:
        for part in parts:
            if part:
                yield msgspec.msgpack.decode(part, type=Examined)
    except msgspec.DecodeError as error:
        raise FootageRefused("The decoder gave no usable answer for this film.") from error


def hear_again(path: Path, *, probe: Probe, plan: FootagePlan, output: Path) -> Reheard | None:
    """What is heard in the film; None where the plan lets no sound out, or the film has none."""
    if not (plan.keep_sound and probe.sound):
        return None
    setting = msgspec.msgpack.encode((probe, plan))
    with Confined(Step.REHEAR, setting=setting, sources=[output, path]) as process:
        answer = b"".join(process.ask(b""))
    try:
        return msgspec.msgpack.decode(answer, type=Reheard) if answer else None
    except msgspec.DecodeError as error:
        raise FootageRefused("The decoder gave no usable answer for this film.") from error


def conclude(
    parts: Iterable[Examined],
    reheard: Reheard | None,
    *,
    probe: Probe,
    plan: FootagePlan,
    output: Path,
) -> FootageReport:
    """The report, from what was seen in every segment and what was heard.

    ``passed`` is false where anything but planned pictures and sound travels, a frame is missing,
    added or shown at another time, a covered place is not destroyed, a certain face is bare that
    nobody keeps, or the sound is missing, not as planned, or out of step.
    """
    seen = tuple(parts)
    with output.open("rb") as file:
        shell = look_at_shell(file, plan=plan, has_sound=bool(probe.sound))
    tracks = _worst(seen)
    faces = tuple(face for part in seen for face in part.faces)
    checks = [
        *shell.checks,
        _check_size(shell, plan),
        _check_frames(seen, shell, probe),
        _check_tracks(tracks, plan, probe),
        _check_faces(faces, probe),
        *(_check_sound(reheard) if plan.keep_sound and probe.sound else ()),
    ]
    return _report(
        output, probe, plan, checks, shell=shell, seen=seen, tracks=tracks, faces=faces,
        reheard=reheard, notes=tuple(_note_tracks(tracks, plan)),
    )  # fmt: skip


def unplayable(
    error: FootageRefused, *, probe: Probe, plan: FootagePlan, output: Path
) -> FootageReport:
    """The report on what could not be played, or not to its end."""
    plays = Check(name="plays", passed=False, detail=f"The film cannot be played: {error}")
    return _report(output, probe, plan, [plays])


def _report(
    output: Path,
    probe: Probe,
    plan: FootagePlan,
    checks: list[Check],
    *,
    shell: Shell | None = None,
    seen: tuple[Examined, ...] = (),
    tracks: tuple[Measured, ...] = (),
    faces: tuple[FaceSeen, ...] = (),
    reheard: Reheard | None = None,
    notes: tuple[str, ...] = (),
) -> FootageReport:
    with output.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return FootageReport(
        passed=all(each.passed for each in checks),
        input_sha256=probe.sha256,
        plan_sha256=plan.digest(),
        output_sha256=sha256,
        effect=plan.effect,
        time_base=probe.picture.time_base,
        frames=sum(part.frames for part in seen),
        looked=sum(part.looked for part in seen),
        checks=tuple(checks),
        boxes=shell.boxes if shell else (),
        streams=shell.described if shell else (),
        tracks=tracks,
        faces_left=faces,
        sound=reheard.spans if reheard else (),
        notes=notes,
    )


def _check_size(shell: Shell, plan: FootagePlan) -> Check:
    wanted = plan.width + plan.width % 2, plan.height + plan.height % 2
    there = shell.pictures.size if shell.pictures else (0, 0)
    detail = f"The pictures are {there[0]} by {there[1]} pixels"
    ending = ", as planned." if there == wanted else f", not {wanted[0]} by {wanted[1]}."
    return Check(name="size", passed=there == wanted, detail=detail + ending)


def _check_frames(seen: tuple[Examined, ...], shell: Shell, probe: Probe) -> Check:
    """Frames were counted by playing them; the file's own tables must say the same."""
    frames, differing = sum(part.frames for part in seen), sum(part.differing for part in seen)
    tables = len(shell.pictures.sizes) if shell.pictures else 0
    missing = sorted({each.number for each in probe.segments} - {part.segment for part in seen})
    if missing:
        detail = f"Segments were not examined: {', '.join(map(str, missing))}."
    elif differing:
        lost = [_clock(time, probe) for part in seen for time in part.lost][:_NAMED]
        added = [_clock(time, probe) for part in seen for time in part.added][:_NAMED]
        detail = (
            f"{differing:,} frames are not those of the original: "
            + "; ".join(
                words
                for words in (
                    f"none is shown at {', '.join(lost)}" if lost else "",
                    f"shown besides at {', '.join(added)}" if added else "",
                )
                if words
            )
            + "."
        )
    elif frames != tables:
        detail = f"{frames:,} frames are played, but the file's tables name {tables:,}."
    else:
        good = f"All {frames:,} frames are there, each at the original's time."
        return Check(name="frames", passed=True, detail=good)
    return Check(name="frames", passed=False, detail=detail)


def _worst(seen: tuple[Examined, ...]) -> tuple[Measured, ...]:
    worst: dict[str, Measured] = {}
    for track in (track for part in seen for track in part.tracks):
        worst[track.id] = worst[track.id].with_(track) if track.id in worst else track
    return tuple(worst.values())


def _check_tracks(tracks: tuple[Measured, ...], plan: FootagePlan, probe: Probe) -> Check:
    bad = [track for track in tracks if track.failures]
    missed = [track.id for track in tracks if track.missed and not track.frames]
    if not (bad or missed):
        places = sum(track.frames for track in tracks)
        count = len(plan.obscured) - len(_unseen(tracks, plan))
        detail = f"{count} tracks are destroyed, at all {places:,} places measured."
        return Check(name="tracks", passed=True, detail=detail)
    named = "; ".join(
        f"{track.id} at {_clock(track.bare[0], probe)} and in {track.failures:,} frames in all"
        for track in bad[:_NAMED]
    )
    sentences = (
        f"{len(bad)} tracks are not destroyed: {named}." if bad else "",
        f"Tracks could be measured in no frame: {', '.join(missed)}." if missed else "",
    )
    return Check(name="tracks", passed=False, detail=" ".join(filter(None, sentences)))


def _unseen(tracks: tuple[Measured, ...], plan: FootagePlan) -> list[str]:
    """Tracks that no frame shows."""
    seen = {track.id for track in tracks}
    return [track.id for track in plan.obscured if track.id not in seen]


def _note_tracks(tracks: tuple[Measured, ...], plan: FootagePlan) -> Iterator[str]:
    if unseen := _unseen(tracks, plan):
        yield (
            f"No frame shows enough of {', '.join(unseen)} to measure: the places lie between "
            "frames, outside the picture, or are too small."
        )


def _check_faces(faces: tuple[FaceSeen, ...], probe: Probe) -> Check:
    certain = [face for face in faces if face.confidence >= _CERTAIN]
    if certain:
        named = "; ".join(
            f"{_clock(face.time, probe)}, {list(msgspec.structs.astuple(face.box))}"
            for face in certain[:_NAMED]
        )
        detail = f"Faces that nobody keeps are bare in {len(certain)} looks: {named}."
        return Check(name="faces", passed=False, detail=detail)
    doubtful = f" {len(faces)} doubtful ones are listed." if faces else ""
    return Check(
        name="faces", passed=True, detail=f"No certain face is bare that nobody keeps.{doubtful}"
    )


def _check_sound(reheard: Reheard | None) -> Iterator[Check]:
    if reheard is None:
        yield Check(
            name="sound", passed=False, detail="The film has no sound, but the plan lets it out."
        )
        return
    bad = [span for span in reheard.spans if not span.passed]
    unheard = [span for span in reheard.spans if span.left is None]
    heard = len(reheard.spans) - len(unheard)
    detail = (
        f"Sound is left in {_named(bad)}." if bad else f"{heard} spans of the sound are as planned."
    )
    if unheard:
        detail += f" Too short to check, or behind the end: {_named(unheard)}."
    yield Check(name="spans", passed=not bad, detail=detail)
    yield _check_step(reheard)


def _named(spans: Iterable[SpanHeard]) -> str:
    return ", ".join(f"{span.start:g} to {span.end:g} seconds ({span.effect})" for span in spans)


def _check_step(reheard: Reheard) -> Check:
    in_step = reheard.lag is None or abs(reheard.lag) <= _MOST_LAG
    if reheard.unlike:
        minutes = ", ".join(str(minute + 1) for minute in reheard.unlike[:_NAMED])
        detail = f"The sound is not the original's in {len(reheard.unlike)} minutes, counted from 1: {minutes}."
    elif reheard.lag is None:
        detail = "The sound has too little shape to tell whether it is in step."
    else:
        detail = (
            f"The sound is {'in step' if in_step else 'out of step'}, by {reheard.lag:.2f} seconds."
        )
    return Check(name="step", passed=in_step and not reheard.unlike, detail=detail)


def _clock(time: float, probe: Probe) -> str:
    """Minutes and seconds from the first picture."""
    picture = probe.picture
    seconds = (time - picture.first) * picture.time_base[0] / picture.time_base[1]
    return f"{int(seconds // 60)}:{seconds % 60:06.3f}"
