"""Joint diagrams: two versions of a decision over the facts of both, so that every case meets both.

A fact's values are matched by name, and a date's periods by the days that they cover, so a limit of
three months and one of six have a period between them.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeGuard

from dateutil.relativedelta import relativedelta

from bluelamp.policy.chart import CONTRADICTED, Chart
from bluelamp.policy.clauses import Verdict
from bluelamp.policy.diagram import Diagram
from bluelamp.policy.facts import Fact, Form
from bluelamp.policy.proofs.cases import nearest, value_of
from bluelamp.policy.proofs.rules import possible
from bluelamp.policy.proofs.theory import Theory

# The codes of one value in the two versions; None where a version has no such value.
Place = tuple[int | None, int | None]
NO_SUCH_VALUE = "no such value"
Verdicts = tuple[Verdict, Verdict]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One fact in both versions, in either of which it may be missing, and the values of both."""

    facts: tuple[Fact | None, Fact | None]
    places: tuple[Place, ...]

    @property
    def fact(self) -> Fact:
        """The fact as the later version has it, where it does."""
        return next(fact for fact in reversed(self.facts) if fact is not None)


class Pairs(Diagram):
    """A diagram in which two others may be laid beside one another."""

    def beside(self, one: int, other: int) -> int:
        """The diagram whose leaves carry the labels of two, in that order."""
        done: dict[tuple[int, int], int] = {}

        def lay(one: int, other: int) -> int:
            if (one, other) not in done:
                level = min(self.levels[one], self.levels[other])
                if level == self.bottom:
                    done[one, other] = self.leaf((self.labels[one], self.labels[other]))
                else:
                    below = zip(
                        self._branches(one, level), self._branches(other, level), strict=True
                    )
                    done[one, other] = self._join(level, tuple(lay(*pair) for pair in below))
            return done[one, other]

        return lay(one, other)

    def labelled(self, root: int, label: Hashable) -> int:
        """True where the diagram has this label."""
        done = dict.fromkeys(self.labels, self.false) | {self.leaf(label): self.true}

        def find(node: int) -> int:
            if node not in done:
                done[node] = self._join(self.levels[node], tuple(map(find, self.children[node])))
            return done[node]

        return find(root)


class Joint:
    """Both versions' verdicts on every case that both allow."""

    def __init__(self, before: Chart, after: Chart) -> None:
        self.charts = (before, after)
        self.meetings = dict(_meetings(before, after))
        self.levels = {name: level for level, name in enumerate(self.meetings)}
        self.diagram = Pairs([len(meeting.places) for meeting in self.meetings.values()])
        self.root = self.diagram.beside(self._redrawn(0), self._redrawn(1))
        self.ordinary = self._ordinary()

    @property
    def incomparable(self) -> list[str]:
        """The facts that have another form in each version, so that no case is a case of both."""
        both = ((name, *meeting.facts) for name, meeting in self.meetings.items())
        return [name for name, one, other in both if one and other and one.form is not other.form]

    def verdicts(self) -> Iterator[Verdicts]:
        """The pairs of different verdicts that some case comes to, before and after."""
        every = [range(size) for size in self.diagram.sizes]
        labels = self.diagram.reached(self.root, every)
        yield from sorted(filter(_is_change, labels), key=repr)

    def witness(self, verdicts: Verdicts, as_of: date) -> dict[str, object]:
        """The most ordinary case with these verdicts, as facts; what departs from it is `departures`."""
        world = self._nearest(verdicts)
        return {
            name: _value(meeting, meeting.places[code], as_of)
            for (name, meeting), code in zip(self.meetings.items(), world, strict=True)
        }

    def departures(self, verdicts: Verdicts) -> list[str]:
        """The facts in which that case departs from an ordinary one."""
        codes = zip(self.meetings, self._nearest(verdicts), self.ordinary, strict=True)
        return [name for name, code, usual in codes if code != usual]

    def _nearest(self, verdicts: Verdicts) -> tuple[int, ...]:
        only = self.diagram.labelled(self.root, verdicts)
        return nearest(self.diagram, only, self.ordinary) or self.ordinary

    def _redrawn(self, side: int) -> int:
        """One version's chart in the joint diagram; cases that it does not allow say so."""
        chart = self.charts[side]
        diagram = chart.diagram.copy()
        allowed = possible(chart, diagram)
        root = diagram.choose(allowed, chart.root, diagram.leaf(CONTRADICTED))
        drawn: dict[int, int] = {}

        def draw(node: int) -> int:
            if node not in drawn:
                level = diagram.levels[node]
                if level == diagram.bottom:
                    drawn[node] = self.diagram.leaf(diagram.labels[node])
                else:
                    children = [draw(child) for child in diagram.children[node]]
                    drawn[node] = self._branch(chart.order[level], side, children)
            return drawn[node]

        return draw(root)

    def _branch(self, name: str, side: int, children: Sequence[int]) -> int:
        """A node of one version in the joint diagram, by where its codes have their places."""
        root = self.diagram.leaf(NO_SUCH_VALUE)
        for code, child in enumerate(children):
            places = enumerate(self.meetings[name].places)
            here = frozenset(number for number, place in places if place[side] == code)
            asked = self.diagram.literal(self.levels[name], here)
            root = self.diagram.choose(asked, child, root)
        return root

    def _ordinary(self) -> tuple[int, ...]:
        """An ordinary case of the earlier version, with the first value of what it has not."""
        chart = self.charts[0]
        usual: Mapping[str, int] = dict(zip(chart.order, Theory(chart).ordinary, strict=True))
        return tuple(
            next((p for p, place in enumerate(m.places) if place[0] == usual.get(name)), 0)
            for name, m in self.meetings.items()
        )


def _is_change(label: object) -> TypeGuard[Verdicts]:
    match label:
        case (Verdict() as before, Verdict() as after):
            return before != after
    return False


def _meetings(before: Chart, after: Chart) -> Iterator[tuple[str, Meeting]]:
    for name in dict.fromkeys([*before.order, *after.order]):
        one, other = before.facts.get(name), after.facts.get(name)
        yield name, Meeting((one, other), tuple(dict.fromkeys(_places(one, other))))


def _places(one: Fact | None, other: Fact | None) -> Iterator[Place]:
    if one is None or other is None:
        size = (one or other).size  # type: ignore[union-attr]
        yield from ((None if one is None else c, None if other is None else c) for c in range(size))
    elif one.form is not other.form:
        yield from ((code, None) for code in range(one.size))
        yield from ((None, code) for code in range(other.size))
    elif one.form is Form.DATE:
        yield from _periods(one, other)
    elif one.form is Form.SEVERAL:
        yield from _combinations(one, other)
    else:
        values = dict.fromkeys([*_names(one), *_names(other)])
        yield from ((_names(one).get(value), _names(other).get(value)) for value in values)


def _names(fact: Fact) -> dict[object, int]:
    return {str(value_of(fact, code)): code for code in range(fact.size)}


def _periods(one: Fact, other: Fact) -> Iterator[Place]:
    """The periods of both, in the order of time; the shorter limit lapses first."""
    yield from ((0, 0), (1, 1), (2, 2))
    limits = sorted(fact.months for fact in (one, other) if fact.months is not None)
    for limit in limits:
        lapsed = [f.months is not None and f.months <= limit for f in (one, other)]
        yield 3 if lapsed[0] else 2, 3 if lapsed[1] else 2


def _combinations(one: Fact, other: Fact) -> Iterator[Place]:
    members = tuple(dict.fromkeys([*one.values, *other.values]))
    for chosen in range(1 << len(members)):
        names = {member for place, member in enumerate(members) if chosen >> place & 1}
        yield _combined(one, names), _combined(other, names)


def _combined(fact: Fact, members: set[str]) -> int | None:
    if not members <= set(fact.values):
        return None
    return sum(1 << fact.values.index(member) for member in members)


def _value(meeting: Meeting, place: Place, as_of: date) -> object:
    side = 0 if place[1] is None else 1
    fact, code = meeting.facts[side], place[side]
    if fact is None or code is None:
        return None
    if fact.form is not Form.DATE:
        return value_of(fact, code)
    day = next((d for d in _days(meeting, as_of) if _lies(meeting, place, d, as_of)), None)
    return day.isoformat() if day else None


def _days(meeting: Meeting, as_of: date) -> Iterator[date]:
    """Days worth trying: tomorrow, today, and those just beyond each limit."""
    yield from (as_of + timedelta(days=1), as_of)
    for fact in meeting.facts:
        if fact is not None and fact.months is not None:
            beyond = as_of - relativedelta(months=fact.months)
            yield from (beyond - timedelta(days=days) for days in range(1, 5))


def _lies(meeting: Meeting, place: Place, day: date, as_of: date) -> bool:
    sides = zip(meeting.facts, place, strict=True)
    return all(fact is None or fact.code(day, as_of) == code for fact, code in sides)
