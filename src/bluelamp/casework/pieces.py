"""A piece of durable work on an image: the search for people in it, its proxy, or one rendition.

Work on footage goes by stages, each over the segments of the file; what is finished of it lies in a
folder of its own until all of it is, and of a proxy in the vault at once.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
from django.conf import settings

from bluelamp.casework.lifecycle import ENDED
from bluelamp.casework.models import Image, Rendition
from bluelamp.casework.quarantine import is_quarantined
from bluelamp.redaction.footage.confined import Step
from bluelamp.redaction.footage.folder import Folder
from bluelamp.redaction.footage.values import Probe, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step over every segment: the kind of each segment's job, and of the job that gathers them, if any."""

    name: str
    kind: str
    step: Step
    then: str
    words: str

    def file(self, segment: Segment) -> str:
        """The name of what is finished of a segment, in its piece's folder."""
        return f"{self.name}/{segment.number:05}"


LOOK: Final = Stage(
    name="look",
    kind="casework.analyse_segment",
    step=Step.ANALYSE,
    then="casework.propose_plan",
    words="Looking for people",
)
COVER: Final = Stage(
    name="cover",
    kind="casework.render_segment",
    step=Step.RENDER,
    then="casework.join_footage",
    words="Obscuring",
)
EXAMINE: Final = Stage(
    name="examine",
    kind="casework.examine_segment",
    step=Step.EXAMINE,
    then="casework.conclude_footage",
    words="Examining the finished footage",
)
PROXY: Final = Stage(
    name="pictures",
    kind="casework.proxy_segment",
    step=Step.PROXY,
    then="",
    words="Making the footage playable",
)
STAGES: Final = {stage.kind: stage for stage in (LOOK, COVER, EXAMINE, PROXY)}

# The kinds of the jobs that make what is played in the studio.
PROXY_WORK: Final = frozenset(
    {"casework.proxy", "casework.proxy_sound", PROXY.kind, "casework.watermark"}
)

# The kinds of all its jobs.
WORK: Final = {
    "casework.find_people",
    "casework.render",
    *PROXY_WORK,
    *(name for stage in (LOOK, COVER, EXAMINE) for name in (stage.kind, stage.then)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The search for people in an image; where a rendition is named the making of that, else of the proxy."""

    image: Image
    rendition: Rendition | None = None
    proxy: bool = False

    @classmethod
    def of(cls, args: Mapping[str, Any]) -> "Piece":
        """The piece of work that a job belongs to, by the job's arguments."""
        if "rendition" in args:
            rows = Rendition.objects.select_related("plan__image__case")
            row = rows.get(pk=args["rendition"])
            return cls(image=row.plan.image, rendition=row)
        image = Image.objects.select_related("case").get(pk=args["image"])
        return cls(image=image, proxy="proxy" in args)

    @property
    def key(self) -> str:
        """The key of the job that it begins with."""
        if self.rendition:
            return f"render:{self.rendition.pk}"
        return f"{'proxy' if self.proxy else 'find'}:{self.image.pk}"

    @property
    def args(self) -> dict[str, Any]:
        """What its jobs are enqueued with."""
        if self.rendition:
            return {"rendition": self.rendition.pk}
        return {"image": self.image.pk, **({"proxy": True} if self.proxy else {})}

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What it takes where the image is footage."""
        if self.rendition:
            return (COVER, EXAMINE)
        return (PROXY,) if self.proxy else (LOOK,)

    @property
    def probe(self) -> Probe:
        """What the footage holds."""
        return msgspec.convert(self.image.probe, Probe)

    def segment_keys(self, stage: Stage) -> list[str]:
        """The keys of a stage's jobs, in the order of the segments."""
        return [f"{self.key}:{stage.name}:{each.number}" for each in self.probe.segments]

    def gathering_key(self, stage: Stage) -> str:
        """The key of the job that gathers what a stage made."""
        return f"{self.key}:{stage.name}:all"

    @property
    def sound_key(self) -> str:
        """The key of the job that makes the sound of a proxy."""
        return f"{self.key}:sound"

    def all_keys(self) -> list[str]:
        """The keys of all its jobs, the first first."""
        if self.image.probe is None:
            return [self.key]
        if self.proxy:
            heard = [self.sound_key] if self.probe.sound else []
            return [self.key, *self.segment_keys(PROXY), *heard]
        later = ((*self.segment_keys(each), self.gathering_key(each)) for each in self.stages)
        return [self.key, *(key for keys in later for key in keys)]

    def is_over(self) -> bool:
        """Whether it is finished or given up, so that nothing more is to be done."""
        if is_dropped(self.image):
            return True
        if self.rendition:
            row = self.rendition
            given_up = row.cancelled_at is not None and is_superseded(row)
            return row.examined is not None or bool(row.fault) or given_up
        return self.image.case.state in ENDED if self.proxy else self.image.plans.exists()

    @property
    def _root(self) -> Path:
        root: Path = settings.BLUELAMP_WORK
        return root / self.key.replace(":", "-")

    def folder(self) -> Folder:
        """Where what is finished of it lies, made at first need and open to its owner alone."""
        self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Folder(self._root, sha256=self.image.sha256)

    def clear(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self._root, ignore_errors=True)


def is_dropped(image: Image) -> bool:
    """Whether the case works on it no more: another took its place, or somebody said that it shows the wrong person."""
    replaced = image.case.images.filter(pk__gt=image.pk)
    return image.right_person is False or is_quarantined(image.sha256) or replaced.exists()


def is_superseded(row: Rendition) -> bool:
    """Whether the plan has changed since, or another rendition of it was begun."""
    newer = row.plan.image.plans.filter(number__gt=row.plan.number)
    return newer.exists() or row.plan.renditions.filter(pk__gt=row.pk).exists()


def clear_strays() -> None:
    """Remove every folder of work that is over or unknown: what a killed worker left behind."""
    root: Path = settings.BLUELAMP_WORK
    for folder in root.iterdir() if root.is_dir() else ():
        what, _, number = folder.name.partition("-")
        name = {"find": "image", "render": "rendition"}.get(what)
        if name is None or not number.isdecimal():
            continue  # not ours
        try:
            is_over = Piece.of({name: int(number)}).is_over()
        except (Image.DoesNotExist, Rendition.DoesNotExist):
            is_over = True
        if is_over:
            shutil.rmtree(folder, ignore_errors=True)
