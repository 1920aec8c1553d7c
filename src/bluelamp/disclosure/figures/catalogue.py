"""Which figures there are, in the order of their pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bluelamp.casework.counting import Slice
from bluelamp.disclosure.figures import fairness, releases, times
from bluelamp.disclosure.figures.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: what it is called, what it tells, and the tables that it comes to for a slice of the outcomes."""

    words: str
    about: str
    tables: Callable[[Slice], tuple[Table, ...]]


FIGURES: Final[dict[str, Figure]] = {
    "months": Figure(
        words="Releases and refusals",
        about="What cases came to, by the month in which it was decided. A case that was opened again counts once for each time.",
        tables=releases.by_month,
    ),
    "sentences": Figure(
        words="By sentence",
        about="What cases came to, by the sentence that stands against the person.",
        tables=releases.by_sentence,
    ),
    "offences": Figure(
        words="By offence",
        about="What cases came to, by the offence group that somebody has stated for the case.",
        tables=releases.by_offence,
    ),
    "units": Figure(
        words="By unit",
        about="What cases came to, by the unit of the investigation.",
        tables=releases.by_unit,
    ),
    "refusals": Figure(
        words="Refusals",
        about="Why releases were refused.",
        tables=releases.refusals,
    ),
    "departures": Figure(
        words="Departures",
        about="Decisions that departed from what the policy advised, each with reasons that are in the record.",
        tables=releases.departures,
    ),
    "verdict": Figure(
        words="Verdict to release",
        about="How long it took from the verdict until the release.",
        tables=times.from_verdict,
    ),
    "authority": Figure(
        words="Authority",
        about="How long it took until authority or approval was answered once it had been asked for.",
        tables=times.to_authority,
    ),
    "takedown": Figure(
        words="Takedown",
        about="How long it took until each channel was clear of what had to come down.",
        tables=times.of_takedown,
    ),
    "fairness": Figure(
        words="Fairness",
        about="The share of decisions that were releases, for each group of people. Intervals that do not overlap call for a closer look, and prove nothing by themselves: offences and routes differ too.",
        tables=fairness.rates,
    ),
}
