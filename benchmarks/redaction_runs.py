"""One command run to its end: how long it took, and the memory of it and all that it started."""

import resource
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

_PAUSE = 0.05  # seconds between looks at /proc


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock and of processors; peak resident MB, of all processes and of the largest.

    ``said`` is what it printed.
    """

    seconds: float
    worked: float
    together: float
    largest: float
    said: str


def timed(command: Sequence[str | Path]) -> Run:
    """Run a command, start-up included; raises RuntimeError with its last words where it fails."""
    start, worked = perf_counter(), _worked()
    with subprocess.Popen(  # noqa: S603  commands of our own
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        said, _ = process.communicate()
        seconds = perf_counter() - start
        watch.finish()
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {said[-2000:]}")
    return Run(seconds, _worked() - worked, watch.together, watch.largest, said)


def in_turn(commands: dict[str, Sequence[str | Path]], rounds: int) -> dict[str, Run]:
    """The median run of each command; every round runs all of them, each round from the other end."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds):
        names = list(commands) if number % 2 == 0 else list(commands)[::-1]
        for name in names:
            runs[name].append(timed(commands[name]))
    return {
        name: Run(
            median(run.seconds for run in done),
            median(run.worked for run in done),
            max(run.together for run in done),
            max(run.largest for run in done),
            done[0].said,
        )
        for name, done in runs.items()
    }


def _worked() -> float:
    """Seconds of processors that commands which have ended took, with all that they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch(threading.Thread):
    """Looks at a process and all that came of it until told to finish."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._over = pid, threading.Event()
        self.together = self.largest = 0.0

    def run(self) -> None:
        while not self._over.wait(_PAUSE):
            sizes = _resident(self._pid)
            self.together = max(self.together, sum(sizes))
            self.largest = max(self.largest, *sizes, 0.0)

    def finish(self) -> None:
        self._over.set()
        self.join()


def _resident(root: int) -> list[float]:
    """MB of resident memory of a process and of each that descends from it."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue  # it has ended since
    family, found = {root}, True
    while found:
        found = {pid for pid, parent in parents.items() if parent in family} - family
        family |= found
    return [size for pid in family if (size := _size(pid))]


def _size(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
