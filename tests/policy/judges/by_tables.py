"""Engines that decide complete cases: zen-engine, regorus, cedarpy, each by its own language.

All are given the decision as rows, the first that matches deciding. None of them knows of facts that
are not known; what they say of such cases is what the benchmark is about.
"""

import json
from collections.abc import Sequence
from typing import Any, Protocol

import cedarpy
import regorus
import zen
from tests.policy.judges.plain import Answer, Case

from bluelamp.policy import Decision, Fact, Form, Outcome
from bluelamp.policy.proofs.cases import value_of
from bluelamp.policy.tables import Codes, Row, columns, rows


class Engine(Protocol):
    def decide(self, case: Case) -> Answer | None: ...


class ZenEngine:
    """A decision table of GoRules zen, hit policy first."""

    def __init__(self, decision: Decision, *, trace: bool = False) -> None:
        table = list(rows(decision.chart))
        facts = columns(decision.chart, table)
        self.options: Any = {"trace": trace}
        content = zen.ZenDecisionContent(json.dumps(self._model(table, facts)))
        self.decision = zen.ZenEngine().create_decision(content)

    def decide(self, case: Case) -> Answer | None:
        result = self.decision.evaluate(case, self.options)["result"]
        return (result["outcome"], result["default"] or None) if result else None

    def _model(self, table: Sequence[Row], facts: Sequence[Fact]) -> dict[str, Any]:
        rules = [
            {
                "_id": f"row{number}",
                **{f.name: self._test(f, row.match.get(f.name)) for f in facts},
                "outcome": f'"{row.verdict.outcome}"',
                "default": f'"{row.verdict.default or ""}"',
            }
            for number, row in enumerate(table)
        ]
        content = {
            "hitPolicy": "first",
            "inputs": [{"id": f.name, "name": f.name, "field": f.name} for f in facts],
            "outputs": [{"id": n, "name": n, "field": n} for n in ("outcome", "default")],
            "rules": rules,
        }
        nodes = [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": content},
            {"id": "out", "name": "out", "type": "outputNode"},
        ]
        edges = [
            {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
        ]
        return {"nodes": nodes, "edges": edges}

    @staticmethod
    def _test(fact: Fact, codes: Codes | None) -> str:
        if codes is None:
            return ""
        if fact.form is Form.SEVERAL:
            return "len($) > 0" if 0 not in codes else "len($) == 0"
        return ", ".join(json.dumps(value_of(fact, code)) for code in sorted(codes))


class RegorusEngine:
    """A chain of Rego rules, `else` by `else`. Input goes in as JSON: as a dict, True becomes 1."""

    def __init__(self, decision: Decision) -> None:
        chain = [self._rule(decision, row) for row in rows(decision.chart)]
        self.policy = "package policy\n\nimport rego.v1\n\nverdict := " + "\nelse := ".join(chain)
        self.engine = regorus.Engine()
        self.engine.add_policy("policy.rego", self.policy)

    def decide(self, case: Case) -> Answer | None:
        self.engine.set_input_json(json.dumps(case))
        answer = self.engine.eval_rule("data.policy.verdict")
        return (answer[0], answer[1] or None) if isinstance(answer, list) else None

    @staticmethod
    def _rule(decision: Decision, row: Row) -> str:
        verdict = json.dumps([row.verdict.outcome, row.verdict.default or ""])
        tests = [_rego(decision.chart.facts[name], codes) for name, codes in row.match.items()]
        return f"{verdict} if {{ {'; '.join(tests) or 'true'} }}"


def _rego(fact: Fact, codes: Codes) -> str:
    if fact.form is Form.SEVERAL:
        return f"count(input.{fact.name}) {'> 0' if 0 not in codes else '== 0'}"
    values = [json.dumps(value_of(fact, code)) for code in sorted(codes)]
    return f"input.{fact.name} in {{{', '.join(values)}}}"


class CedarEngine:
    """Cedar policies: release is permitted unless a row of another outcome forbids it."""

    def __init__(self, decision: Decision) -> None:
        table = list(rows(decision.chart))
        self.source = "\n".join(self._policy(decision, row) for row in table)
        self.policies = cedarpy.PolicySet.from_str(self.source)
        self.entities = cedarpy.Entities.from_json_str("[]")

    def decide(self, case: Case) -> Answer | None:
        """Release or, for any other outcome, refuse: Cedar has no third answer."""
        request = {
            "principal": 'Person::"officer"',
            "action": 'Action::"release"',
            "resource": 'Image::"image"',
            "context": case,
        }
        result = cedarpy.is_authorized(request, self.policies, self.entities)
        return (Outcome.RELEASE, None) if result.allowed else (Outcome.REFUSE, None)

    @staticmethod
    def _policy(decision: Decision, row: Row) -> str:
        effect = "permit" if row.verdict.outcome is Outcome.RELEASE else "forbid"
        tests = [_cedar(decision.chart.facts[name], codes) for name, codes in row.match.items()]
        when = " && ".join(tests) or "true"
        return f"{effect}(principal, action, resource) when {{ {when} }};"


def _cedar(fact: Fact, codes: Codes) -> str:
    if fact.form is Form.SEVERAL:
        return f"{'!' if 0 not in codes else ''}(context.{fact.name}.isEmpty())"
    tests = [f"context.{fact.name} == {json.dumps(value_of(fact, code))}" for code in sorted(codes)]
    return f"({' || '.join(tests)})"
