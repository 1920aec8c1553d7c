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
    rank = {**dict.fromkeys([*cited, *through], 1), **dict.fromkeys(through.values(), 2)}
    ranks: tuple[list[tuple[str, int]], ...] = ([], [], [])
    for name, paths in zip(places, struck, strict=True):
        if against := paths & others:
            ranks[rank.get(name, 0)].append((name, against))
    # What is not cited is spared first, and what is asked for late before what is asked for early.
    tried = [each for rank in ranks for each in reversed(rank)]
    kept = _irredundant(tried, others, through)
    return tuple(name for name in places if name in kept)


def _through(case: Case) -> dict[str, str]:
    """The absent dates that are given through another fact, and which fact that is."""
    return {
        fact.name: fact.settled_by
        for level, fact in case.decision.dated
        if fact.settled_by and len(case.given[level]) == 1 and fact.name not in case.known
    }


def _irredundant(
    tried: Sequence[tuple[str, int]], others: int, through: Mapping[str, str]
) -> dict[str, int]:
    """Of facts that together strike out the others' paths, some that do and cannot be fewer."""
    settling = {*through.values()}
    after = [*accumulate([struck for _, struck in reversed(tried)], or_, initial=0)]
    after.pop()
    kept: dict[str, int] = {}
    before = 0
    for name, struck in tried:
        without, rest = kept, before
        if name in settling:
            # Without the fact that settles it, an absent date is not known to be one.
            without = {other: paths for other, paths in kept.items() if through.get(other) != name}
            rest = reduce(or_, without.values(), 0)
        if rest | after.pop() == others:
            kept, before = without, rest
        else:
            kept[name] = struck
            before |= struck
    return kept
