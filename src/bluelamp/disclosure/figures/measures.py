"""What is said of many numbers: quartiles of a time, and how sure a rate is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

# The 97.5th percentile of the standard normal distribution, for intervals of 95 %.
_Z: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Spread:
    """How many, and the lengths below which a quarter, half and three quarters of them lie."""

    count: int
    lower: int
    median: int
    upper: int


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with the interval in which the true one lies, 95 times of 100 (0 to 1)."""

    share: float
    lower: float
    upper: float


def spread(lengths: Mapping[int, int]) -> Spread | None:
    """The quartiles of lengths that occurred so often: each the first length that covers its share. None for none at all."""
    count = sum(lengths.values())
    if not count:
        return None
    return Spread(count, *(_covering(lengths, count * quarter) for quarter in (1, 2, 3)))


def together(several: Iterable[Mapping[int, int]]) -> dict[int, int]:
    """How often each length occurred in all of them."""
    found: dict[int, int] = {}
    for lengths in several:
        for length, count in lengths.items():
            found[length] = found.get(length, 0) + count
    return found


def wilson(of: int, among: int) -> Rate:
    """The share of some among all, with its 95 % interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927)."""
    share, squared = of / among, _Z * _Z
    middle = (share + squared / (2 * among)) / (1 + squared / among)
    half = _Z * sqrt(share * (1 - share) / among + squared / (4 * among**2)) / (1 + squared / among)
    return Rate(share, max(0.0, middle - half), min(1.0, middle + half))


def _covering(lengths: Mapping[int, int], quarters: int) -> int:
    """The first length by which `quarters` fourths of the count are reached."""
    reached = 0
    for length in sorted(lengths):
        reached += lengths[length]
        if reached * 4 >= quarters:
            return length
    raise AssertionError("more than all was asked for")
