"""What a check of a whole pack found, decision by decision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import prod
from pathlib import Path

from bluelamp.policy.layers import extended
from bluelamp.policy.loading import load, packs_root
from bluelamp.policy.pack import Decision, Pack
from bluelamp.policy.proofs.checks import Finding, Place, check, undecided
from bluelamp.policy.proofs.properties import Property, check_property, fits, read_properties
from bluelamp.policy.proofs.rehearsal import Scenario, rehearse, written
from bluelamp.policy.proofs.scenarios import Scenarios, generate
from bluelamp.policy.proofs.theory import Theory
from bluelamp.policy.settling import in_force


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


def prove_pack(pack: Pack, folder: Path) -> dict[Decision, tuple[Theory, list[Finding]]]:
    """For each decision of each span, what is proved of it and every finding, each with its place.

    Raises:
        PackRefused: the pack's properties cannot be read.
    """
    properties = _properties(pack, folder)
    proved: dict[Decision, tuple[Theory, list[Finding]]] = {}
    for decision in (each for spans in pack.spans.values() for each in spans):
        theory = Theory(decision.chart)
        found = [*check(decision.id, theory), *_under_other_readings(decision)]
        findings = [_placed(finding, decision) for finding in found]
        for stated, place in properties:
            if stated.decision == decision.id:
                breach = check_property(stated, place, theory)
                findings += [breach] if breach else []
        proved[decision] = (theory, findings)
    return proved


def check_pack(pack: Pack, folder: Path, as_of: date | None = None) -> Iterator[Checked]:
    """Every decision proved, then rehearsed by the scenarios that its rules write.

    Args:
        pack: the pack.
        folder: where its files lie.
        as_of: the day whose decisions are checked; without it each is, on its first day in force.

    Raises:
        NotInForce: the pack is not in force on that day.
        PackRefused: the pack's properties cannot be read.
    """
    tried = [stated.decision for stated, _ in _properties(pack, folder)]
    for decision, (theory, findings) in prove_pack(pack, folder).items():
        if as_of is not None and decision is not in_force(pack, decision.id, as_of):
            continue
        scenarios = generate(theory)
        cases = list(written(decision.id, theory, scenarios, as_of or decision.day))
        yield Checked(
            decision=decision,
            theory=theory,
            findings=[*findings, *rehearse(pack, iter(cases))],
            properties=tried.count(decision.id),
            scenarios=scenarios,
            written=cases,
        )


def _properties(pack: Pack, folder: Path) -> list[tuple[Property, Place]]:
    """What the pack states, and what those state that it extends, as far as it has the facts named."""
    own = read_properties(folder, pack)
    if pack.extends is None:
        return own
    base = extended(folder, pack.extends, packs_root())
    taken_over = _properties(load(base), base)
    return [*own, *((one, place) for one, place in taken_over if fits(one, pack))]


def _under_other_readings(decision: Decision) -> Iterator[Finding]:
    """Gaps and conflicts under any combination of readings, which are facts here."""
    if decision.draft.options:
        for finding in undecided(decision.id, Theory(decision.open_chart)):
            yield replace(finding, says=f"under some reading, {finding.says}")


def _placed(finding: Finding, decision: Decision) -> Finding:
    block = decision.draft.places.get(finding.clause, decision.draft.head)
    return replace(finding, place=Place(block.file, block.line_of("id")))
