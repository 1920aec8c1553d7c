"""The walk over a file of footage: analyse its segments, render them, code the sound, join.

Whatever is finished lies in the working folder and is not done again.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import msgspec

from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.finding import Kind

from .confined import Confined, Step, over_segments
from .examination import conclude, hear_again, read_examined, unplayable
from .folder import Folder
from .joining import Joined, join
from .looking import Search
from .plan import Damage, FootagePlan, check
from .report import FootageReport
from .values import Analysis, Probe, Segment


class Stage(StrEnum):
    """What is being done, in the words of a progress line."""

    ANALYSE = "looking"
    RENDER = "rendering"
    EXAMINE = "examining"


_UNEXAMINED = "unexamined"  # the film; by its name no player takes it for one

Tell = Callable[[Stage, int, int], None]  # frames done, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The work on one file of footage; `missing` collects protections that the machine lacks."""

    source: Path
    probe: Probe
    folder: Folder
    tell: Tell
    workers: int = 2
    missing: set[str] = field(default_factory=set)

    def analyse(self, damage: Damage, *, kinds: Collection[Kind] = ()) -> tuple[Analysis, ...]:
        """What was seen in every segment: faces, people, and things of the given kinds.

        Raises FootageRefused for a frame that stops the work.
        """
        search = Search(probe=self.probe, damage=damage, kinds=tuple(sorted(kinds)))
        setting = msgspec.msgpack.encode(search)
        answers = self.over(
            Step.ANALYSE,
            Stage.ANALYSE,
            name=_name("analysis", setting),
            setting=setting,
            sources=[self.source],
        )
        try:
            return tuple(
                msgspec.msgpack.decode(part, type=Analysis)
                for parts in answers
                for part in parts
                if part
            )
        except msgspec.DecodeError as error:
            raise FootageRefused("The analysis of a segment cannot be read.") from error

    def render(self, plan: FootagePlan) -> tuple[Path, Joined]:
        """The film that the plan makes of the footage, in the working folder, and what went into it.

        Raises PlanRefused for a plan that was made for another file, FootageRefused where a frame
        cannot be decoded and the plan does not say to show a black one.
        """
        check(plan, probe=self.probe)
        setting = msgspec.msgpack.encode((self.probe, plan))
        name = _name("render", setting)
        segments = self.over(
            Step.RENDER, Stage.RENDER, name=name, setting=setting, sources=[self.source]
        )
        sound = self._sound(plan, f"{name}/sound", setting)
        with self.folder.unfinished(f"{name}/{_UNEXAMINED}") as path:
            joined = join(
                path,
                segments=segments,
                sound=sound,
                picture=self.probe.picture,
                codec=plan.codec,
            )
        return self.folder.path / name / _UNEXAMINED, joined

    def examine(
        self, plan: FootagePlan, *, output: Path, joined: Joined | None = None
    ) -> FootageReport:
        """How a finished film stands up to the plan; raises PlanRefused as `render` does.

        With what went into the film, the report also says what a person should know of that.
        """
        check(plan, probe=self.probe)
        with output.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").digest()
        setting = msgspec.msgpack.encode((self.probe, plan))
        try:
            answers = self.over(
                Step.EXAMINE,
                Stage.EXAMINE,
                name=_name("examine", sha256 + setting),
                setting=setting,
                sources=[output, self.source],
            )
            seen = [each for parts in answers for each in read_examined(parts)]
            heard = hear_again(self.source, probe=self.probe, plan=plan, output=output)
        except FootageRefused as error:
            return unplayable(error, probe=self.probe, plan=plan, output=output)
        report = conclude(seen, heard, probe=self.probe, plan=plan, output=output)
        return msgspec.structs.replace(report, notes=report.notes + self.notes(joined))

    def notes(self, joined: Joined | None) -> tuple[str, ...]:
        """What a person should know of how the work went."""
        notes = [*self.probe.notes]
        if joined and joined.blank:
            notes.append(
                f"Frames that could not be decoded came out black: {len(joined.blank):,}, the "
                f"first {self.probe.picture.clock(joined.blank[0]):.3f} seconds after the first picture."
            )
        notes += joined.notes if joined else ()
        notes += (f"A decoder ran without {name}." for name in sorted(self.missing))
        return tuple(notes)

    def over(
        self, step: Step, stage: Stage, *, name: str, setting: bytes, sources: Sequence[Path]
    ) -> list[Iterator[bytes]]:
        """The answers to a step for every segment, in order; kept in the folder under that name."""
        files = {each.number: f"{name}/{each.number:05}" for each in self.probe.segments}
        left = [each for each in self.probe.segments if not self.folder.holds(files[each.number])]
        counted = _Counted(self, stage, len(left))

        def take(segment: Segment, parts: Iterator[bytes]) -> None:
            self.folder.keep(files[segment.number], counted(parts))

        self.missing.update(
            over_segments(
                step,
                setting=setting,
                sources=sources,
                segments=left,
                take=take,
                workers=self.workers,
            )
        )
        return [self.folder.parts(file) for file in files.values()]

    def _sound(self, plan: FootagePlan, name: str, setting: bytes) -> Iterator[bytes]:
        if not (plan.keep_sound and self.probe.sound):
            return iter(())
        if not self.folder.holds(name):
            with Confined(Step.SOUND, setting=setting, sources=[self.source]) as process:
                self.folder.keep(name, process.ask(b""))
                self.missing.update(process.missing)
        return self.folder.parts(name)


def _name(what: str, asked: bytes) -> str:
    """Where the answers to a step lie: by all that it was asked, the cut into segments included."""
    return f"{what}-{hashlib.sha256(asked).hexdigest()[:32]}"


class _Counted:
    """Counts the parts of answers, about one a frame, from several threads."""

    def __init__(self, walk: Walk, stage: Stage, left: int) -> None:
        self._tell, self._stage = walk.tell, stage
        self._total = walk.probe.picture.frames
        finished = len(walk.probe.segments) - left
        self._done = self._total * finished // len(walk.probe.segments)
        self._lock = threading.Lock()

    def __call__(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        for part in parts:
            with self._lock:
                self._done = min(self._done + 1, self._total)
                self._tell(self._stage, self._done, self._total)
            yield part
