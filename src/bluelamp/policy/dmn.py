"""A decision as a DMN 1.3 table, for programs that read the standard (OMG formal/21-01-01).

FEEL decides on complete facts alone: a fact that is null fails to match and the table goes on to a
later row. A reader of the export must ask for every fact first; the file says so.
"""

from itertools import count
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bluelamp.policy.facts import Fact, Form, Period
from bluelamp.policy.pack import Decision, Pack
from bluelamp.policy.tables import Codes, Row, columns, rows

MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/"
NAMESPACE = "urn:bluelamp:policy"
CAUTION = (
    "For complete facts only. Where a fact is not known, DMN goes on as if the rows about it did not"
    " apply, and may answer release for a case that an unknown fact forbids. Advises; a person decides."
)
TYPES = {Form.BOOLEAN: "boolean", Form.CHOICE: "string", Form.SEVERAL: "Any", Form.DATE: "date"}


def to_dmn(pack: Pack, decision: Decision) -> bytes:
    """The decision's table as a DMN 1.3 document; a date is given as itself, with the day as `as_of`."""
    table = list(rows(decision.chart))
    asked = columns(decision.chart, table)
    root = Element(
        "definitions",
        {
            "xmlns": MODEL,
            "id": _id(pack.id),
            "name": f"{pack.title}, version {pack.version}",
            "namespace": f"{NAMESPACE}:{pack.id}:{pack.version}",
            "exporter": "Bluelamp",
        },
    )
    _text(root, "description", f"{CAUTION} Pack {pack.digest}.")
    made = Element("decision", {"id": _id(decision.id), "name": decision.title})
    SubElement(made, "variable", {"id": "verdict", "name": decision.title, "typeRef": "Any"})
    _inputs(root, made, asked)
    root.append(made)
    _table(made, asked, table)
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _inputs(root: Element, made: Element, asked: tuple[Fact, ...]) -> None:
    """The facts as input data, and the day of the decision where a date is among them."""
    named = [(fact.name, TYPES[fact.form]) for fact in asked]
    if any(fact.form is Form.DATE for fact in asked):
        named.append(("as_of", "date"))
    for name, type_ in named:
        given = SubElement(root, "inputData", {"id": f"input_{name}", "name": name})
        SubElement(given, "variable", {"id": f"variable_{name}", "name": name, "typeRef": type_})
        needed = SubElement(made, "informationRequirement", {"id": f"requires_{name}"})
        SubElement(needed, "requiredInput", {"href": f"#input_{name}"})


def _table(made: Element, asked: tuple[Fact, ...], table: list[Row]) -> None:
    drawn = SubElement(made, "decisionTable", {"id": "table", "hitPolicy": "FIRST"})
    for fact in asked:
        column = SubElement(drawn, "input", {"id": f"column_{fact.name}", "label": fact.question})
        type_ = "string" if fact.form is Form.DATE else TYPES[fact.form]
        asks = SubElement(
            column, "inputExpression", {"id": f"expression_{fact.name}", "typeRef": type_}
        )
        _text(asks, "text", _expression(fact))
    for name in ("outcome", "default", "clause"):
        SubElement(drawn, "output", {"id": f"output_{name}", "name": name, "typeRef": "string"})
    numbers = count(1)
    for row in table:
        _row(drawn, asked, row, next(numbers))


def _row(drawn: Element, asked: tuple[Fact, ...], row: Row, number: int) -> None:
    rule = SubElement(drawn, "rule", {"id": f"rule_{number}"})
    lines = f" (lines {', '.join(map(str, row.clause.lines))})" if row.clause.lines else ""
    _text(rule, "description", f"{row.clause.clause}{lines}: {row.clause.says}")
    for fact in asked:
        entry = SubElement(rule, "inputEntry", {"id": f"rule_{number}_{fact.name}"})
        codes = row.match.get(fact.name)
        _text(entry, "text", "-" if codes is None else _test(fact, codes))
    for name, value in (
        ("outcome", row.verdict.outcome),
        ("default", row.verdict.default),
        ("clause", row.clause.clause),
    ):
        entry = SubElement(rule, "outputEntry", {"id": f"rule_{number}_{name}"})
        _text(entry, "text", "null" if value is None else f'"{value}"')


def _expression(fact: Fact) -> str:
    """What the column looks at: the fact itself, or the period that a date lies in."""
    if fact.form is not Form.DATE:
        return fact.name
    lapsed = ""
    if Period.LAPSED in fact.terms:
        length = f"P{fact.months}M" if fact.days is None else f"P{fact.days}D"
        limit = f'{fact.name} + duration("{length}")'
        lapsed = f'else if as_of > {limit} then "{Period.LAPSED}" '
    return (
        f'if {fact.name} = null then "{Period.NONE}" else if as_of < {fact.name} then'
        f' "{Period.AHEAD}" {lapsed}else "{Period.REACHED}"'
    )


def _test(fact: Fact, codes: Codes) -> str:
    """Unary tests for some codes of a fact."""
    match fact.form:
        case Form.BOOLEAN:
            return ", ".join("true" if code else "false" for code in sorted(codes))
        case Form.SEVERAL:
            return _members(fact, codes)
        case _:
            return ", ".join(f'"{fact.terms[code]}"' for code in sorted(codes))


def _members(fact: Fact, codes: Codes) -> str:
    if codes == frozenset({0}):
        return "count(?) = 0"
    if codes == frozenset(range(1, fact.size)):
        return "count(?) > 0"
    return " or ".join(f"({_combination(fact, code)})" for code in sorted(codes))


def _combination(fact: Fact, code: int) -> str:
    tests = [
        f'list contains(?, "{value}")' if code >> place & 1 else f'not(list contains(?, "{value}"))'
        for place, value in enumerate(fact.values)
    ]
    return " and ".join(tests)


def _text(parent: Element, tag: str, words: str) -> None:
    SubElement(parent, tag).text = words


def _id(name: str) -> str:
    return f"_{name}"
