"""The material of a case, item by item: what a disclosure officer describes, and discloses or withholds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bluelamp.casework import entries as in_words
from bluelamp.casework.entries import EntryShown
from bluelamp.casework.material import material_of
from bluelamp.disclosure.errors import NoSuchItem
from bluelamp.publication import selectors as publication
from bluelamp.publication.values import EditionView
from bluelamp.record import selectors as record
from bluelamp.record.operations import READS as LOOKED_AT
from bluelamp.record.values import EntryView

READS: Final = "reads"
WORKING: Final = "working-papers"
EDITION: Final = "edition-"
RECIPIENTS: Final = "recipients-"
DECISION: Final = "decision entered"
LOOKS: Final = LOOKED_AT
WORK: Final = frozenset(
    {
        "item marked",
        "item mark removed",
        "item withheld",
        "item disclosed",
        "pack asked",
        "pack made",
        "disclosed",
    }
)


class Copy(StrEnum):
    """What a pack holds of an item: all that it says, its file, or only that it exists and where it lies."""

    WORDS = "words"
    FILE = "file"
    LISTED = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: its number on the schedule, what it is, when it was made, where it lies, what it says.

    `entries` are the record's entries that are this item; `token` is that of a published edition;
    `entered_sensitive`: whoever entered it in the decision log said so there.
    """

    key: str
    number: int
    title: str
    description: str
    at: datetime
    location: str
    words: str
    copy: Copy
    entries: tuple[int, ...] = ()
    token: str = ""
    entered_sensitive: bool = False


def items_of(
    case: str, *, upto: int | None = None, until: datetime | None = None
) -> tuple[Item, ...]:
    """Every item of a case in the order of time, numbered from 1.

    Of its entries those up to the number `upto`, of all else what there was at the moment `until`.
    """
    held = [each for each in record.entries_for(case) if upto is None or each.seq <= upto]
    kept = (*_kept(case), *_editions(case), *_enquiries(case))
    found = [*_entries(held), *(each for each in kept if until is None or each.at <= until)]
    found.sort(key=lambda each: (each.at, each.entries or (0,), each.key))
    return tuple(replace(item, number=number) for number, item in enumerate(found, start=1))


def item_of(case: str, key: str) -> Item:
    """The item of that key; raises NoSuchItem."""
    found = next((each for each in items_of(case) if each.key == key), None)
    if found is None:
        raise NoSuchItem
    return found


def _entries(held: list[EntryView]) -> Iterator[Item]:
    single = [each for each in held if each.kind not in LOOKS | WORK]
    for entry, shown in zip(single, in_words.shown(single), strict=True):
        yield Item(
            key=f"entry-{shown.seq}",
            number=0,
            title=shown.title,
            description=f"{shown.title}, by {shown.by}",
            at=shown.at,
            location=f"Record, entry {shown.seq}",
            words=said(shown),
            copy=Copy.WORDS,
            entries=(shown.seq,),
            entered_sensitive=(entry.body or {}).get("sensitive") is True
            and entry.kind == DECISION,
        )
    reads = [each for each in held if each.kind in LOOKS]
    papers = [each for each in held if each.kind in WORK]
    yield from _together(READS, "Who consulted the case", reads)
    yield from _together(WORKING, "Disclosure officer’s working papers", papers)


def _together(key: str, title: str, held: list[EntryView]) -> Iterator[Item]:
    if not held:
        return
    numbers = tuple(each.seq for each in held)
    entry = "entry" if len(numbers) == 1 else "entries"
    yield Item(
        key=key,
        number=0,
        title=title,
        description=f"{title}: {len(numbers)} {entry} of the record",
        at=held[0].at,
        location=f"Record, entries {numbers[0]} to {numbers[-1]}",
        words="\n".join(
            f"{shown.title}, {shown.by}\n{said(shown)}" for shown in in_words.shown(held)
        ),
        copy=Copy.WORDS,
        entries=numbers,
    )


def said(shown: EntryShown) -> str:
    """What an entry says, a line for each of its rows."""
    return "\n".join(f"{label}: {text}" for label, text in shown.rows)


def _kept(case: str) -> Iterator[Item]:
    for each in material_of(case):
        yield Item(
            key=f"{each.sort}-{each.number}",
            number=0,
            title=_TITLES[each.sort],
            description=each.description,
            at=each.kept_at,
            location=each.location,
            words=each.words,
            copy=Copy.WORDS if each.words else Copy.LISTED,
        )


_TITLES: Final[Mapping[str, str]] = {
    "original": "Original as it came in",
    "evidence": "Evidence put in with a fact",
    "letter": "Letter to an officer",
    "legal": "Legal advice, under seal",
}


def editions_by_age(case: str) -> Iterable[tuple[int, EditionView]]:
    """The editions of a case numbered from 1, the oldest first."""
    return enumerate(reversed(publication.editions_of(case)), start=1)


def _editions(case: str) -> Iterator[Item]:
    for number, each in editions_by_age(case):
        yield Item(
            key=f"{EDITION}{number}",
            number=0,
            title=f"Published {each.thing}",
            description=f"Edition {number}: the {each.thing} as published, with its words: “{each.headline}”",
            at=each.published_at,
            location=f"Publication, sha256 {each.sha256}",
            words=f"{each.headline}\n{each.text}\n{each.alt_text}\n{each.credit}",
            copy=Copy.FILE,
            token=each.token,
        )
        told = publication.recipients_of(each.token)
        yield Item(
            key=f"{RECIPIENTS}{number}",
            number=0,
            title="Recipients",
            description=f"Who was written to about edition {number} or took it: {len(told) or 'nobody'}",
            at=each.published_at,
            location="Publication",
            words="\n".join(filter(None, (text for one in told for text in (one.name, one.email)))),
            copy=Copy.WORDS,
            token=each.token,
        )


def _enquiries(case: str) -> Iterator[Item]:
    for each in publication.enquiries_of(case):
        yield Item(
            key=f"enquiry-{each.reference}",
            number=0,
            title="Reporter’s enquiry",
            description=f"Enquiry {each.reference} of {each.outlet or 'an outlet not named'}",
            at=each.received_at,
            location=f"Publication, enquiry {each.reference}",
            words="\n".join(
                filter(
                    None, (each.name, each.email, each.case_details, each.question, each.purpose)
                )
            ),
            copy=Copy.WORDS,
        )
