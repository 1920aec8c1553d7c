"""The desk's words for what the policy names by codes: outcomes, what is required, states, parties."""

from dataclasses import dataclass
from typing import Final

from bluelamp.casework.lifecycle import STATE_WORDS, State
from bluelamp.people.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeWords:
    """An outcome of the policy as a tag (`words`, `colour`) and as a sentence."""

    words: str
    colour: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Something still to be done, and the page of the case where it is done."""

    words: str
    page: str


def _outcome(words: str, colour: str, sentence: str) -> OutcomeWords:
    return OutcomeWords(words=words, colour=colour, sentence=sentence)


OUTCOMES: Final = {
    "release": _outcome("Release", "green", "Everything that the policy asks for is in place: a person may now release."),
    "hold": _outcome("Hold", "yellow", "Not yet: something that the policy asks for is missing."),
    "refer": _outcome("Refer", "purple", "The policy leaves this to a named person’s judgement."),
    "refuse": _outcome("Refuse", "red", "The policy says that this is not to be released."),
    "seek_legal_advice": _outcome("Seek legal advice", "purple", "Legal advice is needed, and nothing is released meanwhile."),
    "take_down": _outcome("Take down", "red", "It is published and must come down now."),
    "undetermined": _outcome("Not settled", "blue", "The facts recorded do not settle it yet, so nothing is released."),
}  # fmt: skip


def _need(words: str, page: str) -> Requirement:
    return Requirement(words=words, page=page)


REQUIREMENTS: Final = {
    "category": _need("Settle which sensitive categories apply, if any", "facts"),
    "conviction": _need("A conviction", "facts"),
    "harm_assessment": _need("An assessment of the risk of harm", "facts"),
    "harm_judgement": _need("A judgement on harm", "facts"),
    "identity_confirmation": _need("The right person confirmed", "identity"),
    "image": _need("The image, supplied or fetched", "image"),
    "inform_media": _need("Tell everyone who has the picture", "takedown"),
    "legal_advice": _need("Legal advice", "facts"),
    "objection_window": _need("The officer’s chance to object, run out", "notice"),
    "obscure_others": _need("Everyone not sought obscured, and checked", "people"),
    "officer_notice": _need("The officer told when it will be released", "notice"),
    "order_ended": _need("The court’s order ended", "facts"),
    "other_proceedings_ended": _need("The other proceedings ended", "facts"),
    "proportionality": _need("A judgement that release is proportionate", "facts"),
    "reason_for_second_release": _need("A reason why it is needed again", "facts"),
    "reasons_to_press_officer": _need("The officer’s reasons, given to the press officer", "facts"),
    "remove_all_channels": _need("Take it down from every channel", "takedown"),
    "request_or_purpose": _need("A request, or a policing purpose", "facts"),
    "rights_test": _need("The rights test: legitimate, necessary and proportionate", "facts"),
    "senior_authority": _need("A senior officer’s authority", "authority"),
    "senior_risk_assessment": _need("A risk assessment adopted by the senior officer", "authority"),
    "superintendent_consultation": _need("A Superintendent or above consulted", "authority"),
}  # fmt: skip

STATE_COLOURS: Final = {
    State.PREPARING: "blue",
    State.NOTIFIED: "teal",
    State.OBJECTED: "orange",
    State.LIVE: "green",
    State.TAKEN_DOWN: "red",
    State.REFUSED: "grey",
    State.CLOSED: "grey",
}


def requirement(code: str) -> Requirement:
    """What is required, in words; a code that a force's own pack adds is spelt out."""
    return REQUIREMENTS.get(code) or _need(code.replace("_", " ").capitalize(), "facts")


def state_words(state: State) -> str:
    """Where a case stands, in words."""
    return STATE_WORDS[State(state)]


def party(asked_of: str) -> str:
    """Who answers a question or owes a duty, in words."""
    known = {role.value: role.words for role in Role}
    return known.get(asked_of) or asked_of.replace("_", " ").capitalize()


def listed(parts: list[str]) -> str:
    """Parts of a sentence, joined by commas and “and”."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
