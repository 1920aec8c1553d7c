"""Contact sheets of what leaked, for a person to look at; they show real faces and stay uncommitted."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import av
import cv2
import numpy as np
from benchmarks.redaction_ruler import COVERED, Glimpse, Score
from numpy.typing import NDArray

Cell = NDArray[np.uint8]
_SIDE, _ACROSS, _DOWN, _GREEN, _WHITE = 240, 8, 5, (0, 255, 0), (255, 255, 255)
_AROUND = 1.2  # box heights shown on each side of its middle


def write_sheets(score: Score, output: Path, folder: Path) -> int:
    """The first, worst and last glimpse of every leak run as the output shows it; returns the runs."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("leaks-*.png"):
        old.unlink()
    runs = leak_runs(score)
    wanted = [glimpse for run in runs for glimpse in _telling(run)]
    cells = _cells(output, wanted)
    page = _ACROSS * _DOWN
    for number, start in enumerate(range(0, len(wanted), page)):
        sheet = _sheet([cells[each] for each in wanted[start : start + page]])
        cv2.imwrite(str(folder / f"leaks-{number:02}.png"), sheet)
    return len(runs)


def leak_runs(score: Score) -> list[list[Glimpse]]:
    """Every stretch in which a track is not covered."""
    return [
        list(run)
        for seen in score.tracks.values()
        for leaking, run in groupby(seen, lambda glimpse: glimpse.destroyed < COVERED)
        if leaking
    ]


def _telling(run: Sequence[Glimpse]) -> list[Glimpse]:
    worst = min(run, key=lambda glimpse: glimpse.destroyed)
    return sorted({run[0], worst, run[-1]}, key=lambda glimpse: glimpse.frame)


def _cells(output: Path, wanted: Sequence[Glimpse]) -> dict[Glimpse, Cell]:
    by_frame = defaultdict(list)
    for glimpse in wanted:
        by_frame[glimpse.frame].append(glimpse)
    cells = {}
    with av.open(str(output)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            for glimpse in by_frame[number]:
                cells[glimpse] = _cell(frame.to_ndarray(format="bgr24"), glimpse)
    return cells


def _cell(picture: Cell, glimpse: Glimpse) -> Cell:
    left, top, right, bottom = (round(side) for side in glimpse.box)
    cv2.rectangle(picture, (left, top), (right, bottom), _GREEN, 1)
    reach = max(48, round(_AROUND * max(right - left, bottom - top)))
    wide = cv2.copyMakeBorder(picture, reach, reach, reach, reach, cv2.BORDER_CONSTANT)
    x, y = (left + right) // 2, (top + bottom) // 2
    cell = cv2.resize(wide[y : y + 2 * reach, x : x + 2 * reach], (_SIDE, _SIDE))
    text = f"f{glimpse.frame} t{glimpse.track} {glimpse.destroyed:.2f}"
    cv2.putText(cell, text, (4, 14), cv2.FONT_HERSHEY_SIMPLEX, 0.45, _WHITE, 1)
    return cell


def _sheet(cells: list[Cell]) -> Cell:
    blank = np.zeros((_SIDE, _SIDE, 3), np.uint8)
    cells = cells + [blank] * (-len(cells) % _ACROSS)
    rows = (np.hstack(cells[at : at + _ACROSS]) for at in range(0, len(cells), _ACROSS))
    return np.vstack(list(rows))
