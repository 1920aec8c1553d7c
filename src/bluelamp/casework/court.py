"""What may happen to a person in court, and how somebody states it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class EventKind(StrEnum):
    """What may happen in proceedings against one person."""

    CHARGED = "charged"
    NOT_CHARGED = "not_charged"
    CAUTIONED = "cautioned"
    WARRANT = "warrant"
    PLEADED_GUILTY = "pleaded_guilty"
    FOUND_GUILTY = "found_guilty"
    ACQUITTED = "acquitted"
    SPECIAL_VERDICT = "special_verdict"
    UNFIT = "unfit"
    LIE_ON_FILE = "lie_on_file"
    ADJOURNED = "adjourned"
    SENTENCED = "sentenced"
    ORDER_MADE = "order_made"
    APPEAL_LODGED = "appeal_lodged"
    APPEAL_DISMISSED = "appeal_dismissed"
    QUASHED = "quashed"
    RETRIAL_ORDERED = "retrial_ordered"
    IN_ERROR = "in_error"

    @property
    def words(self) -> str:
        """The event in words."""
        return _WORDS[self]


_WORDS: Final[dict[EventKind, str]] = {
    EventKind.CHARGED: "Charged",
    EventKind.NOT_CHARGED: "Not charged, or the charge dropped",
    EventKind.CAUTIONED: "Cautioned",
    EventKind.WARRANT: "Warrant of arrest issued",
    EventKind.PLEADED_GUILTY: "Pleaded guilty",
    EventKind.FOUND_GUILTY: "Found guilty",
    EventKind.ACQUITTED: "Acquitted",
    EventKind.SPECIAL_VERDICT: "Not guilty by reason of insanity (special verdict)",
    EventKind.UNFIT: "Found unfit to plead",
    EventKind.LIE_ON_FILE: "Charge left on the file",
    EventKind.ADJOURNED: "Adjourned for sentence",
    EventKind.SENTENCED: "Sentenced",
    EventKind.ORDER_MADE: "Order made with the sentence or beside it",
    EventKind.APPEAL_LODGED: "Appeal lodged",
    EventKind.APPEAL_DISMISSED: "Appeal dismissed or abandoned",
    EventKind.QUASHED: "Conviction quashed",
    EventKind.RETRIAL_ORDERED: "Retrial ordered",
    EventKind.IN_ERROR: "Recorded in error: it did not happen",
}

GUILTY: Final = frozenset({EventKind.PLEADED_GUILTY, EventKind.FOUND_GUILTY})
UNDONE: Final = frozenset({EventKind.QUASHED, EventKind.RETRIAL_ORDERED})
# Events after which sentence is passed or awaited: each may say which kind of sentence.
ABOUT_SENTENCE: Final = GUILTY | {EventKind.ADJOURNED, EventKind.SENTENCED}
# Events that name a day to come: the hearing for sentence, an order's end.
NAMES_A_DAY: Final = frozenset({EventKind.ADJOURNED, EventKind.ORDER_MADE})

CUSTODIAL, NON_CUSTODIAL = "custodial", "non_custodial"
CUSTODY_WORDS: Final = {CUSTODIAL: "Custody", NON_CUSTODIAL: "Other than custody"}
HOSPITAL_WORDS: Final = {
    "none": "No hospital order made or expected",
    "expected": "A hospital order is expected",
    "made": "A hospital order has been made",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A court event as somebody states it.

    `custody` and `hospital_order` are the sentence passed or expected, empty where that is not
    known; `until` is the day that the event names: of the hearing for sentence, of an order's end.
    """

    kind: EventKind
    on: date
    source: str
    court: str = ""
    evidence: str = ""
    custody: str = ""
    hospital_order: str = ""
    length: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Proceedings beside the case's own: against whom, under which number, and how they bear on the case."""

    person: str
    case_number: str
    why: str
