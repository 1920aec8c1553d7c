"""A log's side: take a checkpoint to a witness, prove what it asks, and check what comes back."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Final, Self
from urllib.parse import urlsplit

from bluelamp.ledger.cosignatures import Cosignature, WitnessKey, cosignatures
from bluelamp.ledger.errors import LedgerError, NotAKey
from bluelamp.ledger.proofs import Proof
from bluelamp.witness import calling
from bluelamp.witness.calling import Answer
from bluelamp.witness.errors import NotAWitness
from bluelamp.witness.submission import Submission

Prove = Callable[[int, int], Proof]
"""The consistency proof from a size to a later one."""

_ROUNDS: Final = 3
_AHEAD_OF_US: Final = timedelta(minutes=10)  # how far a witness's clock may differ
_SIZE: Final = re.compile(rb"(0|[1-9][0-9]{0,18})\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Somebody who watches this record: what they are called here, their address and their key."""

    name: str
    url: str
    key: WitnessKey

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `name|url|key`. Raises NotAWitness, saying what is wrong."""
        try:
            name, url, key = (part.strip() for part in text.split("|"))
            parts = urlsplit(url)
            if not name or parts.scheme not in {"http", "https"} or not parts.hostname:
                raise NotAWitness(f"{text!r} names no witness: its address must be http or https.")
            return cls(name=name, url=url.rstrip("/"), key=WitnessKey.parse(key))
        except (ValueError, NotAKey) as fault:
            raise NotAWitness(
                f"{text!r} names no witness; it reads name|address|key. {fault}"
            ) from None


class Said(StrEnum):
    """What came of asking a witness."""

    COSIGNED = "cosigned"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    AHEAD = "ahead"
    FORKED = "forked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A witness's answer about a checkpoint: in a sentence, with the size it has seen where it says it.

    AHEAD: it has seen a larger record. FORKED: what it has seen is no beginning of this one. Of a
    cosignature the line for the note, and who and when.
    """

    said: Said
    words: str
    size: int | None = None
    line: str = ""
    cosignature: Cosignature | None = None


def ask(
    witness: Witness, note: str, *, size: int, seen: int, prove: Prove, at: datetime
) -> Statement:
    """Ask the witness to cosign this note, of a checkpoint of this size, last seen by it at `seen`.

    Where it has seen another size it says so, and is asked again with the proof from there.
    """
    for _ in range(_ROUNDS):
        old = min(seen, size)
        proof = prove(old, size) if 0 < old < size else ()
        body = Submission(old=old, proof=proof, note=note).text().encode()
        try:
            answer = calling.post(
                f"{witness.url}/add-checkpoint", body, media_type="text/plain; charset=utf-8"
            )
        except calling.Unreachable as fault:
            return Statement(said=Said.UNREACHABLE, words=str(fault))
        stated = _size(answer)
        if answer.status == HTTPStatus.OK:
            return _cosigned(witness, note, answer, size=size, at=at)
        if stated is None or stated > size or stated == old:
            return _refusal(answer, stated, old=old, size=size)
        seen = stated
    return Statement(said=Said.REFUSED, words="It gave another size each time that it was asked.")


def _size(answer: Answer) -> int | None:
    match = _SIZE.fullmatch(answer.content)
    is_size = answer.status == HTTPStatus.CONFLICT and answer.media_type == "text/x.tlog.size"
    return int(match[1]) if match and is_size else None


def _refusal(answer: Answer, stated: int | None, *, old: int, size: int) -> Statement:
    if stated is not None and stated > size:
        words = f"It has seen {stated} entries, more than this record has signed."
        return Statement(said=Said.AHEAD, words=words, size=stated)
    if stated == size:
        words = f"At {size} entries it has seen another root than this record's."
        return Statement(said=Said.FORKED, words=words, size=stated)
    if answer.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        words = f"The {old} entries that it has seen are not the first {old} of this record."
        return Statement(said=Said.FORKED, words=words, size=old)
    told = " ".join(answer.content[:300].decode(errors="replace").split())
    return Statement(said=Said.REFUSED, words=f"It answered {answer.status}: {told or 'no words'}")


def _cosigned(witness: Witness, note: str, answer: Answer, *, size: int, at: datetime) -> Statement:
    found = _own_line(answer.content.decode(errors="replace"), note, [witness.key])
    if found is None:
        words = "It answered, but with no cosignature by the key that it is known by."
        return Statement(said=Said.REFUSED, words=words)
    line, cosignature = found
    if abs(cosignature.at - at) > _AHEAD_OF_US:
        words = f"Its cosignature says {cosignature.at:%d %B %Y, %H:%M} (UTC): its clock, or this one, is wrong."
        return Statement(said=Said.REFUSED, words=words)
    words = f"It has cosigned {size} entries."
    return Statement(said=Said.COSIGNED, words=words, size=size, line=line, cosignature=cosignature)


def _own_line(
    answered: str, note: str, keys: Sequence[WitnessKey]
) -> tuple[str, Cosignature] | None:
    """The line that cosigns the note by the key, among whatever others there are."""
    for line in answered.splitlines(keepends=True):
        with suppress(LedgerError):
            if found := cosignatures(note + line, keys):
                return line, found[0]
    return None
