"""How much of a face an output still shows, judged on pixels alone, and what that makes of a clip.

A pixel is destroyed where the output is black and the footage was not, or where the fine detail of
the face is no longer that of the footage. Nothing is asked of whoever made the output.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import av
import cv2
import numpy as np
from benchmarks.redaction_pans import Pan
from numpy.typing import NDArray

Luma = NDArray[np.uint8]
COVERED, BARE = 0.9, 0.5
_BLACK = 28  # luma, where black is 16 and the footage's own blacks are 44
_CELLS = 32  # a face's height, to compare detail at the scale of faces
_COARSE, _WINDOW, _NOISE, _ALIKE = 5.0, 2.0, 30.0, 0.75
_HOLES = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
_AROUND = 0.25
_RINGING = np.ones((17, 17), np.uint8)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One face in one frame, and the share of its box that is destroyed in the output."""

    frame: int
    track: int
    box: tuple[float, float, float, float]
    destroyed: float


@dataclass(slots=True)
class Score:
    """What an output shows of the faces in the footage; areas are shares of the picture."""

    glimpses: list[Glimpse] = field(default_factory=list)
    starts: dict[str, list[list[float]]] = field(default_factory=lambda: defaultdict(list))
    masked: float = 0.0
    beyond: float = 0.0
    psnr: float = 0.0

    @property
    def tracks(self) -> dict[int, list[Glimpse]]:
        """The glimpses of each track in order of time."""
        found = defaultdict(list)
        for glimpse in self.glimpses:
            found[glimpse.track].append(glimpse)
        return found

    @property
    def covered(self) -> float:
        """The share of faces of which nine tenths are destroyed."""
        return _share(glimpse.destroyed >= COVERED for glimpse in self.glimpses)

    @property
    def bare(self) -> float:
        """The share of faces of which less than half is destroyed."""
        return _share(glimpse.destroyed < BARE for glimpse in self.glimpses)

    @property
    def leak_free(self) -> float:
        """The share of tracks that are covered in every frame."""
        return _share(all(g.destroyed >= COVERED for g in seen) for seen in self.tracks.values())

    @property
    def never_covered(self) -> int:
        """How many tracks are covered in no frame."""
        return sum(all(g.destroyed < COVERED for g in seen) for seen in self.tracks.values())

    @property
    def leak_runs(self) -> list[int]:
        """The length in frames of every stretch in which a track is not covered, longest first."""
        runs = [
            len(list(run))
            for seen in self.tracks.values()
            for leaks, run in groupby(g.destroyed < COVERED for g in seen)
            if leaks
        ]
        return sorted(runs, reverse=True)

    def late(self, start: str) -> tuple[int, int, float]:
        """After a cut, an entry or an occlusion: how many faces, how many late, by how many frames."""
        waits = [_wait(run) for run in self.starts[start]]
        late = [wait for wait in waits if wait]
        return len(waits), len(late), float(np.mean(late)) if late else 0.0


def score(pan: Pan, output: Path) -> Score:
    """Compare an output with the footage frame by frame, each with what is shown at its time."""
    result = Score()
    masked = beyond = error = count = 0.0
    pairs = aligned(pan.path, output)
    for number, (rows, (before, after)) in enumerate(zip(pan.truth, pairs, strict=True)):
        black = blackened(before, after)
        for track, *box, visible in rows:
            if visible:
                share = destroyed(before, after, black, box)
                result.glimpses.append(Glimpse(number, int(track), tuple(box), share))
        masked += float(black.mean())
        error += _error(before, after, black)
        for _, *box, _ in rows:
            black[_pixels(box)] = 0
        beyond += float(black.mean())
        count += 1
    result.masked, result.beyond = masked / count, beyond / count
    result.psnr = float(10 * np.log10(255**2 / max(error / count, 1e-9)))
    result.starts = _starts(pan, result.glimpses)
    return result


def blackened(before: Luma, after: Luma) -> NDArray[np.uint8]:
    """Height x width: 1 where the output is black and the footage was not."""
    return ((after < _BLACK) & (before >= _BLACK)).astype(np.uint8)


def destroyed(before: Luma, after: Luma, black: NDArray[np.uint8], box: Sequence[float]) -> float:
    """The share of a face's box that is black or has lost its detail."""
    around = _grown(box, before.shape)
    there, inner = _pixels(around), _pixels(box)
    filled = black[there].astype(bool)
    # Where it is filled the footage is put back: a fill's own edge is no sign of lost detail.
    rest = np.where(filled, before[there], after[there])
    lost = _lost(before[there], rest, (box[3] - box[1])) | filled
    top, left = inner[0].start - there[0].start, inner[1].start - there[1].start
    height, width = (part.stop - part.start for part in inner)
    return float(lost[top : top + height, left : left + width].mean())


def aligned(footage: Path, output: Path) -> Iterator[tuple[Luma, Luma]]:
    """Luma of every frame of the footage, and of the output's frame nearest in time."""
    times = [frame_times(path) for path in (footage, output)]
    nearest = np.abs(np.subtract.outer(times[0], times[1])).argmin(axis=1)
    shown = _lumas(output)
    at, after = -1, None
    for wanted, before in zip(nearest, _lumas(footage), strict=True):
        while at < wanted:
            at, after = at + 1, next(shown)
        if after.shape != before.shape:
            after = cv2.resize(after, before.shape[::-1], interpolation=cv2.INTER_AREA)
        yield before, after


def frame_times(path: Path) -> NDArray[np.float64]:
    """When each frame is shown, in seconds since the first, in order."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        ticks = sorted(p.pts for p in container.demux(stream) if p.pts is not None)
        return np.array([float((tick - ticks[0]) * stream.time_base) for tick in ticks])


def _lumas(path: Path) -> Iterator[Luma]:
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for frame in container.decode(video=0):
            plane = frame.planes[0]
            rows = np.frombuffer(plane, np.uint8).reshape(frame.height, plane.line_size)
            yield rows[:, : frame.width].copy()


def _lost(before: Luma, after: Luma, height: float) -> NDArray[np.bool_]:
    """Where detail of the scale of a face has gone: its structure and contrast (as in SSIM's s x c)."""
    scale = min(1.0, _CELLS / height)
    size = (max(1, round(before.shape[1] * scale)), max(1, round(before.shape[0] * scale)))
    a, b = (
        _detail(cv2.resize(luma, size, interpolation=cv2.INTER_AREA)) for luma in (before, after)
    )
    common, all_a, all_b = (cv2.GaussianBlur(x, (0, 0), _WINDOW) for x in (a * b, a * a, b * b))
    alike = (2 * common + _NOISE) / (all_a + all_b + _NOISE)
    gone = (alike < _ALIKE).astype(np.uint8)
    gone = cv2.morphologyEx(gone, cv2.MORPH_CLOSE, _HOLES)  # flat skin has no detail to lose
    return cv2.resize(gone, before.shape[::-1], interpolation=cv2.INTER_NEAREST).astype(bool)


def _detail(luma: Luma) -> NDArray[np.float32]:
    fine = luma.astype(np.float32)
    return fine - cv2.GaussianBlur(fine, (0, 0), _COARSE)


def _error(before: Luma, after: Luma, black: NDArray[np.uint8]) -> float:
    """Mean squared difference away from what was blackened."""
    away = cv2.dilate(black, _RINGING) == 0
    difference = cv2.absdiff(before, after)[away].astype(np.float32)
    return float((difference**2).mean()) if difference.size else 0.0


def _grown(box: Sequence[float], shape: tuple[int, ...]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    x, y = _AROUND * (right - left), _AROUND * (bottom - top)
    return max(0, left - x), max(0, top - y), min(shape[1], right + x), min(shape[0], bottom + y)


def _pixels(box: Sequence[float]) -> tuple[slice, slice]:
    """Rows and columns of the pixels whose middles the box holds, one at least."""
    left, top, right, bottom = (round(side) for side in box)
    return slice(top, max(bottom, top + 1)), slice(left, max(right, left + 1))


def _starts(pan: Pan, glimpses: Sequence[Glimpse]) -> dict[str, list[list[float]]]:
    """Stretches of being seen, by how they began: at a cut, by entering, from behind the bar."""
    shares = {(g.frame, g.track): g.destroyed for g in glimpses}
    found: dict[str, list[list[float]]] = defaultdict(list)
    was: dict[int, list[float]] = {}
    open_runs: dict[int, list[float]] = {}
    for number, rows in enumerate(pan.truth):
        now = {int(row[0]): row for row in rows}
        cut = not was or not now.keys() & was.keys()
        for track, row in now.items():
            if not row[5]:
                continue
            if track not in was or not was[track][5]:
                start = "cut" if cut else _beginning(was.get(track), pan.size)
                open_runs[track] = []
                found[start].append(open_runs[track])
            open_runs[track].append(shares[number, track])
        was = now
    return found


def _beginning(before: list[float] | None, size: tuple[int, int]) -> str:
    """A face that was whole in the picture and yet not to be seen was behind the bar."""
    if before is None:
        return "entry"
    _, left, top, right, bottom, _ = before
    inside = left > 0 and top > 0 and right < size[0] and bottom < size[1]
    return "occlusion" if inside else "entry"


def _wait(run: Sequence[float]) -> int:
    covered = [at for at, share in enumerate(run) if share >= COVERED]
    return covered[0] if covered else len(run)


def _share(found: Iterator[bool]) -> float:
    every = list(found)
    return sum(every) / len(every) if every else 0.0
