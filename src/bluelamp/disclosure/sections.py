"""In which section of the document an entry of the record is told."""

from enum import StrEnum
from typing import Final

from bluelamp.disclosure.items import LOOKS, WORK


class Section(StrEnum):
    """The sections of the document that tell entries, in their order."""

    REQUEST = "request"
    FACTS = "facts"
    ADVICE = "advice"
    AUTHORITY = "authority"
    PICTURE = "picture"
    OBJECTION = "objection"
    DECISION = "decision"
    ENDING = "ending"
    OTHER = "other"
    READS = "reads"
    WORKING = "working"


_KINDS: Final[dict[Section, frozenset[str]]] = {
    Section.REQUEST: frozenset({"received", "enquiry added", "enquiry answered", "question sent"}),
    Section.FACTS: frozenset({"fact recorded", "court event recorded", "age recorded", "restriction entered", "restriction ended", "restrictions checked", "review set", "deadline reached", "deadline met"}),
    Section.ADVICE: frozenset({"advised", "rights test answered", "legal advice sought", "legal advice given"}),
    Section.AUTHORITY: frozenset({"authority asked", "authorised", "approval asked", "approved", "superintendent consulted", "communications consulted", "emergency declared", "emergency reviewed"}),
    Section.PICTURE: frozenset({"image supplied", "image fetched", "identity confirmed", "person listed", "person decided on", "person struck out", "everyone listed", "permission recorded", "told beforehand", "people looked for", "people marked", "rendition prepared", "rendition failed", "rendition tried again", "rendition examined", "rendition approved", "rendition returned", "work cancelled", "work resumed", "worded", "exact copy kept"}),
    Section.OBJECTION: frozenset({"officer notified", "notice withdrawn", "no objection raised", "objected", "objection answered", "window closed"}),
    Section.DECISION: frozenset({"released", "released under embargo", "held back", "refused", "handed over", "receipt recorded", "closed", "reopened"}),
    Section.ENDING: frozenset({"taken down", "recipient settled", "breach opened", "breach step recorded", "breach closed", "concluded", "wrong person", "near miss closed"}),
    Section.READS: LOOKS,
    Section.WORKING: WORK,
}  # fmt: skip

_OF: Final = {kind: section for section, kinds in _KINDS.items() for kind in kinds}


def section_of(kind: str) -> Section:
    """The section for entries of that kind; any not named has its place among the others."""
    return _OF.get(kind, Section.OTHER)
