"""Pictures: how much of every labelled face in a half of the stills is left by each program."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from benchmarks.redaction_pans import PEDESTAL, SPREAD, Still, stills
from benchmarks.redaction_ruler import BARE, COVERED, Luma, blackened, destroyed
from benchmarks.redaction_runs import timed

from benchmarks import redaction_rivals as rivals

_LOW = ("--thresh", ".1")
BANDS = {"under 16": (0, 16), "16 to 32": (16, 32), "over 32": (32, 10_000)}  # pixels of height


@dataclass(slots=True)
class Found:
    """Of each face its height and the share destroyed; of all pictures the share masked."""

    seconds: float
    faces: list[tuple[float, float]] = field(default_factory=list)
    masked: list[float] = field(default_factory=list)

    def covered(self, lowest: float = 0, highest: float = 10_000) -> tuple[int, int]:
        """Faces of heights from the lowest up to the highest: how many are covered, of how many."""
        shares = [share for height, share in self.faces if lowest <= height < highest]
        return sum(share >= COVERED for share in shares), len(shares)

    @property
    def area(self) -> float:
        """The share of a picture that is masked, on average."""
        return float(np.mean(self.masked))

    @property
    def bare(self) -> float:
        """The share of faces of which less than half is destroyed."""
        return float(np.mean([share < BARE for _, share in self.faces]))


def compare(media: Path, folder: Path, half: str = "test") -> dict[str, Found]:
    """Bluelamp and deface over the same pictures, each by one command."""
    choice = stills(media, half)
    originals = _lifted(choice, folder / "stills")
    beside = folder / "stills-deface"
    found = {"Bluelamp": _by_bluelamp(choice, originals, folder / "stills-bluelamp")}
    found["deface"] = _by_deface(choice, originals, beside)
    found["deface, .1"] = low = _by_deface(choice, originals, beside, *_LOW)
    scale, area = rivals.SHIPPED_SCALE, found["Bluelamp"].area
    for _ in range(rivals.TRIES):
        scale = rivals.enlarged(scale, low.area, area)
        low = _by_deface(choice, originals, beside, *_LOW, "--mask-scale", str(scale))
        if abs(low.area / area - 1) < rivals.NEAR:
            break
    found[f"deface enlarged, .1, ×{scale:.2f}"] = low
    return found


def _lifted(choice: tuple[Still, ...], folder: Path) -> Path:
    """The stills with their blacks lifted, so that whatever is blacker in an output was put there."""
    folder.mkdir(parents=True, exist_ok=True)
    for still in choice:
        pixels = cv2.imread(str(still.path)) * SPREAD + PEDESTAL
        cv2.imwrite(str(folder / f"{still.path.stem}.png"), pixels.astype(np.uint8))
    return folder


def _by_bluelamp(choice: tuple[Still, ...], originals: Path, folder: Path) -> Found:
    fresh(folder)
    run = timed([*rivals.bluelamp(originals, folder), "--format", "png"])
    return _judged(choice, originals, lambda stem: folder / f"{stem}.png.png", run.seconds)


def _by_deface(choice: tuple[Still, ...], originals: Path, folder: Path, *options: str) -> Found:
    """Deface writes beside its inputs, so it is given a copy of them."""
    fresh(folder)
    shutil.copytree(originals, folder, dirs_exist_ok=True)
    run = timed(rivals.deface_folder(folder, *options))
    return _judged(choice, originals, lambda stem: folder / f"{stem}_anonymized.png", run.seconds)


def _judged(
    choice: tuple[Still, ...], originals: Path, output: Callable[[str], Path], seconds: float
) -> Found:
    found = Found(seconds)
    for still in choice:
        before, after = _luma(originals / f"{still.path.stem}.png"), _luma(output(still.path.stem))
        black = blackened(before, after)
        found.masked.append(float(black.mean()))
        found.faces += _faces(still, before, after, black)
    return found


def _faces(still: Still, before: Luma, after: Luma, black: Luma) -> Iterator[tuple[float, float]]:
    for box in still.faces:
        yield float(box[3] - box[1]), destroyed(before, after, black, list(box))


def _luma(path: Path) -> Luma:
    """As in footage: black is 16, white 235."""
    grey = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    return (16 + grey * (219 / 255)).astype(np.uint8)


def fresh(folder: Path) -> None:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
