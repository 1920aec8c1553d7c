"""What is enough: facts that force the outcome by themselves, none of which can be spared."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import accumulate
from operator import or_

from bluelamp.policy.case import Case
from bluelamp.policy.clauses import Outcome


def struck_by(case: Case) -> list[int]:
    """For each fact that a verdict may turn on, the paths that what is given of it strikes out.

    None where it is unknown. An absent date counts as given where the fact is known that settles
    it; a date that bounds another also strikes out what that one can no longer be.
    """
    reckoning, given = case.decision.reckoning, case.given
    found = [
        table[codes] if len(codes := given[level]) == 1 else 0 for level, table in reckoning.tables
    ]
    for level, fact in case.decision.dated:
        earliest = case.known.get(fact.not_before or "")
        place = reckoning.places.get(fact.not_before or "")
        if isinstance(earliest, date) and place is not None:
            within = tuple(range(fact.code(earliest, case.as_of) + 1))
            found[place] |= reckoning.verdicts.struck[level][within]
    return found


def sufficient(
    case: Case, outcome: Outcome, struck: Sequence[int], cited: Collection[str]
) -> tuple[str, ...]:
    """Facts that are enough for the outcome, an event that has not happened among them."""
    others, places = case.decision.reckoning.other_paths[outcome], case.decision.reckoning.places
    through = _through(case)
    ranks: tuple[list[str], list[str], list[str]] = ([], [], [])
    for name, place in places.items():
        if struck[place] & others:
            ranks[2 if name in through.values() else name in cited or name in through].append(name)
    # What is not cited is spared first, and what is asked for late before what is asked for early.
    tried = [name for rank in ranks for name in reversed(rank)]
    kept = _irredundant(tried, [struck[places[name]] & others for name in tried], others, through)
    return tuple(name for name in places if name in kept)


def _through(case: Case) -> dict[str, str]:
    """The absent dates that are given through another fact, and which fact that is."""
    return {
        fact.name: fact.settled_by
        for level, fact in case.decision.dated
        if fact.settled_by and len(case.given[level]) == 1 and fact.name not in case.known
    }


def _irredundant(
    names: Sequence[str], struck: Sequence[int], others: int, through: Mapping[str, str]
) -> dict[str, int]:
    """Of facts that together strike out the others' paths, some that do and cannot be fewer."""
    after = [*accumulate(reversed(struck), or_, initial=0)]
    kept: dict[str, int] = {}
    before = 0
    for place, name in enumerate(names):
        without, rest = kept, before
        if name in through.values():
            # Without the fact that settles it, an absent date is not known to be one.
            without = {other: paths for other, paths in kept.items() if through.get(other) != name}
            rest = reduce(or_, without.values(), 0)
        if rest | after[-place - 2] == others:
            kept, before = without, rest
        else:
            kept = kept | {name: struck[place]}
            before |= struck[place]
    return kept
