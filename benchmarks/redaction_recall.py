"""Footage that no parameter was chosen on: what each program leaves of the faces in it."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.redaction_files import Fidelity, fidelity
from benchmarks.redaction_pans import Pan
from benchmarks.redaction_ruler import Score, score
from benchmarks.redaction_runs import timed

from benchmarks import redaction_rivals as rivals

_LOW = ("--thresh", ".1")


@dataclass(frozen=True, slots=True)
class Row:
    """One program's output of the clip."""

    name: str
    score: Score
    fidelity: Fidelity
    megabytes: float


def compare(pan: Pan, folder: Path) -> list[Row]:
    """Bluelamp; deface as it comes and reduced; and reduced with its masks as large as Bluelamp's."""
    ours = alone(pan, folder)
    rows = [
        ours,
        _deface(pan, folder, "deface"),
        _deface(pan, folder, "deface at 640×360", *rivals.REDUCED),
        _deface(pan, folder, "its blur judged as blur", *rivals.REDUCED, blackened=False),
        _deface(pan, folder, "deface at 640×360, .1", *rivals.REDUCED, *_LOW),
    ]
    for name, options in (("deface enlarged", ()), ("deface enlarged, .1", _LOW)):
        rows.append(_enlarged(pan, folder, name, *rivals.REDUCED, *options, area=ours.score.masked))
    return rows


def alone(pan: Pan, folder: Path) -> Row:
    """Bluelamp's output of the clip. The film is measured even where its examination would refuse it."""
    output = folder / f"bluelamp-{pan.path.name}"
    timed(rivals.walk(pan.path, output))
    return _row("Bluelamp", pan, output)


def _deface(pan: Pan, folder: Path, name: str, *options: str, blackened: bool = True) -> Row:
    """An output once made is taken again: it depends on nothing of ours."""
    told = "".join(options).replace("--", "-").replace("640x360", "640")
    output = folder / f"deface{told}{'' if blackened else '-blur'}-{pan.path.name}"
    if not output.exists():
        unfinished = output.with_suffix(".part.mp4")
        timed(rivals.deface(pan.path, unfinished, *options, blackened=blackened))
        unfinished.rename(output)
    return _row(name, pan, output)


def _enlarged(pan: Pan, folder: Path, name: str, *options: str, area: float) -> Row:
    """With the scale of its masks chosen so that they take as much of the picture."""
    scale, row = rivals.SHIPPED_SCALE, _deface(pan, folder, name, *options)
    for _ in range(rivals.TRIES):
        if abs(row.score.masked / area - 1) < rivals.NEAR:
            break
        scale = rivals.enlarged(scale, row.score.masked, area)
        row = _deface(pan, folder, f"{name}, ×{scale:.2f}", *options, "--mask-scale", str(scale))
    return row


def _row(name: str, pan: Pan, output: Path) -> Row:
    return Row(
        name, score(pan, output), fidelity(pan.path, output), output.stat().st_size / 1_000_000
    )
