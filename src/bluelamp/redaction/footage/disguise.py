"""A voice made deeper and slower in its resonances, in step with the voice as it was.

The samples are read at a lower rate, which lowers pitch and formants together, and shortened to
their time again by FFmpeg's atempo (overlapping windows, WSOLA).  This is weak: who knows or guesses
the factor can undo most of it, and words, accent and manner of speech stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import av
import numpy as np

from .hearing import Samples

WARNING = (
    "The voice is disguised, which is weak: it can be undone in part, and words, accent and manner "
    "of speech stay. Mute what must not be known."
)
_LOWER = Fraction(4, 5)


def disguise(blocks: Iterable[Samples], *, rate: int) -> Iterator[tuple[Samples, Samples]]:
    """Pairs of the samples as they were and as they are disguised, the same stretch of time each."""
    graph, waiting, ready = None, [], []
    for block in blocks:
        graph = graph or _graph(block.shape[0], rate)
        graph.push(_frame(block, rate))
        waiting.append(block)
        ready += _pulled(graph)
        plain, changed = _joined(waiting), _joined(ready)
        some = min(plain.shape[1], changed.shape[1])
        if some:
            yield plain[:, :some], changed[:, :some]
            waiting, ready = [plain[:, some:]], [changed[:, some:]]
    if graph is not None:
        graph.push(None)
        yield from _last(_joined(waiting), _joined([*ready, *_pulled(graph)]))


def _last(plain: Samples, changed: Samples) -> Iterator[tuple[Samples, Samples]]:
    """What is left, the disguised part made as long as the other."""
    short = max(0, plain.shape[1] - changed.shape[1])
    if plain.shape[1]:
        yield plain, np.pad(changed, ((0, 0), (0, short)))[:, : plain.shape[1]]


def _graph(channels: int, rate: int) -> av.filter.Graph:
    graph = av.filter.Graph()
    layout = _layout(channels)
    steps = (
        graph.add_abuffer(
            sample_rate=rate, format="fltp", layout=layout, time_base=Fraction(1, rate)
        ),
        graph.add("asetrate", str(round(rate * _LOWER))),
        graph.add("aresample", str(rate)),
        graph.add("atempo", str(float(1 / _LOWER))),
        graph.add("aformat", f"sample_fmts=fltp:sample_rates={rate}:channel_layouts={layout}"),
        graph.add("abuffersink"),
    )
    graph.link_nodes(*steps).configure()
    return graph


def _layout(channels: int) -> str:
    return "mono" if channels == 1 else "stereo"


def _frame(block: Samples, rate: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(block), format="fltp", layout=_layout(block.shape[0])
    )
    frame.sample_rate = rate
    return frame


def _pulled(graph: av.filter.Graph) -> list[Samples]:
    pulled = []
    while True:
        try:
            pulled.append(np.asarray(graph.pull().to_ndarray(), np.float32))
        except (av.BlockingIOError, av.EOFError):
            return pulled


def _joined(blocks: list[Samples]) -> Samples:
    return np.concatenate(blocks, axis=1) if blocks else np.zeros((1, 0), np.float32)
