"""Conditions: what a clause depends on, read from a small whitelisted language into data.

The language is `and`, `or`, `not`, `==`, `!=`, `in` and `not in` over fact names, their values and
the pack's own terms. Nothing in it runs: the text is parsed, and only the shapes named here pass.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from bluelamp.policy.facts import Fact, Form


@dataclass(frozen=True, slots=True)
class Is:
    """The fact has one of these codes."""

    fact: str
    codes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Not:
    """The condition fails."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Every:
    """All of the conditions hold; none at all is always true."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the conditions holds; none at all is never true."""

    conditions: tuple["Condition", ...]


Condition: TypeAlias = Is | Not | Every | Some
ALWAYS = Every(())
NEVER = Some(())
# A pack may come from anywhere: large enough for any clause, small enough to parse.
LONGEST = 2000
DEEPEST = 20


class ExpressionRefused(ValueError):
    """An expression says something that the language does not have.

    Args:
        column: where in the expression, counted from 1.
        fault: what is wrong and what is allowed.
    """

    def __init__(self, column: int, fault: str) -> None:
        self.column = column
        super().__init__(fault)


def parse(text: str, facts: Mapping[str, Fact], terms: Mapping[str, Condition]) -> Condition:
    """A condition from its expression.

    Raises:
        ExpressionRefused: the expression is malformed, or names an unknown fact, value or term.
    """
    if len(text) > LONGEST:
        raise ExpressionRefused(1, f"an expression has at most {LONGEST} characters")
    try:
        return _Reader(facts, terms).condition(ast.parse(text, mode="eval").body)
    except SyntaxError as error:
        fault = f"{text!r} is not an expression ({error.msg})"
        raise ExpressionRefused(error.offset or 1, fault) from error
    except (ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, ExpressionRefused):
            raise
        raise ExpressionRefused(1, f"{text[:40]!r} is not an expression") from error


def facts_of(condition: Condition) -> Iterator[str]:
    """The names of the facts in a condition, in order of mention, repeated as mentioned."""
    match condition:
        case Is():
            yield condition.fact
        case Not():
            yield from facts_of(condition.condition)
        case Every() | Some():
            for part in condition.conditions:
                yield from facts_of(part)
        case _:
            assert_never(condition)


def settle(condition: Condition, chosen: Mapping[str, int]) -> Condition:
    """What is left of a condition once some facts have the codes chosen; itself, if it names none."""
    match condition:
        case Is():
            if condition.fact not in chosen:
                return condition
            return ALWAYS if chosen[condition.fact] in condition.codes else NEVER
        case Not():
            left = settle(condition.condition, chosen)
            if left in (ALWAYS, NEVER):
                return NEVER if left == ALWAYS else ALWAYS
            return condition if left == condition.condition else Not(left)
        case Every() | Some():
            return _settle_parts(condition, chosen)
        case _:
            assert_never(condition)


def _settle_parts(condition: Every | Some, chosen: Mapping[str, int]) -> Condition:
    idle, final = (ALWAYS, NEVER) if isinstance(condition, Every) else (NEVER, ALWAYS)
    parts = tuple(settle(part, chosen) for part in condition.conditions)
    if parts == condition.conditions:
        return condition
    if final in parts:
        return final
    left = tuple(part for part in parts if part != idle)
    return left[0] if len(left) == 1 else type(condition)(left)


@dataclass(frozen=True, slots=True)
class _Reader:
    facts: Mapping[str, Fact]
    terms: Mapping[str, Condition]

    def condition(self, node: ast.expr, depth: int = 0) -> Condition:
        if depth > DEEPEST:
            raise _refused(node, f"an expression nests at most {DEEPEST} deep")
        match node:
            case ast.BoolOp(op=ast.And()):
                return Every(tuple(self.condition(part, depth + 1) for part in node.values))
            case ast.BoolOp(op=ast.Or()):
                return Some(tuple(self.condition(part, depth + 1) for part in node.values))
            case ast.UnaryOp(op=ast.Not()):
                return Not(self.condition(node.operand, depth + 1))
            case ast.Compare(ops=[operator], left=ast.Name(), comparators=[right]):
                return self._comparison(node, operator, right)
            case ast.Name() if node.id in self.terms:
                return self.terms[node.id]
            case ast.Name():
                return self._bare(node)
        raise _refused(node, "only and, or, not, ==, !=, in, facts, values and terms are allowed")

    def _bare(self, node: ast.Name) -> Condition:
        fact = self._fact(node)
        match fact.form:
            case Form.BOOLEAN:
                return Is(fact.name, frozenset({1}))
            case Form.SEVERAL:
                return Is(fact.name, frozenset(range(1, fact.size)))
            case Form.CHOICE | Form.DATE:
                raise _refused(node, f"{fact.name} must be compared with one of its values")
            case _:
                assert_never(fact.form)

    def _comparison(self, node: ast.Compare, operator: ast.cmpop, right: ast.expr) -> Condition:
        left = node.left
        match operator, right:
            case ((ast.Eq() | ast.NotEq()), _):
                found: Condition = self._among(left, [right])
            case ((ast.In() | ast.NotIn()), ast.Tuple()):
                found = self._among(left, right.elts)
            case ((ast.In() | ast.NotIn()), ast.Name()):
                found = self._member(left, right)
            case _:
                raise _refused(node, "only ==, !=, in and not in compare")
        return Not(found) if isinstance(operator, ast.NotEq | ast.NotIn) else found

    def _among(self, left: ast.expr, values: list[ast.expr]) -> Is:
        fact = self._fact(left)
        if fact.form not in (Form.CHOICE, Form.DATE):
            raise _refused(left, f"{fact.name} is not a choice: name it alone, or with not")
        return Is(fact.name, frozenset(_code(fact, fact.terms, value) for value in values))

    def _member(self, left: ast.expr, right: ast.Name) -> Is:
        fact = self._fact(right)
        if fact.form is not Form.SEVERAL:
            raise _refused(right, f"{fact.name} has no members: compare it with ==")
        member = _code(fact, fact.values, left)
        return Is(fact.name, frozenset(code for code in range(fact.size) if code >> member & 1))

    def _fact(self, node: ast.expr) -> Fact:
        name = node.id if isinstance(node, ast.Name) else ast.unparse(node)
        if name not in self.facts:
            raise _refused(node, f"{name} is neither a fact nor a term of this decision")
        return self.facts[name]


def _code(fact: Fact, values: tuple[str, ...], node: ast.expr) -> int:
    """The place of the value that a name, or a quoted word such as "for", stands for."""
    match node:
        case ast.Name(id=str() as word) | ast.Constant(value=str() as word) if word in values:
            return values.index(word)
    allowed = ", ".join(values)
    raise _refused(node, f"{ast.unparse(node)} is no value of {fact.name}; allowed are {allowed}")


def _refused(node: ast.expr, fault: str) -> ExpressionRefused:
    return ExpressionRefused(node.col_offset + 1, fault)
