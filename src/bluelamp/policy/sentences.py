"""Sentences: every one of the source bound to what the pack makes of it, by its digest and not its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bluelamp.policy.blocks import Block
from bluelamp.policy.pack import Pack
from bluelamp.policy.toml_text import read_file

FILE = "sentences.toml"
# A sentence ends with its stop, before a space and a capital or an opening quotation mark.
_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z“])")


class Binding(Block, frozen=True, kw_only=True):
    """One sentence and what it is: clauses, duties, warnings, a definition, or no rule and why."""

    line: int
    sentence: int
    sha256: str
    clauses: list[str] = []
    duties: list[str] = []
    warnings: list[str] = []
    defines: str = ""
    no_rule: str = ""

    @property
    def place(self) -> str:
        """Where the sentence stands, as the source's line and its number there."""
        return f"line {self.line}, sentence {self.sentence}"


class Sentences(Block, frozen=True, kw_only=True):
    """`sentences.toml`: how many there are on how many lines, and each of them."""

    lines: int
    count: int
    sentence: list[Binding]


@dataclass(frozen=True, slots=True)
class Said:
    """What a pack states, by clause and line of the source; duties have none."""

    clauses: frozenset[tuple[str, int]]
    warnings: frozenset[tuple[str, int]]
    duties: frozenset[str]


def read_sentences(folder: Path) -> Sentences | None:
    """The bindings in a pack's folder, or None where it has none.

    Raises:
        PackRefused: the file is broken.
    """
    file = folder / FILE
    if not file.is_file():
        return None
    return read_file(file, Sentences)


def unbound(pack: Pack, sentences: Sentences) -> Iterator[str]:
    """What is not accounted for: a sentence without a binding, or bound to what the pack has not."""
    said = _said(pack)
    yield from _numbering(pack, sentences)
    for each in sentences.sentence:
        named = (each.clauses, each.duties, each.warnings, each.defines, each.no_rule)
        if not any(named):
            yield f"{each.place}: bound to nothing, and no reason is given"
        yield from _missing(each, said)
    bound = {(name, each.line) for each in sentences.sentence for name in each.clauses}
    for name, line in sorted(said.clauses - bound):
        yield f"{name}: cites line {line}, of which no sentence is bound to it"


def differences(text: str, sentences: Sentences) -> Iterator[str]:
    """Where a source's sentences are others than those that are bound."""
    found = {(line, number): digest for line, number, digest in digests(text)}
    bound = {(each.line, each.sentence): each.sha256 for each in sentences.sentence}
    for place in sorted(found.keys() | bound.keys()):
        if found.get(place) != bound.get(place):
            fault = "is not bound" if place not in bound else "differs from what was bound"
            fault = fault if place in found else "is gone"
            yield f"line {place[0]}, sentence {place[1]}: {fault}"


def digests(text: str) -> Iterator[tuple[int, int, str]]:
    """Each sentence's line, its number there and its SHA-256, with runs of space as one."""
    for line, words in enumerate(text.splitlines(), start=1):
        for number, sentence in enumerate(_END.split(" ".join(words.split())), start=1):
            yield line, number, sha256(sentence.encode()).hexdigest()


def _numbering(pack: Pack, sentences: Sentences) -> Iterator[str]:
    """Lines and sentences count on from one without a gap, to the numbers stated."""
    if sentences.lines != pack.source.lines:
        yield f"lines: {sentences.lines} are counted, and the source has {pack.source.lines}"
    if sentences.count != len(sentences.sentence):
        yield f"count: {sentences.count} are stated, and {len(sentences.sentence)} are bound"
    by_line: dict[int, list[int]] = {line: [] for line in range(1, sentences.lines + 1)}
    for each in sentences.sentence:
        by_line.setdefault(each.line, []).append(each.sentence)
    for line, numbers in by_line.items():
        if numbers != list(range(1, len(numbers) + 1)) or not numbers or line > sentences.lines:
            yield f"line {line}: its sentences are numbered {numbers}"


def _missing(each: Binding, said: Said) -> Iterator[str]:
    for name in each.clauses:
        if (name, each.line) not in said.clauses:
            yield f"{each.place}: no clause {name} cites the line"
    for name in each.warnings:
        if (name, each.line) not in said.warnings:
            yield f"{each.place}: no warning {name} cites the line"
    for name in each.duties:
        if name not in said.duties:
            yield f"{each.place}: there is no duty {name}"


def _said(pack: Pack) -> Said:
    decisions = [d for spans in pack.spans.values() for d in spans]
    return Said(
        frozenset((c.clause, line) for d in decisions for c in d.clauses for line in c.lines),
        frozenset((w.clause, line) for d in decisions for w in d.cautions for line in w.lines),
        frozenset(duty.clause for d in decisions for duty in d.duties),
    )
