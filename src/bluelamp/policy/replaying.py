"""Replaying: recorded decisions decided again by the pack that decided them, byte for byte."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from bluelamp.policy.advice import PackMark
from bluelamp.policy.deciding import decide
from bluelamp.policy.errors import PolicyError
from bluelamp.policy.loading import digest, load, packs_root


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as it was recorded: what was asked, which pack advised, and the advice's own bytes.

    The advice is its JSON, either as it stands in the record or as one string.
    """

    decision: str
    as_of: date
    facts: dict[str, Any]
    pack: PackMark
    advice: msgspec.Raw
    readings: dict[str, str] = {}
    id: str = ""

    @property
    def text(self) -> bytes:
        """The advice's bytes.

        Raises:
            msgspec.DecodeError: it is a string that is broken off.
        """
        stated = bytes(self.advice)
        return msgspec.json.decode(stated, type=str).encode() if stated[:1] == b'"' else stated


class Found(StrEnum):
    """What came of deciding again."""

    SAME = "the same, byte for byte"
    SAME_PARTS = "the same in every part that the record has"
    DIFFERENT = "different"
    NOT_DECIDED = "not decided again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """One recorded decision, what came of it, and the differences by name."""

    recorded: Recorded
    found: Found
    differences: tuple[str, ...] = ()


def versions(folder: Path | None = None) -> dict[str, Path]:
    """The packs that are shipped and those anywhere below a folder, by their digests."""
    roots = [packs_root(), *([folder] if folder else [])]
    files = [file for root in roots for file in sorted(root.rglob("pack.toml"))]
    return {digest(file.parent): file.parent for file in files}


def replay(recorded: Recorded, known: Mapping[str, Path]) -> Replayed:
    """Decide again, by the pack with the digest that was recorded."""
    folder = known.get(recorded.pack.digest)
    if folder is None:
        missing = f"no pack has the digest {recorded.pack.digest}"
        return Replayed(recorded=recorded, found=Found.NOT_DECIDED, differences=(missing,))
    try:
        advice = decide(
            load(folder),
            recorded.decision,
            recorded.facts,
            recorded.as_of,
            readings=recorded.readings,
        )
    except PolicyError as error:
        return Replayed(recorded=recorded, found=Found.NOT_DECIDED, differences=(str(error),))
    now = msgspec.json.encode(advice)
    if now == recorded.text:
        return Replayed(recorded=recorded, found=Found.SAME)
    return _compared(recorded, msgspec.json.decode(now))


def _compared(recorded: Recorded, now: Any) -> Replayed:
    """Tell a difference from an advice that has gained parts since it was recorded."""
    before = msgspec.json.decode(recorded.text)
    if msgspec.json.encode(_only_parts(before, now)) == recorded.text:
        return Replayed(recorded=recorded, found=Found.SAME_PARTS)
    differences = tuple(_differences("", before, now)) or ("the bytes alone: order or spaces",)
    return Replayed(recorded=recorded, found=Found.DIFFERENT, differences=differences)


def _only_parts(before: Any, now: Any) -> Any:
    """What is advised now, in the parts and the order of what was advised before."""
    match before, now:
        case dict(), dict():
            return {key: _only_parts(old, now[key]) for key, old in before.items() if key in now}
        case list(), list() if len(before) == len(now):
            return [_only_parts(*pair) for pair in zip(before, now, strict=True)]
    return now


def _differences(place: str, before: Any, now: Any) -> Iterator[str]:
    match before, now:
        case dict(), dict():
            for key in dict.fromkeys([*before, *now]):
                if key not in before:
                    continue
                if key not in now:
                    yield f"{place}{key}: was {_shown(before[key])} and is not there"
                else:
                    yield from _differences(f"{place}{key}.", before[key], now[key])
        case list(), list() if len(before) == len(now):
            for number, pair in enumerate(zip(before, now, strict=True)):
                yield from _differences(f"{place}{number}.", *pair)
        case _ if before != now:
            yield f"{place.rstrip('.')}: was {_shown(before)} and is {_shown(now)}"


def _shown(value: Any) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 80 else f"{text[:77]}..."
