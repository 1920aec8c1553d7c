"""Decision diagrams over facts of several values: exact answers about every completion of a case.

A node asks for one fact and has a child for each of its values; equal nodes are one node, and a
node whose children are all the same is left out (Bryant 1986, with many values in place of two).
A case is a sequence of *codes still allowed*, one tuple for each fact in order.
"""

from collections.abc import Hashable, Mapping, Sequence

Allowed = Sequence[Sequence[int]]


class Diagram:
    """A shared store of nodes over facts with the given numbers of values."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self.bottom = len(self.sizes)
        self.levels: list[int] = []
        self.children: list[tuple[int, ...]] = []
        self.labels: dict[int, Hashable] = {}
        self._nodes: dict[Hashable, int] = {}
        self._choices: dict[tuple[int, int, int], int] = {}
        self.false = self.leaf(label=False)
        self.true = self.leaf(label=True)

    def copy(self) -> "Diagram":
        """The same diagram to draw further in, which leaves this one as it is."""
        other = Diagram(self.sizes)
        other.levels, other.children = [*self.levels], [*self.children]
        other.labels, other._nodes = {**self.labels}, {**self._nodes}
        other._choices = {**self._choices}
        return other

    def leaf(self, label: Hashable) -> int:
        """The leaf that carries a label."""
        return self._node(("leaf", label), self.bottom, (), label)

    def literal(self, level: int, codes: frozenset[int]) -> int:
        """True where the fact at this level has one of these codes."""
        branches = (self.true if code in codes else self.false for code in range(self.sizes[level]))
        return self._join(level, tuple(branches))

    def choose(self, test: int, yes: int, no: int) -> int:
        """`yes` where the test is true and `no` elsewhere."""
        if test == self.true or yes == no:
            return yes
        if test == self.false:
            return no
        key = (test, yes, no)
        found = self._choices.get(key)
        if found is None:
            level = min(self.levels[node] for node in key)
            parts = zip(*(self._branches(node, level) for node in key), strict=True)
            found = self._join(level, tuple(self.choose(*part) for part in parts))
            self._choices[key] = found
        return found

    def both(self, one: int, other: int) -> int:
        """True where both are."""
        return self.choose(one, other, self.false)

    def either(self, one: int, other: int) -> int:
        """True where one of them is."""
        return self.choose(one, self.true, other)

    def opposite(self, test: int) -> int:
        """True where the test is not."""
        return self.choose(test, self.false, self.true)

    def fixed(self, root: int, level: int, code: int) -> int:
        """What is left of a diagram once the fact at a level is known to have a code."""
        found: dict[int, int] = {}

        def left(node: int) -> int:
            if self.levels[node] > level:
                return node
            if self.levels[node] == level:
                return self.children[node][code]
            if node not in found:
                branches = tuple(left(child) for child in self.children[node])
                found[node] = self._join(self.levels[node], branches)
            return found[node]

        return left(root)

    def walked(self, node: int, allowed: Allowed) -> int:
        """The first node from here on whose fact has several codes left, or the leaf."""
        levels, children, bottom = self.levels, self.children, self.bottom
        while (level := levels[node]) != bottom and len(allowed[level]) == 1:
            node = children[node][allowed[level][0]]
        return node

    def reached(self, root: int, allowed: Allowed) -> set[Hashable]:
        """The labels of every leaf that some completion of the case comes to."""
        root = self.walked(root, allowed)
        if self.levels[root] == self.bottom:
            return {self.labels[root]}
        stack, seen = [root], {root}
        found: set[Hashable] = set()
        while stack:
            node = stack.pop()
            level = self.levels[node]
            if level == self.bottom:
                found.add(self.labels[node])
                continue
            branches = self.children[node]
            for code in allowed[level]:
                child = branches[code]
                if child not in seen:
                    seen.add(child)
                    stack.append(child)
        return found

    def asking(self, root: int, level: int, settled: Mapping[int, int]) -> int:
        """True where the fact at a level is asked for, once those settled have their codes."""
        found: dict[int, int] = {}

        def left(node: int) -> int:
            here = self.levels[node]
            if here >= level:
                return self.true if here == level else self.false
            if node not in found:
                children = self.children[node]
                if here in settled:
                    found[node] = left(children[settled[here]])
                else:
                    found[node] = self._join(here, tuple(left(child) for child in children))
            return found[node]

        return left(root)

    def truth(self, root: int, allowed: Allowed) -> bool | None:
        """True or false where every completion says so, else None."""
        root = self.walked(root, allowed)
        if self.levels[root] == self.bottom:
            return bool(self.labels[root])
        found = self.reached(root, allowed)
        return found.pop() is True if len(found) == 1 else None

    def witness(self, root: int, label: Hashable) -> dict[int, int] | None:
        """Codes by level of one complete case that comes to the label, or None; others are free."""
        return self._witness(root, label, set())

    def _witness(self, root: int, label: Hashable, barren: set[int]) -> dict[int, int] | None:
        if root in barren:
            return None
        level = self.levels[root]
        if level == self.bottom and self.labels[root] == label:
            return {}
        for code, child in enumerate(self.children[root]):
            path = self._witness(child, label, barren)
            if path is not None:
                return {level: code, **path}
        barren.add(root)
        return None

    def _branches(self, node: int, level: int) -> tuple[int, ...]:
        if self.levels[node] == level:
            return self.children[node]
        return (node,) * self.sizes[level]

    def _join(self, level: int, branches: tuple[int, ...]) -> int:
        if all(branch == branches[0] for branch in branches):
            return branches[0]
        return self._node((level, branches), level, branches)

    def _node(
        self, key: Hashable, level: int, branches: tuple[int, ...], label: Hashable = None
    ) -> int:
        if key not in self._nodes:
            self._nodes[key] = len(self.levels)
            self.levels.append(level)
            self.children.append(branches)
            if level == self.bottom:
                self.labels[self._nodes[key]] = label
        return self._nodes[key]
