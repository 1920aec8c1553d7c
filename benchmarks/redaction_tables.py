"""The tables of the page of results, in Markdown; a figure that misses its goal says so."""

from collections.abc import Iterator, Sequence

from benchmarks.redaction_pans import Pan
from benchmarks.redaction_recall import Row
from benchmarks.redaction_runs import Run
from benchmarks.redaction_speed import Clip
from benchmarks.redaction_stills import BANDS, Found

from benchmarks import redaction_speed as speeds

_STARTS = ("cut", "entry", "occlusion")
_GOALS_OF_SPEED = {
    720: (("deface", 12), ("deface at 640×360", 5), ("ffmpeg, coding alone", 0.6)),
    1080: (("ffmpeg, coding alone", 0.75),),
}


def clips(rows: Sequence[tuple[int, Row]]) -> Iterator[str]:
    """What is left of the faces in several clips, by seed, and in all of them together."""
    scores = [row.score for _, row in rows]
    faces, tracks = [len(one.glimpses) for one in scores], [len(one.tracks) for one in scores]
    covered = _mean([one.covered for one in scores], faces)
    bare = _mean([one.bare for one in scores], faces)
    leak_free = _mean([one.leak_free for one in scores], tracks)
    masked = _mean([one.masked for one in scores], [1] * len(scores))
    yield from _table(
        "|seed|tracks|faces|covered|bare|leak-free tracks|masked|",
        (
            *(
                (seed, len(s.tracks), len(s.glimpses), f"{s.covered:.4f}", f"{s.bare:.4f}",
                 f"{s.leak_free:.3f}", f"{s.masked:.3f}")
                for seed, row in rows for s in [row.score]
            ),
            ("together", sum(tracks), sum(faces), f"{covered:.4f}", f"{bare:.4f}",
             f"{leak_free:.3f}", f"{masked:.3f}"),
        ),
    )  # fmt: skip
    yield ""
    yield from _goals(covered, leak_free, bare, masked)


def _mean(values: Sequence[float], weights: Sequence[int]) -> float:
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)


def _goals(covered: float, leak_free: float, bare: float, masked: float) -> Iterator[str]:
    yield goal("faces covered", covered, 0.985)
    yield goal("tracks without any leak", leak_free, 0.95)
    yield goal("faces bare", bare, 0.005, most=True)
    yield goal("picture masked", masked, 0.32, most=True)


def recall(pan: Pan, rows: Sequence[Row]) -> Iterator[str]:
    """What is left of the faces, when, and whether frames and sound were kept."""
    ours = rows[0].score
    yield (
        f"{len(pan.truth):,} frames of {pan.size[0]}×{pan.size[1]}, {len(ours.tracks)} tracks,"
        f" {len(ours.glimpses):,} faces to be seen."
    )
    yield ""
    yield from _table(
        "||covered|bare|leak-free tracks|never covered|leak runs|longest|masked|beyond truth|",
        (
            (row.name, f"{s.covered:.3f}", f"{s.bare:.4f}", f"{s.leak_free:.3f}", s.never_covered,
             len(s.leak_runs), max(s.leak_runs, default=0), f"{s.masked:.3f}", f"{s.beyond:.3f}")
            for row in rows for s in [row.score]
        ),
    )  # fmt: skip
    yield ""
    yield from _goals(ours.covered, ours.leak_free, ours.bare, ours.masked)
    yield ""
    yield from _table(
        "|late to cover|after a cut|on entering|from behind the bar|",
        ((row.name, *(_late(row, start) for start in _STARTS)) for row in rows),
    )
    yield ""
    yield from _table(
        "|file|frames|times lost|seconds|size|sound late|PSNR outside masks|MB|",
        (
            (row.name, f"{f.frames[1]:,} of {f.frames[0]:,}", f.times_differ,
             f"{f.seconds[1]:.2f} of {f.seconds[0]:.2f}", "×".join(map(str, f.sizes[1])),
             "no sound" if f.sound_late is None else f"{f.sound_late * 1000:.0f} ms",
             f"{row.score.psnr:.1f} dB", f"{row.megabytes:.1f}")
            for row in rows for f in [row.fidelity]
        ),
    )  # fmt: skip


def pictures(found: dict[str, Found]) -> Iterator[str]:
    """Faces covered by their height in pixels."""
    yield from _table(
        f"||all faces|{'|'.join(f'{band} px' for band in BANDS)}|bare|masked|pictures a second|",
        (
            (name, *(_of(one.covered(*band)) for band in ((), *BANDS.values())),
             f"{one.bare:.4f}", f"{one.area:.3f}", f"{len(one.masked) / one.seconds:.2f}")
            for name, one in found.items()
        ),
    )  # fmt: skip


def speed(clip: Clip) -> Iterator[str]:
    """Rates and memory of one clip, and the ratios that matter."""
    height = 1080 if "1080" in clip.name else 720
    yield f"{clip.frames:,} frames of {height}p:"
    yield ""
    ours = clip.rate(speeds.OURS)
    yield from _table(
        "||seconds|frames a second|Bluelamp against it|processor seconds|MB, all processes|MB, largest|",
        (
            (name, f"{run.seconds:.1f}", f"{clip.rate(name):.1f}", f"{ours / clip.rate(name):.2f}",
             f"{run.worked:.1f}", f"{run.together:.0f}", f"{run.largest:.0f}")
            for name, run in clip.runs.items()
        ),
    )  # fmt: skip
    yield ""
    for rival, least in _GOALS_OF_SPEED[height]:
        if rival in clip.runs:
            yield goal(f"against {rival}, examined", ours / clip.rate(rival), least)
            unexamined = clip.rate(speeds.UNEXAMINED) / clip.rate(rival)
            yield goal(f"against {rival}, before examining", unexamined, least)
    yield goal("two workers against one", ours / clip.rate(speeds.ONE_WORKER), 1.8)
    yield goal("MB of the largest process", clip.runs[speeds.OURS].largest, 400, most=True)
    yield ""


def stages(took: dict[str, float]) -> Iterator[str]:
    """Where the seconds went."""
    named = ("probe", "analyse", "plan", "render", "examine")
    yield "Seconds by stage: " + ", ".join(f"{name} {took[name]:.1f}" for name in named) + "."
    yield "The examination passed." if took["passed"] else f"The examination: {took['failures']}"
    yield ""


def memory(runs: dict[int, Run]) -> Iterator[str]:
    """Peak memory by the length of the footage."""
    yield from _table(
        "|minutes|seconds taken|MB, all processes|MB, largest|",
        (
            (minutes, f"{run.seconds:.0f}", f"{run.together:.0f}", f"{run.largest:.0f}")
            for minutes, run in runs.items()
        ),
    )


def goal(what: str, value: float, wanted: float, *, most: bool = False) -> str:
    """One line: the figure, its goal, and whether it was reached."""
    reached = value <= wanted if most else value >= wanted
    return (
        f"- {what}: {value:.4g} (goal {'at most' if most else 'at least'} {wanted:g})"
        f"{'' if reached else ' **missed**'}"
    )


def _table(heads: str, rows: Iterator[Sequence[object]]) -> Iterator[str]:
    yield heads
    yield "|--" * (heads.count("|") - 1) + "|"
    for row in rows:
        yield f"|{'|'.join(map(str, row))}|"


def _late(row: Row, start: str) -> str:
    faces, late, frames = row.score.late(start)
    return f"{late} of {faces}" + (f", by {frames:.1f} frames" if late else "")


def _of(pair: tuple[int, int]) -> str:
    return f"{pair[0]} of {pair[1]} ({pair[0] / max(pair[1], 1):.3f})"
