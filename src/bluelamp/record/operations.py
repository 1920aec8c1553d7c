"""What each kind of entry is among the processing operations that the law has logged.

Data Protection Act 2018, s. 62(1): collection, alteration, consultation, disclosure (transfers
included), combination and erasure. Of a consultation and a disclosure the log shows date, time and
who; of a disclosure also the recipients, which its body names.
"""

from enum import StrEnum
from typing import Final


class Operation(StrEnum):
    """One of the six operations of s. 62(1)."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"

    @property
    def words(self) -> str:
        """The operation in words."""
        return self.value.capitalize()


# What somebody looked at: an original or the like, a case's pages in or out of turn, cases by name.
ORIGINAL_READ: Final = "consulted"
CASE_READ: Final = "case read"
READ_OUT_OF_TURN: Final = "case read out of turn"
REQUEST_READ: Final = "request read"
SEARCHED: Final = "cases searched"
FILE_TAKEN: Final = "file taken"

_KINDS: Final[dict[Operation, tuple[str, ...]]] = {
    Operation.COLLECTION: (
        "received",
        "fact recorded",
        "court event recorded",
        "age recorded",
        "restriction entered",
        "image supplied",
        "image fetched",
        "permission recorded",
        "witness asked",
        "account taken",
        "camera listed",
        "search recorded",
        "person listed",
        "legal advice given",
        "superintendent consulted",
        "communications consulted",
        "exact copy kept",
        "characteristics recorded",
        "decision entered",
        "request received",
        "request clarified",
        "identity proved",
        "review asked",
        "recipient answered",
    ),
    Operation.ALTERATION: (
        "authority asked",
        "authorised",
        "approval asked",
        "approved",
        "rights test answered",
        "restriction ended",
        "restrictions checked",
        "review set",
        "deadline met",
        "deadline reached",
        "identity confirmed",
        "wrong person",
        "near miss closed",
        "person decided on",
        "person struck out",
        "everyone listed",
        "people looked for",
        "people marked",
        "rendition prepared",
        "rendition examined",
        "rendition failed",
        "rendition tried again",
        "rendition approved",
        "rendition returned",
        "work cancelled",
        "work resumed",
        "viewing answered",
        "footage answered for",
        "worded",
        "notice withdrawn",
        "no objection raised",
        "objected",
        "objection answered",
        "window closed",
        "held back",
        "refused",
        "recipient settled",
        "receipt recorded",
        "message settled",
        "breach opened",
        "breach step recorded",
        "breach closed",
        "concluded",
        "reopened",
        "closed",
        "who sees it changed",
        "emergency declared",
        "emergency reviewed",
        "role lent",
        "loan ended",
        "hold placed",
        "hold lifted",
        "ending recorded",
        "longer keeping proposed",
        "kept for longer",
        "proposal declined",
        "item marked",
        "item mark removed",
        "item withheld",
        "item disclosed",
        "desk opened",
        "request waits",
        "request extended",
        "request ended",
        "question decided",
        "data put right",
        "data restricted",
        "use restricted",
        "use allowed again",
        "right refused",
        "data not theirs",
        *(f"people {act}" for act in ("enrol", "grant", "revoke", "leave", "reset")),
    ),
    Operation.CONSULTATION: (
        ORIGINAL_READ,
        CASE_READ,
        READ_OUT_OF_TURN,
        REQUEST_READ,
        SEARCHED,
        "legal advice read",
        "pack read",
        "places searched",
    ),
    Operation.DISCLOSURE: (
        FILE_TAKEN,
        "question sent",
        "legal advice sought",
        "told beforehand",
        "viewing offered",
        "asked to keep footage",
        "officer notified",
        "released",
        "released under embargo",
        "taken down",
        "handed over",
        "enquiry answered",
        "disclosed",
        "data given",
        "recipient told",
        "request answered",
        "review decided",
    ),
    Operation.COMBINATION: ("enquiry added", "advised", "pack made"),
    Operation.ERASURE: ("erasure asked", "erasure proposed", "erased"),
}

OPERATIONS: Final[dict[str, Operation]] = {
    kind: operation for operation, kinds in _KINDS.items() for kind in kinds
}


def kinds_of(operation: Operation) -> frozenset[str]:
    """The kinds of entries that are of this operation."""
    return frozenset(_KINDS[operation])


READS: Final = kinds_of(Operation.CONSULTATION)
