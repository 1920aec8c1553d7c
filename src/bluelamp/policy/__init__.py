"""The policy: a force's packs of clauses in, advice on one case out; pure, without clock or network."""

from bluelamp.policy.advice import Advice
from bluelamp.policy.clauses import Clause, Outcome
from bluelamp.policy.deciding import decide, possible_outcomes
from bluelamp.policy.errors import (
    FactsRefused,
    NoSuchDecision,
    NoSuchPack,
    PackRefused,
    PolicyError,
)
from bluelamp.policy.facts import Fact, Form, Kind
from bluelamp.policy.loading import digest, load, packs, packs_root
from bluelamp.policy.pack import Decision, Pack

__all__ = [
    "Advice",
    "Clause",
    "Decision",
    "Fact",
    "FactsRefused",
    "Form",
    "Kind",
    "NoSuchDecision",
    "NoSuchPack",
    "Outcome",
    "Pack",
    "PackRefused",
    "PolicyError",
    "decide",
    "digest",
    "load",
    "packs",
    "packs_root",
    "possible_outcomes",
]
