"""Who is searched for, and the places in which something about them is held."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Final
from unicodedata import combining, normalize

_HASH: Final = re.compile("[0-9a-f]{8,64}", re.IGNORECASE)
_APART: Final = re.compile(r"[\s\-‐-–]+")
_APOSTROPHE: Final = re.compile("['’ʼ‘`]")
_PLAIN: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE"}
)


class PlaceKind(StrEnum):
    """What sort of place it is."""

    CASE = "case"
    REGISTER = "register"
    ORIGINAL = "original"
    RENDITION = "rendition"
    EVIDENCE = "evidence"
    PRIVILEGED = "privileged"
    EDITION = "edition"
    RECIPIENT = "recipient"
    LETTER = "letter"
    ENQUIRY = "enquiry"
    MESSAGE = "message"
    ENTRY = "entry"
    PACK = "pack"
    REQUEST = "request"
    MENTION = "mention"

    @property
    def words(self) -> str:
        """The sort of place in words."""
        return _WORDS[self]


_WORDS: Final = {
    PlaceKind.CASE: "Case",
    PlaceKind.REGISTER: "Kept with the case",
    PlaceKind.ORIGINAL: "Original",
    PlaceKind.RENDITION: "Obscured picture",
    PlaceKind.EVIDENCE: "Evidence attached",
    PlaceKind.PRIVILEGED: "Legal advice",
    PlaceKind.EDITION: "Published",
    PlaceKind.RECIPIENT: "Recipient",
    PlaceKind.LETTER: "Letters",
    PlaceKind.ENQUIRY: "Enquiry",
    PlaceKind.MESSAGE: "Message from the public",
    PlaceKind.ENTRY: "Record",
    PlaceKind.PACK: "Disclosure pack",
    PlaceKind.REQUEST: "Earlier request",
    PlaceKind.MENTION: "Named in passing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A place where something about somebody is held; `key` names it for good, `case` is empty where it is of none.

    `sha256` is that of a file, `email` a recipient's address.
    """

    key: str
    kind: PlaceKind
    case: str
    words: str
    sha256: str = ""
    email: str = ""


@dataclass(frozen=True)
class Sought:
    """Who is searched for: names that they go by, and numbers (of cases, of custody records, e-mail addresses, hashes).

    A text says a name where it has all its words, each whole, in any order and in capitals or not. The
    halves of a double name are words, and a name with accents is said also by a text that has none.
    """

    names: tuple[str, ...]
    numbers: tuple[str, ...] = ()

    def says(self, said: Any) -> bool:
        """Whether a text names them or gives one of their numbers; of JSON, whether all its words together do."""
        text = "\n".join(_words(said))
        return any(all(word.search(text) for word in each) for each in self._patterns)

    @property
    def wanted(self) -> list[tuple[str, ...]]:
        """The words that a text has together where it may name them."""
        names = (tuple(filter(None, _APART.split(name))) for name in self.names)
        return [words for words in names if words] + [
            (number,) for number in self.numbers if number
        ]

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], ...]]:
        return [tuple(_whole(word) for word in each) for each in self.wanted]


def _words(said: Any) -> Iterator[str]:
    """What is said in a value as it is, keys too: written as JSON, a line's end would run into a name."""
    match said:
        case Mapping():
            yield from _words([*said, *said.values()])
        case list() | tuple():
            for each in said:
                yield from _words(each)
        case str() if said.startswith(("{", "[")):
            try:
                yield from _words(json.loads(said))
            except ValueError:
                yield said
        case _:
            yield str(said)


def spellings(word: str) -> frozenset[str]:
    """The word as it may have been typed: its accents in one character, in two or left out, each sort of apostrophe."""
    apart = normalize("NFD", word)
    plain = "".join(each for each in apart if not combining(each)).translate(_PLAIN)
    typed = (normalize("NFC", word), apart, plain)
    return frozenset(_APOSTROPHE.sub(mark, each) for each in typed if each for mark in "'’ʼ")


def _whole(word: str) -> re.Pattern[str]:
    """The word by itself however it was typed, or a hash of which it is the beginning."""
    end = "" if _HASH.fullmatch(word) else r"(?!\w)"
    typed = "|".join(map(re.escape, sorted(spellings(word))))
    return re.compile(rf"(?<!\w)(?:{typed}){end}", re.IGNORECASE)
