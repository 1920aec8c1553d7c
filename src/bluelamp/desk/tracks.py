"""Tracks of footage in words: `t3` is person 3 or number plate 3, `h1` is drawn region 1."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bluelamp.redaction import Decision
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.footage.plan import FootagePlan, Track
from bluelamp.redaction.footage.values import Probe

_KINDS: Final = {
    Kind.FACE: "person",
    Kind.PERSON: "person",
    Kind.PLATE: "number plate",
    Kind.TEXT: "text",
    Kind.SCREEN: "screen",
    Kind.VEHICLE: "vehicle",
}
_CODE = re.compile(r"\b[th]\d+\b")
PAGE: Final = 24
_CROSSES, _NAMED = "crosses ", 3


class Order(StrEnum):
    """In which order the tracks are listed; those that stay visible come first in any."""

    LONGEST = "longest"
    FIRST = "first"
    DOUBTFUL = "doubtful"


ORDERS: Final = (
    (Order.LONGEST, "Longest in the picture"),
    (Order.FIRST, "First to appear"),
    (Order.DOUBTFUL, "Most doubts"),
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a plan's tracks and the times of its footage, in words."""

    plan: FootagePlan
    probe: Probe

    def name(self, track: Track) -> str:
        """“person 3”, “number plate 3” or “drawn region 1”."""
        return f"{_KINDS[track.kind] if track.kind else 'drawn region'} {track.id[1:]}"

    def in_words(self, sentence: str) -> str:
        """The sentence with every track named and not coded."""
        known = {track.id: track for track in self.plan.everything}
        return _CODE.sub(
            lambda code: self.name(known[code[0]]) if code[0] in known else code[0], sentence
        )

    def seconds(self, ticks: int) -> float:
        """From the first picture."""
        picture = self.probe.picture
        return (ticks - picture.first) * picture.time_base[0] / picture.time_base[1]

    def doubts(self, track: Track) -> str:
        """Its doubts, of those whom it crosses the first few; empty for none."""
        others = [doubt for doubt in track.doubts if not doubt.startswith(_CROSSES)]
        crossed = [doubt.removeprefix(_CROSSES) for doubt in track.doubts if doubt not in others]
        named = ", ".join(crossed[:_NAMED])
        more = f" and {len(crossed) - _NAMED} more" if len(crossed) > _NAMED else ""
        crossing = [f"{_CROSSES}{named}{more}"] if crossed else []
        return self.in_words(", ".join([*others, *crossing]))

    def begins(self, track: Track) -> float:
        """When it is first there, in seconds from the first picture."""
        return max(0.0, self.seconds(track.parts[0][0].time))

    def ends(self, track: Track) -> float:
        """When it is there for the last time."""
        return self.seconds(track.parts[-1][-1].time)

    def when(self, track: Track) -> str:
        """“0:03.2 to 0:09.8, in 2 stretches”."""
        times = f"{clock(self.begins(track))} to {clock(self.ends(track))}"
        return times if len(track.parts) == 1 else f"{times}, in {len(track.parts)} stretches"

    def found(self) -> str:
        """How many people and things were followed, in words."""
        counts: dict[str, int] = {}
        for track in self.plan.tracks:
            name = _KINDS[track.kind] if track.kind else "person"
            counts[name] = counts.get(name, 0) + 1
        said = [
            f"{count:,} {name if count == 1 else _several(name)}" for name, count in counts.items()
        ]
        return f"{' and '.join(said)} followed" if said else "Nobody was found"


def clock(seconds: float) -> str:
    """“1:03.2”: minutes, seconds and tenths; hours where there are any."""
    tenths = round(seconds * 10)
    hours, rest = divmod(tenths, 36_000)
    minutes, rest = divmod(rest, 600)
    hour = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{hour}:{rest // 10:02}.{rest % 10}"


def surety(track: Track) -> str:
    """How sure the detectors were at best."""
    if track.confidence is None:
        return "drawn by hand"
    return f"at best {round(100 * track.confidence)}% sure"


def ordered(plan: FootagePlan, order: Order) -> Sequence[Track]:
    """Everything in the plan; what stays visible, then what was drawn, then the rest."""

    def length(track: Track) -> int:
        return sum(part[-1].time - part[0].time for part in track.parts)

    def place(track: Track) -> tuple[bool, bool, int, int]:
        by = {
            Order.LONGEST: -length(track),
            Order.FIRST: track.parts[0][0].time,
            Order.DOUBTFUL: -len(track.doubts),
        }[order]
        return track.decision is not Decision.KEEP, track.kind is not None, by, -length(track)

    return sorted(plan.everything, key=place)


def _several(name: str) -> str:
    return "people" if name == "person" else f"{name}s"
