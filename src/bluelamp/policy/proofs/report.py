"""What a check of a whole pack found, decision by decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import prod
from pathlib import Path

from bluelamp.policy.literate import blocks
from bluelamp.policy.pack import Decision, Pack
from bluelamp.policy.proofs.checks import Finding, Place, check
from bluelamp.policy.proofs.properties import check_property, read_properties
from bluelamp.policy.proofs.rehearsal import Scenario, rehearse, written
from bluelamp.policy.proofs.scenarios import Scenarios, generate
from bluelamp.policy.proofs.theory import Theory


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One decision: what was found, how many properties were tried, and the scenarios it wrote."""

    decision: Decision
    theory: Theory
    findings: Sequence[Finding]
    properties: int
    scenarios: Scenarios
    written: Sequence[Scenario]

    @property
    def cases(self) -> int:
        """Of how many complete cases the proofs speak."""
        return prod(self.theory.diagram.sizes)

    @property
    def is_sound(self) -> bool:
        """Whether no fault was found."""
        return not any(finding.is_fault for finding in self.findings)


def prove_pack(pack: Pack, folder: Path) -> dict[str, tuple[Theory, list[Finding]]]:
    """For each decision, what is proved of it and every finding, each with its place.

    Raises:
        PackRefused: the pack's properties cannot be read.
    """
    where = _places(folder)
    proved: dict[str, tuple[Theory, list[Finding]]] = {}
    for name, decision in pack.decisions.items():
        theory = Theory(decision.chart)
        proved[name] = (theory, [_placed(finding, where) for finding in check(name, theory)])
    for stated, place in read_properties(folder, pack):
        theory, findings = proved[stated.decision]
        breach = check_property(stated, place, theory)
        findings += [breach] if breach else []
    return proved


def check_pack(pack: Pack, folder: Path, as_of: date) -> Iterator[Checked]:
    """Every decision proved, then rehearsed on a day by the scenarios that its rules write."""
    proved = prove_pack(pack, folder)
    tried = [stated.decision for stated, _ in read_properties(folder, pack)]
    for name, (theory, findings) in proved.items():
        scenarios = generate(theory)
        cases = list(written(name, theory, scenarios, as_of))
        yield Checked(
            decision=pack.decisions[name],
            theory=theory,
            findings=[*findings, *rehearse(pack, iter(cases))],
            properties=tried.count(name),
            scenarios=scenarios,
            written=cases,
        )


def _placed(finding: Finding, where: Mapping[tuple[str, str], Place]) -> Finding:
    decision = where.get((finding.decision, ""))
    return replace(finding, place=where.get((finding.decision, finding.clause), decision))


def _places(folder: Path) -> dict[tuple[str, str], Place]:
    """Where each decision (with "" for its clause) and each of its clauses stands."""
    found: dict[tuple[str, str], Place] = {}
    for file in sorted(folder.glob("*.md")):
        decision = ""
        for block in blocks(file):
            if block.kind == "decision":
                decision = str(block.read(dict[str, object])["id"])
                found[decision, ""] = Place(file, block.line)
            elif block.kind == "clause":
                clause = str(block.read(dict[str, object])["id"])
                found[decision, clause] = Place(file, block.line)
    return found
