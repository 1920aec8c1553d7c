"""What a pack's TOML blocks may say, key by key; an unknown key is refused."""

from datetime import date
from typing import Any

import msgspec

from bluelamp.policy.clauses import Outcome
from bluelamp.policy.facts import Form, Kind


class Block(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A block whose keys are all known."""


class SourceBlock(Block, frozen=True, kw_only=True):
    """Where the policy was published."""

    title: str
    reference: str
    lines: int


class ExtendsBlock(Block, frozen=True, kw_only=True):
    """The pack whose decisions (all, where none is named) a pack takes over and changes."""

    pack: str
    decisions: list[str] = []
    digest: str | None = None


class PackBlock(Block, frozen=True, kw_only=True):
    """`pack.toml`: the pack's name, version, days in force, source, and the readings that it sets."""

    id: str
    version: str
    title: str
    in_force_from: date
    in_force_until: date | None = None
    published_on: date | None = None
    source: SourceBlock
    extends: ExtendsBlock | None = None
    readings: dict[str, str] = {}
    law: str | None = None


class DecisionBlock(Block, frozen=True, kw_only=True):
    """A decision: its steps in order of precedence, and the bounds of its outcomes."""

    id: str
    title: str
    steps: list[str]
    only_if: dict[Outcome, str] = {}


class DatedBlock(Block, frozen=True, kw_only=True):
    """A block that counts from one day to another, both inside."""

    in_force_from: date | None = None
    in_force_until: date | None = None


class FactBlock(Block, frozen=True, kw_only=True):
    """One fact; its name is the table's key."""

    form: Form
    kind: Kind
    question: str
    asked_of: str
    help: str = ""
    values: list[str] = []
    phrases: dict[str, str] = {}
    months: int | None = None
    settled_by: str | None = None
    not_before: str | None = None
    otherwise: str | None = None


class ClauseBlock(DatedBlock, frozen=True, kw_only=True):
    """One rule; its words are the passage quoted above it."""

    id: str
    lines: list[int]
    step: str = ""
    outcome: Outcome | None = None
    default: Outcome | None = None
    when: str = ""
    until: str = ""
    requires: list[str] = []
    overrides: list[str] = []
    supports: list[Outcome] = []
    no_bar: bool = False
    readings: list[str] = []


class DutyBlock(DatedBlock, frozen=True, kw_only=True):
    """Who must do what by when, with which outcomes (all, where none is named)."""

    clause: str
    duty: str
    owner: str
    due: str
    due_on: str | None = None
    due_within: str | None = None
    on: list[Outcome] = []
    when: str = ""
    until: str = ""


class CautionBlock(DatedBlock, frozen=True, kw_only=True):
    """A warning; its words are the passage quoted above it."""

    clause: str
    lines: list[int] = []
    on: list[Outcome] = []
    when: str = ""


class ContradictionBlock(Block, frozen=True, kw_only=True):
    """Facts that cannot hold together, and the sentence that says so."""

    when: str
    says: str


class ReadingBlock(Block, frozen=True, kw_only=True):
    """What the source leaves unclear, and how the pack takes it."""

    id: str
    unclear: str
    takes: str
    name: str | None = None
    value: str = ""
    otherwise: dict[str, str] = {}
    days: dict[str, dict[str, int]] = {}


class SettingBlock(Block, frozen=True, kw_only=True):
    """What the policy leaves to the force, and with which outcomes and facts it matters."""

    id: str
    clause: str
    about: str
    on: list[Outcome] = []
    when: str = ""


class RetireBlock(Block, frozen=True, kw_only=True):
    """What a pack does not take over from the one that it extends, and why."""

    clauses: list[str] = []
    duties: list[str] = []
    warnings: list[str] = []
    facts: list[str] = []
    readings: list[str] = []
    because: str


class SetBlock(Block, frozen=True, kw_only=True):
    """What a pack sets otherwise than the one that it extends, key by key."""

    decision: dict[str, Any] = {}
    terms: dict[str, str] = {}
    facts: dict[str, dict[str, Any]] = {}
    clauses: dict[str, dict[str, Any]] = {}
    because: str
