"""Opening an untrusted file: the decoding happens in a confined process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

import msgspec
import numpy as np

from .errors import PictureRefused
from .formats import sniff
from .picture import Format, Limits, Picture, Pixels

_SOURCE_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = (
    "import sys; sys.path.append(sys.argv.pop(1));"
    "from bluelamp.redaction.decoder import main; main()"
)
_WANTED_PROTECTIONS = {"limits", "landlock", "seccomp"} if sys.platform == "linux" else {"limits"}
_HEADER_BYTES = 16_384
_GRACE = 10  # seconds of waiting on top of those of work


class _Answer(msgspec.Struct, kw_only=True):
    """The decoder's first line; it comes from a process that may have been taken over."""

    refused: str | None = None
    size: tuple[int, int] = (0, 0)
    stored: tuple[int, int] = (0, 0)
    notes: tuple[str, ...] = ()
    protections: tuple[str, ...] = ()


def open_picture(content: bytes, *, limits: Limits | None = None) -> Picture:
    """Decode a file of unknown origin into an upright sRGB picture.

    The format is found from the bytes.  Raises PictureRefused with one sentence that names what is
    wrong, and the limit where one was passed.
    """
    limits = limits or Limits()
    if len(content) > limits.file_bytes:
        raise PictureRefused(
            f"The file has {len(content):,} bytes; at most {limits.file_bytes:,} are allowed."
        )
    kind = sniff(content[:64])
    answer, pixels = _decode_apart(content, kind, limits)
    return Picture(
        pixels=pixels,
        sha256=hashlib.sha256(content).hexdigest(),
        format=kind,
        original_size=answer.stored,
        notes=answer.notes + _missing(answer.protections),
    )


def _missing(protections: tuple[str, ...]) -> tuple[str, ...]:
    absent = sorted(_WANTED_PROTECTIONS - set(protections))
    return (f"The decoder ran without {' and '.join(absent)}.",) if absent else ()


def _decode_apart(content: bytes, kind: Format, limits: Limits) -> tuple[_Answer, Pixels]:
    order = {
        "format": kind,
        "pixels": limits.pixels,
        "side": limits.side,
        "seconds": limits.seconds,
        "memory_bytes": limits.memory_bytes,
    }
    with _nameless_file() as source, _nameless_file() as result:
        source.write(content)
        source.flush()
        source.seek(0)
        code = _run(json.dumps(order), source, result, limits.seconds)
        result.seek(0)
        answer = _read_header(result, code, limits)
        return answer, _read_pixels(result, answer, limits)


def _nameless_file() -> IO[bytes]:
    """A file that only this process and the decoder can reach: in memory where the system can."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("picture"), "w+b")
    return tempfile.TemporaryFile()


def _run(order: str, source: IO[bytes], result: IO[bytes], seconds: int) -> int | None:
    """The decoder's exit status; None when it ran out of time."""
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and program, nothing of the file
            [sys.executable, "-I", "-c", _PROGRAM, str(_SOURCE_ROOT), order],
            stdin=source,
            stdout=result,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            timeout=seconds + _GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.returncode


def _read_header(result: IO[bytes], code: int | None, limits: Limits) -> _Answer:
    if code != 0:
        raise PictureRefused(
            "The picture could not be opened within the limits of one file: "
            f"{limits.seconds} seconds and {limits.memory_bytes // 1_000_000:,} MB."
        )
    try:
        answer = msgspec.json.decode(result.readline(_HEADER_BYTES), type=_Answer)
    except msgspec.DecodeError as error:
        raise PictureRefused("The decoder gave no usable answer for this file.") from error
    if answer.refused is not None:
        raise PictureRefused(answer.refused)
    return answer


def _read_pixels(result: IO[bytes], answer: _Answer, limits: Limits) -> Pixels:
    width, height = answer.size
    fits = 0 < width <= limits.side and 0 < height <= limits.side
    content = result.read(3 * limits.pixels + 1)
    if not fits or width * height > limits.pixels or len(content) != 3 * width * height:
        raise PictureRefused("The decoder gave no usable answer for this file.")
    return np.frombuffer(content, np.uint8).reshape(height, width, 3)
