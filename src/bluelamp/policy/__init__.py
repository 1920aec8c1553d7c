"""The policy: a force's packs of clauses in, advice on one case out; pure, without clock or network."""

from bluelamp.policy.advice import Advice
from bluelamp.policy.case import State
from bluelamp.policy.clauses import Clause, Outcome, Reading, Setting
from bluelamp.policy.deciding import decide, possible_outcomes
from bluelamp.policy.errors import (
    FactsRefused,
    NoSuchDecision,
    NoSuchPack,
    NoSuchReading,
    NotInForce,
    PackRefused,
    PolicyError,
    SettingNotMade,
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
    "NoSuchReading",
    "NotInForce",
    "Outcome",
    "Pack",
    "PackRefused",
    "PolicyError",
    "Reading",
    "Setting",
    "SettingNotMade",
    "State",
    "decide",
    "digest",
    "load",
    "packs",
    "packs_root",
    "possible_outcomes",
]
