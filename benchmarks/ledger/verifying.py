"""A million entries verified by the stand-alone verifier on one core, beside less and beside another."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.ledger import exports

from bluelamp.ledger import verifier

RUNS = 5
PYMERKLE = """
import sys, time
from pymerkle import InmemoryTree
leaves = open(sys.argv[1], "rb").read().split(b"\\n")[:-1]
begun = time.process_time()
root = InmemoryTree.init_from_entries(leaves, algorithm="sha256").get_state()
print(time.process_time() - begun, root.hex())
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Seconds of processor time: the least and the middle of some runs."""

    least: float
    middle: float

    @classmethod
    def of(cls, times: Sequence[float]) -> "Verification":
        """What these times come to."""
        return cls(least=min(times), middle=sorted(times)[len(times) // 2])


def verified(export: Path) -> Verification:
    """The verifier as an outsider runs it, in a process of its own: everything, from its start to its end."""
    command = [sys.executable, verifier.__file__, str(export), "--key", str(exports.KEY.verifier)]
    return Verification.of([_spent(command) for _ in range(RUNS)])


def _spent(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, preexec_fn=_on_one_core)  # noqa: S603  our own words, one thread
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def _on_one_core() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def chained(export: Path) -> Verification:
    """A plain hash chain over the same leaves and bodies, which can prove no entry alone."""
    lines = export.read_bytes().split(b"\n")[1:]
    leaves = [line for line in lines if line[:1] == b"{"]
    bodies = [line for line in lines if line[65:66] == b"{"]
    del lines

    def chain() -> None:
        link = bytes(32)
        for leaf, body in zip(leaves, bodies, strict=True):
            link = sha256(link + leaf + body).digest()

    return Verification.of([_timed(chain) for _ in range(RUNS)])


def merkle_tree(leaves: Path) -> tuple[float, str]:
    """Of pymerkle its tree over the leaves alone, in a process of its own: seconds, and its root in hexadecimal."""
    ran = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", PYMERKLE, str(leaves)], check=True, capture_output=True, text=True
    )
    seconds, root = ran.stdout.split()
    return float(seconds), root


def _timed(act: Callable[[], None]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun
