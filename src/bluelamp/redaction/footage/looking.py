"""Analysing one segment: its frames decoded in order and shown to the analyst."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from bluelamp.redaction.finding import Kind

from .analysing import Analyst
from .analysing import prepare as prepare_analyst
from .child import Sources, Work
from .decoding import beyond_decoding, frames
from .plan import Damage
from .values import Probe, Segment


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """In what footage to look, what to look for besides faces and people, what damage does."""

    probe: Probe
    damage: Damage = Damage.STOP
    kinds: tuple[Kind, ...] = ()


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: an order is a segment; the answer an empty part for every frame, then its Analysis.

    The setting is a Search.
    """
    search = msgspec.msgpack.decode(setting, type=Search)
    probe, damage, kinds = search.probe, search.damage, search.kinds
    prepare_analyst(probe, kinds=kinds)

    def work(order: bytes) -> Iterator[bytes]:
        segment = msgspec.msgpack.decode(order, type=Segment)
        analyst = Analyst(probe, segment, kinds=kinds)
        for frame in frames(sources[0], probe.picture, segment):
            if frame.blank and damage is Damage.STOP:
                raise beyond_decoding(frame.time, probe.picture)
            analyst.see(frame)
            yield b""
        yield msgspec.msgpack.encode(analyst.result())

    return work
