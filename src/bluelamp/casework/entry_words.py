"""The record's own words: what each kind of entry is called, and how what it says is read."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

from bluelamp.casework import grounds, rights
from bluelamp.casework.court import EventKind
from bluelamp.people import selectors as people
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role
from bluelamp.policy import Outcome
from bluelamp.policy import vocabulary as policy_words
from bluelamp.policy.vocabulary import capitalised

TITLES = {
    "received": "Case opened",
    "enquiry added": "Enquiry added",
    "fact recorded": "Facts recorded",
    "question sent": "Question sent",
    "advised": "Advice given",
    "authority asked": "Authority asked for",
    "authorised": "Authority answered",
    "approval asked": "Approval asked for",
    "approved": "Approval answered",
    "superintendent consulted": "Superintendent consulted",
    "communications consulted": "Communications department consulted",
    "rights test answered": "Rights test answered",
    "legal advice sought": "Legal advice sought",
    "legal advice given": "Legal advice given",
    "legal advice read": "Legal advice read",
    "court event recorded": "Court event recorded",
    "age recorded": "Age recorded",
    "characteristics recorded": "Characteristics recorded, for figures alone",
    "restriction entered": "Reporting restriction entered",
    "restriction ended": "Reporting restriction ended",
    "restrictions checked": "Checked for reporting restrictions",
    "review set": "Day of review set",
    "deadline reached": "A deadline has come",
    "deadline met": "Deadline closed",
    "image supplied": "Image supplied",
    "image fetched": "Image fetched from custody imaging",
    "identity confirmed": "Right person confirmed",
    "wrong person": "Wrong person",
    "near miss closed": "Near miss closed",
    "person listed": "Somebody in the picture listed",
    "person decided on": "What becomes of somebody was changed",
    "person struck out": "Somebody struck out of the list",
    "everyone listed": "Everyone said to be listed",
    "permission recorded": "Permission asked or answered",
    "told beforehand": "Somebody told beforehand",
    "exact copy kept": "Exact copy kept",
    "viewing offered": "Viewing offered to the defence",
    "viewing answered": "Offer of a viewing answered",
    "witness asked": "Witness asked",
    "account taken": "Caller’s account taken",
    "camera listed": "Camera listed",
    "asked to keep footage": "Somebody asked to keep footage",
    "footage answered for": "Keeping of footage answered",
    "search recorded": "Search for footage recorded",
    "people looked for": "Search for people started",
    "people marked": "Who is obscured was changed",
    "rendition prepared": "Obscuring started",
    "work cancelled": "Work cancelled",
    "work resumed": "Work resumed",
    "rendition failed": "Obscuring failed",
    "rendition tried again": "Obscuring tried again",
    "rendition examined": "Obscured picture examined",
    "rendition approved": "Obscured picture approved",
    "rendition returned": "Obscured picture sent back",
    "worded": "Caption written",
    "officer notified": "Officer told",
    "notice withdrawn": "Notice withdrawn",
    "no objection raised": "Officer does not object",
    "objected": "Officer objected",
    "objection answered": "Objection answered",
    "window closed": "Chance to object ran out in silence",
    "released": "Released",
    "refused": "Refused",
    "taken down": "Taken down",
    "handed over": "Handed over to the prosecution",
    "released under embargo": "Decided, under embargo",
    "held back": "Held back under embargo",
    "receipt recorded": "Receipt recorded",
    "recipient settled": "A recipient’s copy settled",
    "breach opened": "Breach of personal data opened",
    "breach step recorded": "Breach: something was done",
    "breach closed": "Breach closed",
    "concluded": "Closed, with nothing left open",
    "reopened": "Opened again",
    "closed": "Closed without a decision",
    "enquiry answered": "Enquiry answered",
    "message settled": "Message from the public settled",
    "who sees it changed": "Who may see it was changed",
    "emergency declared": "Threat to life: one officer acts alone",
    "emergency reviewed": "What was done alone was reviewed",
    "role lent": "Role lent",
    "loan ended": "Loan of a role ended",
    "decision entered": "Decision entered",
    "consulted": "Original picture looked at",
    "case read": "Case read",
    "case read out of turn": "Case read by somebody for whom nothing waited",
    "request read": "Request read",
    "cases searched": "Cases searched",
    "file taken": "File taken",
    "people enrol": "Officer enrolled",
    "people grant": "Role given to an officer",
    "people revoke": "Role taken from an officer",
    "people leave": "Officer left",
    "people reset": "Officer’s sign-in reset",
    "item marked": "Item of the material marked",
    "item mark removed": "Mark taken off an item",
    "item withheld": "Item withheld from disclosure",
    "item disclosed": "Item to be disclosed",
    "pack made": "Disclosure pack made",
    "pack read": "Disclosure pack read",
    "disclosed": "Record disclosed",
    "desk opened": "The desk was opened to release again",
    "erased": "Entries erased",
    "hold placed": "Held: not to be erased",
    "hold lifted": "Hold lifted",
    "ending recorded": "An ending recorded",
    "erasure proposed": "Erasure proposed",
    "longer keeping proposed": "Longer keeping proposed",
    "kept for longer": "Kept for longer",
    "proposal declined": "Proposal declined",
    "request received": "Request received",
    "request waits": "Something asked of them, and the clock stopped",
    "request clarified": "Clarification came",
    "identity proved": "Proved who asks",
    "request extended": "Given longer",
    "request ended": "Ended without an answer",
    "request answered": "Answered",
    "question decided": "Question decided",
    "places searched": "Everything held was searched",
    "data given": "Data given to the person",
    "data put right": "Data put right",
    "data restricted": "Data kept as evidence alone",
    "use restricted": "Use restricted: nothing is released",
    "use allowed again": "Use allowed again",
    "erasure asked": "Erasure asked for by the person",
    "right refused": "Right refused",
    "data not theirs": "Found not to be the person’s",
    "recipient told": "Recipient told of a change",
    "recipient answered": "Recipient answered",
    "review asked": "Review asked for",
    "review decided": "Review decided",
}

# What stands in a row of its own elsewhere, or means nothing to a reader.
LEFT_OUT = frozenset(
    {
        "advice",
        "former",
        "went",
        "concluded",
        "pack_digest",
        "notice",
        "editions",
        "edition",
        "fact",
        "categories",
        "legal_advice",
        "event",
        "documents",
    }
)

AUDIENCES = {"everyone": "Everybody", "named": "Named outlets and partners alone"}

LABELS = {
    "embargo_until": "Under embargo until",
    "due_at": "The Commissioner is told by",
    "recipients": "Recipients",
    "items": "Files (sha256)",
    "step": "What was done",
    "sha256": "Picture (sha256)",
    "what": "File (sha256)",
    "plan": "Plan (sha256)",
    "person": "Person",
    "alt_text": "Description",
    "as_of": "As of",
    "departs": "Departs from the advice",
    "closes_at": "May object until",
    "planned_for": "Planned for",
    "outcome": "Advice",
    "assessment_adopted": "Risk assessment adopted",
    "number": "Version",
    "file_sha256": "File (sha256)",
    "item_number": "Number on the schedule",
    "upto": "Tells of entries up to",
    "withheld": "Entries withheld",
    "acted_for": "In place of",
    "acted_alone": "Alone, because of a threat to life",
    "named": "Named to it",
    "threat": "Threat",
    "why_alone": "Why alone",
    "unlisted": "Which reason",
    "decided": "What was decided",
    "decided_at": "Decided",
    "corrects": "Corrects decision",
    "basis": "Legal basis",
    "regime": "Data protection law",
    "readers": "Named to read it",
} | {f"t{each.number:02}": each.label for each in rights.QUESTIONS}

_LISTS = (
    *grounds.REFUSAL_GROUNDS.values(),
    grounds.DEPARTURE_GROUNDS,
    {code: each.words for code, each in grounds.TAKEDOWN_REASONS.items()},
    rights.BASES,
    rights.REGIMES,
    *rights.PURPOSES.values(),
)
CODES = {code: said for each in _LISTS for code, said in each.items()} | {
    code: ground.words for code, ground in grounds.GROUNDS.items()
}


def _moment(value: str) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(value)):%-d %B %Y, %H:%M}"


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%-d %B %Y}"


def _code(value: str) -> str:
    return CODES.get(value, value)


def _plain(value: str) -> str:
    return capitalised(value.replace("_", " "))


READINGS: dict[str, Callable[[str], str]] = {
    "closes_at": _moment,
    "planned_for": _moment,
    "embargo_until": _moment,
    "due_at": _moment,
    "happened_at": _moment,
    "received_at": _moment,
    "audience": lambda value: AUDIENCES[value],
    "decided_at": _moment,
    **dict.fromkeys(("asked_at", "called_at", "recorded_at"), _moment),
    **dict.fromkeys(("asked_on", "told_on", "offered_on", "outcome_on", "searched_on"), _day),
    **dict.fromkeys(("received_on", "answered_on"), _day),
    **dict.fromkeys(("part", "edit", "permission"), _plain),
    "as_of": _day,
    "happened": lambda value: EventKind(value).words,
    **dict.fromkeys(("on", "until", "falls_on", "until_on", "born_on"), _day),
    **dict.fromkeys(("deadline", "ended", "related", "custody", "hospital_order"), _plain),
    "outcome": lambda value: policy_words.TITLES[Outcome(value)],
    "officer": lambda value: people.names({value})[value],
    "acted_for": lambda value: people.names({value})[value],
    "declared_by": lambda value: people.names({value})[value],
    "decided_by": lambda value: people.names({value})[value],
    "lender": lambda value: people.names({value})[value],
    "borrower": lambda value: people.names({value})[value],
    "review_due_at": _moment,
    "starts_at": _moment,
    "ends_at": _moment,
    "role": lambda value: Role(value).words,
    "recipients": lambda value: people.names({value})[value],
    "readers": lambda value: people.names({value})[value],
    "rank": lambda value: Rank(value).words,
    "ground": _code,
    "reason": _code,
    "purpose": _code,
    "basis": _code,
    "regime": _code,
    "decision": _plain,
    "mark": _plain,
    "status": _plain,
    "settled": _plain,
}
