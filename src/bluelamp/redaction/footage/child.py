"""The program that touches the bytes of untrusted footage, run only in a process of its own.

One step of the work is imported and made ready, then everything is given up but the descriptors of
the files and two pipes: orders come in by standard input, answers leave by standard output, each
with its length in front.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import struct
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO

import av
import av.logging
import msgspec

from bluelamp.redaction.confinement import confine
from bluelamp.redaction.errors import FootageRefused, RedactionError

Sources = tuple[BinaryIO, ...]
Work = Callable[[bytes], Iterator[bytes]]
LENGTH = struct.Struct("<I")


class Ready(msgspec.Struct, frozen=True, tag=True):
    """Confined, by these protections; orders may be given."""

    protections: tuple[str, ...]


class Part(msgspec.Struct, frozen=True, tag=True):
    """A part of the answer, in the step's own words."""

    content: bytes


class Done(msgspec.Struct, frozen=True, tag=True):
    """The answer is whole."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """Why the order cannot be carried out, in one sentence."""

    sentence: str


Message = Ready | Part | Done | Refused


def framed(content: bytes) -> bytes:
    """The content with its length in front, as four bytes, least significant first."""
    return LENGTH.pack(len(content)) + content


def main() -> None:
    """Carry out orders until there are no more."""
    launch = json.loads(sys.argv[1])
    sources = tuple(os.fdopen(number, "rb") for number in launch["sources"])
    orders = _orders(sys.stdin.buffer)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # codecs that talk must not be taken for us
    _import_lazy_parts()
    av.logging.set_level(None)
    try:
        step = importlib.import_module(launch["step"])
        work: Work = step.prepare(next(orders), sources)
    except RedactionError as error:
        _send(answers, Refused(str(error)))
        return
    held = confine(memory_bytes=launch["memory"], output_bytes=0, seconds=launch["seconds"])
    _send(answers, Ready(held))
    for order in orders:
        _send(answers, _carried_out(work, order, answers))


def _import_lazy_parts() -> None:
    """PyAV imports a kind of stream at the first that it meets, when nothing can be opened any more."""
    for module in pkgutil.walk_packages(av.__path__, "av."):
        if module.name not in ("av.__main__", "av.datasets"):
            importlib.import_module(module.name)


def _carried_out(work: Work, order: bytes, answers: BinaryIO) -> Message:
    try:
        for content in work(order):
            _send(answers, Part(content))
    except FootageRefused as refusal:
        return Refused(str(refusal))
    except MemoryError:
        return Refused("The footage needs more memory than one process may use.")
    except av.FFmpegError as error:
        return Refused(f"The footage is damaged and cannot be read: {error.strerror}.")
    return Done()


def _orders(inlet: BinaryIO) -> Iterator[bytes]:
    while length := inlet.read(LENGTH.size):
        yield inlet.read(LENGTH.unpack(length)[0])


def _send(answers: BinaryIO, message: Message) -> None:
    answers.write(framed(msgspec.msgpack.encode(message)))
    answers.flush()
