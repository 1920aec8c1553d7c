"""The policy’s words with what the desk adds: the colour of an outcome, the page where a thing is done."""

from dataclasses import dataclass
from typing import Final

from bluelamp.casework.lifecycle import STATE_WORDS, State
from bluelamp.policy import Outcome
from bluelamp.policy.vocabulary import TITLES, capitalised
from bluelamp.policy.vocabulary import party as party_named
from bluelamp.policy.vocabulary import requirement as required


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Something still to be done, and the page of the case where it is done."""

    words: str
    page: str


OUTCOME_COLOURS: Final = {
    Outcome.RELEASE: "green",
    Outcome.HOLD: "yellow",
    Outcome.REFER: "purple",
    Outcome.REFUSE: "red",
    Outcome.SEEK_LEGAL_ADVICE: "purple",
    Outcome.TAKE_DOWN: "red",
    Outcome.UNDETERMINED: "blue",
}

# Whatever is not named here is answered among the facts.
PAGES: Final = {
    "article8_consideration": "rights",
    "comms_consultation": "communications",
    "contempt_consideration": "rights",
    "decision_log": "authority",
    "exact_copy": "code-d",
    "conviction": "proceedings",
    "identity_confirmation": "identity",
    "image": "image",
    "inform_media": "takedown",
    "legal_advice": "legal",
    "objection_window": "notice",
    "order_ended": "restrictions",
    "obscure_others": "people",
    "officer_notice": "notice",
    "remove_all_channels": "takedown",
    "rights_test": "rights",
    "rescued_person_agreement": "pictured",
    "senior_authority": "authority",
    "senior_risk_assessment": "authority",
    "sio_approval": "authority",
    "sio_decision": "authority",
    "superintendent_consultation": "authority",
    "third_party_edit": "pictured",
    "victim_edit": "people",
    "victim_notice": "pictured",
    "victim_permission_sought": "pictured",
}

STATE_COLOURS: Final = {
    State.PREPARING: "blue",
    State.NOTIFIED: "teal",
    State.OBJECTED: "orange",
    State.EMBARGOED: "purple",
    State.LIVE: "green",
    State.HANDED_OVER: "green",
    State.TAKEN_DOWN: "red",
    State.REFUSED: "grey",
    State.CLOSED: "grey",
    State.ERASED: "grey",
}


def outcome(code: str) -> str:
    """What the advice is: “Seek legal advice”."""
    return TITLES[Outcome(code)]


def requirement(code: str) -> Requirement:
    """What is required, and where it is done."""
    return Requirement(words=capitalised(required(code)), page=PAGES.get(code, "facts"))


def state_words(state: State) -> str:
    """Where a case stands, in words."""
    return STATE_WORDS[State(state)]


def party(asked_of: str) -> str:
    """Who answers a question or owes a duty, in words."""
    return capitalised(party_named(asked_of))
