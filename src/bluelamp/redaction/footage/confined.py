"""Having untrusted footage worked on by confined processes: one, or several over its segments."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

import msgspec

from bluelamp.redaction.errors import FootageRefused

from .child import LENGTH, Done, Message, Part, Ready, Refused, framed
from .values import Segment

_SOURCE_ROOT = Path(__file__).resolve().parents[3]
_PROGRAM = (
    "import sys; sys.path.append(sys.argv.pop(1));"
    "from bluelamp.redaction.footage.child import main; main()"
)
_WANTED = {"limits", "landlock", "seccomp"} if sys.platform == "linux" else {"limits"}
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_MEMORY = 6_000_000_000  # address space: libraries reserve much more of it than they use
_SECONDS = 48 * 3600  # of processor time
_PATIENCE = 120  # seconds without a word
_LONGEST_MESSAGE = 256_000_000
_MESSAGES: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


class Step(StrEnum):
    """The steps that are carried out in confinement, each by the module of that name."""

    PROBE = "probing"
    ANALYSE = "looking"
    RENDER = "rendering"
    SOUND = "sound"
    SPEECH = "speech"
    EXAMINE = "examining"
    REHEAR = "rehearing"
    STILL = "stills"
    PREVIEW = "previewing"
    PURSUE = "pursuing"
    PROXY = "proxying"
    PROXY_SOUND = "proxying_sound"
    WATERMARK = "watermarking"


class Confined:
    """A confined process that carries out one step on open files; to be used in a `with` statement.

    The setting is what the step needs to make itself ready.  Raises FootageRefused with the step's
    sentence, or where the process dies or falls silent.
    """

    def __init__(self, step: Step, *, setting: bytes, sources: Sequence[Path]) -> None:
        with contextlib.ExitStack() as opened:
            files = [opened.enter_context(path.open("rb")) for path in sources]
            numbers = [file.fileno() for file in files]
            launch = {
                "step": f"{__package__}.{step}",
                "sources": numbers,
                "memory": _MEMORY,
                "seconds": _SECONDS,
            }
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and program
                [sys.executable, "-I", "-c", _PROGRAM, str(_SOURCE_ROOT), json.dumps(launch)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=numbers,
                cwd="/",
                env=_ENVIRONMENT,
                bufsize=0,
                start_new_session=True,  # Ctrl-C reaches us alone, and we end it
            )
        self.protections = self._readied(setting)

    @property
    def missing(self) -> tuple[str, ...]:
        """The protections that this machine could not give."""
        return tuple(sorted(_WANTED - set(self.protections)))

    def ask(self, order: bytes) -> Iterator[bytes]:
        """The parts of the answer to an order, as they come."""
        self._say(order)
        while True:
            message = self._message()
            match message:
                case Part():
                    yield message.content
                case Done():
                    return
                case _:
                    raise _refusal(message)

    def stop(self) -> None:
        """Stop the process, whatever it is doing; whoever waits for an answer gets FootageRefused."""
        self._process.kill()

    def end(self) -> None:
        """Stop the process and let go of it."""
        self.stop()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            cast(IO[bytes], pipe).close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def _readied(self, setting: bytes) -> tuple[str, ...]:
        try:
            self._say(setting)
            message = self._message()
        except BaseException:
            self.end()
            raise
        if isinstance(message, Ready):
            return message.protections
        self.end()
        raise _refusal(message)

    def _say(self, content: bytes) -> None:
        rest = memoryview(framed(content))
        with contextlib.suppress(BrokenPipeError):  # the answer, or its absence, says why
            while rest:
                rest = rest[cast(IO[bytes], self._process.stdin).write(rest) :]

    def _message(self) -> Message:
        length: int = LENGTH.unpack(self._read(LENGTH.size))[0]
        if length > _LONGEST_MESSAGE:
            raise FootageRefused("The confined process gave no usable answer for this file.")
        try:
            return _MESSAGES.decode(self._read(length))
        except msgspec.DecodeError as error:
            raise FootageRefused(
                "The confined process gave no usable answer for this file."
            ) from error

    def _read(self, count: int) -> bytes:
        """Exactly so many bytes of what the process says."""
        pipe = cast(IO[bytes], self._process.stdout).fileno()
        content = bytearray()
        while len(content) < count:
            if not select.select([pipe], [], [], _PATIENCE)[0]:
                raise FootageRefused(f"The file kept the decoder busy for {_PATIENCE} seconds.")
            piece = os.read(pipe, min(count - len(content), 1 << 20))
            if not piece:
                raise FootageRefused(
                    "The decoder of this file came to grief and was ended; nothing was kept of it."
                )
            content += piece
        return bytes(content)


def _refusal(message: Message) -> FootageRefused:
    if isinstance(message, Refused):
        return FootageRefused(message.sentence)
    return FootageRefused("The confined process gave no usable answer for this file.")


def over_segments(
    step: Step,
    *,
    setting: bytes,
    sources: Sequence[Path],
    segments: Sequence[Segment],
    take: Callable[[Segment, Iterator[bytes]], None],
    workers: int = 2,
) -> tuple[str, ...]:
    """Carry out a step on every segment, by several processes at once.

    `take` is called in a thread of each, with the segment and the parts of the answer.  The first
    error ends all.  Returns the protections that were missing.
    """
    left, running = deque(segments), list[Confined]()

    def work() -> tuple[str, ...]:
        with Confined(step, setting=setting, sources=sources) as process:
            running.append(process)
            while segment := _next(left):
                take(segment, process.ask(msgspec.msgpack.encode(segment)))
            return process.missing

    def work_or_stop_all() -> tuple[str, ...]:
        try:
            return work()
        except BaseException:
            left.clear()
            raise

    with ThreadPoolExecutor(workers) as pool:
        done = [pool.submit(work_or_stop_all) for _ in segments[:workers]]
        try:
            return tuple(sorted({name for each in done for name in each.result()}))
        except BaseException:
            left.clear()
            for process in running:
                process.stop()
            raise


def _next(left: deque[Segment]) -> Segment | None:
    try:
        return left.popleft()
    except IndexError:
        return None
