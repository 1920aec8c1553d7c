"""What is proved of the record with what there is, and what is not: of no witness, of some, with a time-stamp."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import timezone

from bluelamp.record import selectors, witnessed
from bluelamp.record.models import Asked
from bluelamp.record.timestamping import AUTHORITY, FAILED
from bluelamp.record.values import CheckpointView
from bluelamp.record.witnessed import CosignatureView, StampView
from bluelamp.witness.asking import Said

_NEVER_ASKED: Final = "It has not been asked yet."


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessStanding:
    """A witness: its address and key, what came of asking it last (`trouble`, where it did not cosign), and the last that it cosigned."""

    name: str
    url: str
    key: str
    asked_at: datetime | None
    trouble: str
    last: CosignatureView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far the record is proved: to itself, by witnesses, in time."""

    entries: int
    checkpoint: CheckpointView | None
    witnesses: tuple[WitnessStanding, ...]
    former: tuple[CosignatureView, ...]
    has_authority: bool
    stamp_trouble: str
    stamp: StampView | None

    @property
    def furthest(self) -> CosignatureView | None:
        """The largest checkpoint that any witness, present or former, has cosigned."""
        cosigned = [each.last for each in self.witnesses if each.last] + [*self.former]
        return max(cosigned, key=lambda each: (each.size, each.at), default=None)

    @property
    def proved(self) -> tuple[str, ...]:
        """What is proved, in sentences."""
        seen = (*(each.last for each in self.witnesses if each.last), *self.former)
        return (*self._by_itself(), *map(_witnessed, seen), *self._in_time())

    @property
    def not_proved(self) -> tuple[str, ...]:
        """What is not proved, in sentences."""
        return (*self._uncovered(), *self._alone(), self._when(), _NEVER)

    def _by_itself(self) -> list[str]:
        if self.checkpoint is None:
            return []
        words = (
            f"{_entries(1, self.checkpoint.size)}: whoever keeps this checkpoint or an export can show later"
            " if an entry that it covers was changed, taken out, put in or moved. Nobody without the desk’s"
            " signing key can make another record that verifies."
        )
        return [words]

    def _in_time(self) -> list[str]:
        if self.stamp is None:
            return []
        covered = _entries(1, self.stamp.size)
        words = f"{covered}: there by {_moment(self.stamp.at)}. {self.stamp.authority} says so, by its own clock and key."
        return [words]

    def _uncovered(self) -> list[str]:
        signed = self.checkpoint.size if self.checkpoint else 0
        seen = self.furthest.size if self.furthest else 0
        said = []
        if self.entries > signed:
            said.append(
                f"{_entries(signed + 1, self.entries)}: no checkpoint covers them yet; one is signed every minute."
            )
        if 0 < seen < signed:
            said.append(f"{_entries(seen + 1, signed)}: no witness has seen them yet.")
        return said

    def _alone(self) -> list[str]:
        said = []
        if self.furthest is None:
            said.append(
                "That the record was not rewritten, or cut back, by somebody who holds both its database and"
                " its signing key: no witness outside has seen it. Nor that everybody is shown the same record."
            )
        else:
            said.append(
                "That a witness is independent of the force and looks after its key and its memory: that is for"
                " whoever relies on it to judge."
            )
        if self.stamp is not None and self.furthest is None:
            said.append(
                "That there is no second version: a time-stamp shows that this one was there, not that it is"
                " the only one."
            )
        return said

    def _when(self) -> str:
        if self.stamp is None and self.furthest is None:
            return "When an entry was made: the time that it states is this desk’s own."
        return (
            "When an entry was made, closer than that it was there when somebody outside first saw it: the time"
            " that it states is this desk’s own."
        )


_NEVER: Final = "That what an entry says is true, and that nothing was done without one: no ledger can prove that."


def standing() -> Standing:
    """How far the record is proved now."""
    cosigned = {each.key: each for each in witnessed.last_cosigned()}
    asked = {row.party: row for row in Asked.objects.all()}
    witnesses = tuple(
        WitnessStanding(
            name=witness.name,
            url=witness.url,
            key=str(witness.key),
            asked_at=asked[witness.name].asked_at if witness.name in asked else None,
            trouble=_trouble(asked.get(witness.name)),
            last=cosigned.pop(str(witness.key), None),
        )
        for witness in settings.BLUELAMP_WITNESSES
    )
    stamping = asked.get(AUTHORITY)
    return Standing(
        entries=selectors.head()[0],
        checkpoint=selectors.latest_checkpoint(),
        witnesses=witnesses,
        former=tuple(cosigned.values()),
        has_authority=bool(settings.BLUELAMP_TIMESTAMP_AUTHORITY),
        stamp_trouble=stamping.words if stamping and stamping.said == FAILED else "",
        stamp=next(iter(witnessed.stamps(limit=1)), None),
    )


def _witnessed(seen: CosignatureView) -> str:
    return (
        f"{_entries(1, seen.size)}: {seen.witness} saw them by {_moment(seen.at)}, and cosigned that the"
        " record had only been added to since it first looked. It keeps what it saw, and cosigns no other version."
    )


def _trouble(asked: Asked | None) -> str:
    if asked is None:
        return _NEVER_ASKED
    return "" if asked.said == Said.COSIGNED else asked.words


def _entries(first: int, last: int) -> str:
    return f"Entry {first}" if first == last else f"Entries {first} to {last}"


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M}"
