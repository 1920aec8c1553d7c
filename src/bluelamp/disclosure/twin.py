"""What a pack says, as a machine reads it: the one source of the document and of the schedules.

Times are ISO 8601 with their zone, and `when` the same in London's words. Its JSON Schema goes with it.
"""

from typing import Any, Final

import msgspec

FORMAT: Final = "bluelamp-disclosure/1"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what a pack says."""


class CaseTold(Told, frozen=True, kw_only=True):
    """The case that the pack is of."""

    reference: str
    route: str
    about: str
    person: str
    court: str
    case_number: str
    offence: str
    unit: str
    officer: str
    state: str
    opened: str
    force: str


class PackTold(Told, frozen=True, kw_only=True):
    """Which version of the pack this is, who asked for it and when, and the last entry that it tells of."""

    number: int
    asked_by: str
    asked_at: str
    when: str
    upto: int


class Row(Told, frozen=True, kw_only=True):
    """One thing that an entry says: what it is called, and the words."""

    label: str
    text: str


class EntryTold(Told, frozen=True, kw_only=True):
    """An entry of the record; withheld or erased it says only its number, kind and time.

    `body` is what was recorded, member by member; `item` its number on the schedule.
    """

    entry: int
    item: int
    kind: str
    section: str
    at: str
    when: str
    title: str
    by: str
    summary: str
    rows: tuple[Row, ...]
    body: Any
    withheld: bool
    erased: bool


class FactTold(Told, frozen=True, kw_only=True):
    """A fact as it was stated: question, answer, by whose word, on what evidence and why, and in which entry."""

    name: str
    question: str
    answer: str
    said_by: str
    evidence: str
    reason: str
    when: str
    entry: int


class ClauseTold(Told, frozen=True, kw_only=True):
    """A clause of the policy that an advice rests on, the lines of the policy where it stands, and the facts it used."""

    clause: str
    lines: str
    says: str
    facts: tuple[Row, ...]


class AdviceTold(Told, frozen=True, kw_only=True):
    """Advice as it was given, with its clauses and the version of the policy."""

    entry: int
    when: str
    outcome: str
    as_of: str
    policy: str
    because: tuple[ClauseTold, ...]
    warnings: tuple[ClauseTold, ...]
    missing: tuple[str, ...]


class PlacementTold(Told, frozen=True, kw_only=True):
    """When an edition appeared on a channel, and when it was gone."""

    channel: str
    placed: str
    removed: str


class RecipientTold(Told, frozen=True, kw_only=True):
    """Somebody who was written to about an edition, asked for it or took it, and what they answered."""

    name: str
    email: str
    answered: str


class EditionTold(Told, frozen=True, kw_only=True):
    """A published edition: its words, its file in the pack with its sha256, channels and recipients."""

    number: int
    item: int
    headline: str
    text: str
    alt_text: str
    credit: str
    conditions: str
    file: str
    media_type: str
    sha256: str
    published: str
    withdrawn: str
    tombstone: str
    placements: tuple[PlacementTold, ...]
    recipients: tuple[RecipientTold, ...]
    withheld: bool
    recipients_withheld: bool


class PaperTold(Told, frozen=True, kw_only=True):
    """A letter or an enquiry that the case keeps, in its own words."""

    item: int
    title: str
    description: str
    when: str
    words: str


class DecisionTold(Told, frozen=True, kw_only=True):
    """A numbered line of the case's decision log: when it was decided and when it was entered."""

    number: int
    entry: int
    decided: str
    entered: str
    title: str
    by: str
    rows: tuple[Row, ...]
    late: bool
    corrects: str
    withheld: bool


class ScheduleLine(Told, frozen=True, kw_only=True):
    """An item on a schedule; `held` is what the pack holds of it, `why` the reason for withholding it."""

    number: int
    description: str
    made: str
    location: str
    held: str
    marks: str
    why: str


class ProofTold(Told, frozen=True, kw_only=True):
    """How the record is proved: its name and key, and who besides the force vouches for it."""

    origin: str
    key: str
    proved: tuple[str, ...]
    not_proved: tuple[str, ...]


class Twin(Told, frozen=True, kw_only=True):
    """Everything that a pack says."""

    format: str
    case: CaseTold
    pack: PackTold
    entries: tuple[EntryTold, ...]
    facts: tuple[FactTold, ...]
    advice: tuple[AdviceTold, ...]
    editions: tuple[EditionTold, ...]
    papers: tuple[PaperTold, ...]
    decision_log: tuple[DecisionTold, ...]
    schedule: tuple[ScheduleLine, ...]
    sensitive_schedule: tuple[ScheduleLine, ...] | None
    proof: ProofTold


def encoded(twin: Twin) -> bytes:
    """The twin as JSON, indented, in the order of its members: equal twins are equal bytes."""
    return msgspec.json.format(msgspec.json.encode(twin), indent=2) + b"\n"


def schema() -> bytes:
    """The JSON Schema (2020-12) of the twin."""
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **msgspec.json.schema(Twin),
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=2) + b"\n"
