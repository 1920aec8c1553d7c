"""Films from the vault held open for a while: a player asks for many parts, and the vault gives a whole film."""

import atexit
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import IO, Final

_KEPT: Final = 3
_IDLE: Final = 600.0  # seconds


class Opened:
    """The last few nameless files, each lent under its key to as many as want to read it."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, tuple[float, IO[bytes]]] = OrderedDict()
        self._lock = Lock()

    @contextmanager
    def lent(self, key: str, opening: Callable[[], IO[bytes]]) -> Iterator[IO[bytes]]:
        """The file of that key at its start, opened where it is not yet; a reader's place is its own."""
        with self._lock:
            now = time.monotonic()
            self._let_go(lambda used: used < now - _IDLE)
            held = self._files.pop(key, None)
            file = held[1] if held else opening()
            self._files[key] = (now, file)
            while len(self._files) > _KEPT:
                self._files.popitem(last=False)[1][1].close()
            descriptor = os.open(f"/proc/self/fd/{file.fileno()}", os.O_RDONLY)
        with os.fdopen(descriptor, "rb") as reader:
            yield reader

    def close(self) -> None:
        """Let go of all of them."""
        with self._lock:
            self._let_go(lambda _: True)

    def _let_go(self, is_idle: Callable[[float], bool]) -> None:
        for key in [key for key, (used, _) in self._files.items() if is_idle(used)]:
            self._files.pop(key)[1].close()


opened: Final = Opened()
atexit.register(opened.close)
