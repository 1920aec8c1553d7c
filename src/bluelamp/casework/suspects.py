"""The pack that PACE Code D asks for where suspects are to be identified, as it stands on a case."""

from dataclasses import dataclass

from bluelamp.casework.models import (
    CallerAccount,
    Case,
    DefenceViewing,
    ExactCopy,
    WitnessAsked,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What each channel was given, who was offered a viewing, which witnesses were asked, who answered."""

    copies: tuple[ExactCopy, ...]
    viewings: tuple[DefenceViewing, ...]
    witnesses: tuple[WitnessAsked, ...]
    accounts: tuple[CallerAccount, ...]


def pack_of(case: Case) -> Pack:
    """The pack of a case, each kind in the order in which it was made."""
    return Pack(
        copies=tuple(case.exact_copies.select_related("rendition").order_by("id")),
        viewings=tuple(case.viewings.order_by("id")),
        witnesses=tuple(case.witnesses_asked.order_by("id")),
        accounts=tuple(case.accounts.order_by("called_at", "id")),
    )
