"""The law around the policy: what it says, how far that is confirmed, and what it adds to an advice.

It warns and asks; it never changes what the policy comes to.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from bluelamp.policy.blocks import Block as TomlBlock
from bluelamp.policy.clauses import Caution, Check, Outcome
from bluelamp.policy.errors import NoSuchPack
from bluelamp.policy.expression import Condition
from bluelamp.policy.literate import Block, blocks
from bluelamp.policy.toml_text import read_file

Reader = Callable[[Block, str, str], Condition]


class Confidence(StrEnum):
    """How far an entry has been confirmed."""

    READ = "read"
    SUMMARY = "summary"
    KNOWLEDGE = "knowledge"


class LawBlock(TomlBlock, frozen=True, kw_only=True):
    """`law.toml`: the catalogue's name, its version, and the day on which the law stood so."""

    id: str
    version: str
    title: str
    as_it_stood_on: date


class CallBlock(TomlBlock, frozen=True, kw_only=True):
    """For which decisions, outcomes and facts an entry is called upon; `asks` makes it a check."""

    decisions: list[str]
    when: str = ""
    on: list[Outcome] = []
    asks: str = ""


class EntryBlock(TomlBlock, frozen=True, kw_only=True):
    """One provision; its words are the passage quoted above it."""

    id: str
    law: str
    confidence: Confidence
    protects: str = ""
    arises: str = ""
    ends: str = ""
    warns: list[CallBlock] = []
    checks: list[CallBlock] = []


@dataclass(frozen=True, slots=True)
class Entry:
    """A provision as stated, and where."""

    stated: EntryBlock
    says: str
    block: Block

    @property
    def topic(self) -> str:
        """The heading that it stands under."""
        return self.block.section


@dataclass(frozen=True, slots=True)
class Law:
    """The catalogue: its head, its entries by id in order, and the digest of its files (SHA-256)."""

    head: LawBlock
    entries: Mapping[str, Entry]
    digest: str


@lru_cache(maxsize=8)
def read_law(folder: Path) -> Law:
    """The catalogue in a folder.

    Raises:
        NoSuchPack: the folder has no `law.toml`.
        PackRefused: it is broken, or an id is stated twice.
    """
    file = folder / "law.toml"
    if not file.is_file():
        raise NoSuchPack(f"law: {folder} has no law.toml")
    head = read_file(file, LawBlock)
    entries: dict[str, Entry] = {}
    whole = hashlib.sha256(file.read_bytes())
    for page in sorted(folder.glob("*.md")):
        whole.update(page.name.encode() + b"\0" + hashlib.sha256(page.read_bytes()).digest())
        for block in blocks(page):
            entry = _entry(block)
            if entry.stated.id in entries:
                raise block.refused(f"{entry.stated.id} is stated twice", "id")
            entries[entry.stated.id] = entry
    return Law(head, entries, f"sha256:{whole.hexdigest()}")


def _entry(block: Block) -> Entry:
    if block.kind != "entry":
        raise block.refused(f"unknown kind of block {block.kind!r}; allowed: entry")
    if not block.passage:
        raise block.refused("no quoted passage stands above this block under its heading")
    stated = block.read(EntryBlock)
    if any(call.asks for call in stated.warns) or not all(call.asks for call in stated.checks):
        raise block.refused("a check asks something and a warning does not", "id")
    return Entry(stated, block.passage, block)


def law_warnings(law: Law | None, decision: str, read: Reader) -> Iterator[Caution]:
    """The warnings that the law adds to a decision; `read` turns a call's words into a condition."""
    for entry, call in _calls(law, decision):
        if not call.asks:
            yield Caution(
                clause=entry.stated.id,
                lines=(),
                says=entry.says,
                law=entry.stated.law,
                confidence=entry.stated.confidence,
                on=frozenset(call.on or Outcome),
                when=read(entry.block, call.when, "when"),
            )


def law_checks(law: Law | None, decision: str, read: Reader) -> Iterator[Check]:
    """The questions that the law adds to a decision."""
    for entry, call in _calls(law, decision):
        if call.asks:
            yield Check(
                entry=entry.stated.id,
                asks=call.asks,
                law=entry.stated.law,
                confidence=entry.stated.confidence,
                on=frozenset(call.on or Outcome),
                when=read(entry.block, call.when, "when"),
            )


def _calls(law: Law | None, decision: str) -> Iterator[tuple[Entry, CallBlock]]:
    for entry in law.entries.values() if law else ():
        for call in (*entry.stated.warns, *entry.stated.checks):
            if decision in call.decisions:
                yield entry, call
