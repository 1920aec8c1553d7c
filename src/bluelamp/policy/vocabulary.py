"""The words for what the policy names by codes: outcomes, what may be required, and who is asked."""

import re
from collections.abc import Iterable
from datetime import date

from bluelamp.policy.clauses import Outcome, Verdict

_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")

TITLES = {
    Outcome.RELEASE: "Release",
    Outcome.HOLD: "Hold",
    Outcome.REFER: "Refer",
    Outcome.REFUSE: "Refuse",
    Outcome.SEEK_LEGAL_ADVICE: "Seek legal advice",
    Outcome.TAKE_DOWN: "Take down",
    Outcome.UNDETERMINED: "Not settled",
}

MEANINGS = {
    Outcome.RELEASE: "all that the policy asks for is in place, and a person may now release",
    Outcome.HOLD: "not yet, because something that the policy asks for is missing",
    Outcome.REFER: "the policy leaves this to the judgement of a named person",
    Outcome.REFUSE: "the policy says no, and the reason is logged",
    Outcome.SEEK_LEGAL_ADVICE: "a lawyer advises first, and nothing is released meanwhile",
    Outcome.TAKE_DOWN: "it is published and must come down now",
    Outcome.UNDETERMINED: "the facts recorded do not settle it, so nothing is released yet",
}

REQUIREMENTS = {
    "alternatives_tried": "other ways of finding out, tried first",
    "article8_consideration": "the effect on private life, considered and recorded",
    "category": "a settled answer to which sensitive categories apply",
    "comms_consultation": "the communications department, consulted",
    "contempt_consideration": "the risk of contempt of court, considered",
    "conviction": "a conviction",
    "decision_log": "the decision, recorded in the decision log",
    "exact_copy": "an exact copy of what is shown, kept",
    "harm_assessment": "an assessment of the risk of harm",
    "harm_judgement": "a judgement whether the harm feared outweighs the rest",
    "identity_confirmation": "confirmation that it shows the right person",
    "image": "the image itself",
    "inform_media": "everyone who was sent it, told",
    "instruction_or_purpose": "a judge’s instruction or a policing purpose",
    "legal_advice": "legal advice",
    "necessity_test": "a judgement that release is necessary",
    "objection_window": "the officer’s opportunity to object, run to its end",
    "obscure_others": "everyone who is not sought, obscured",
    "officer_notice": "the investigating officer, told when it will be released",
    "order_ended": "the end of the court’s order",
    "other_proceedings_ended": "the end of the other proceedings",
    "other_sources_tried": "other pictures, sought from the family first",
    "proportionality": "a judgement that release is proportionate",
    "reason_for_second_release": "a reason why it is needed again",
    "reasons_to_press_officer": "the officer’s reasons, given to the press officer",
    "remove_all_channels": "its removal from every channel",
    "request_or_purpose": "a request or a policing purpose",
    "rescued_person_agreement": "the agreement of the person who was rescued",
    "rights_test": "the recorded test that release is legitimate, necessary and proportionate",
    "senior_authority": "a senior officer’s authority",
    "senior_risk_assessment": "a risk assessment that the senior officer has adopted",
    "sentence": "the sentence",
    "sio_approval": "approval by the senior investigating officer or an officer in command",
    "sio_decision": "the senior investigating officer’s decision",
    "superintendent_consultation": "a Superintendent or above, consulted",
    "third_party_edit": "third parties, edited out or their permission",
    "victim_edit": "the victim, edited out",
    "victim_notice": "notice to the victim beforehand",
    "victim_permission_sought": "the victim’s permission, sought",
}

CONFIDENCE = {
    "": "",
    "read": "the law's text was read",
    "summary": "known from a summary of the law",
    "knowledge": "not confirmed: check the law before relying on it",
}

ABBREVIATED = {"sio": "senior investigating officer", "dmc": "communications department"}


def requirement(code: str) -> str:
    """What is required, as something that may be missing; a pack's own code is spelt out."""
    return REQUIREMENTS.get(code, code.replace("_", " "))


def party(code: str) -> str:
    """Who answers or owes a duty: `press_officer` is "press officer"."""
    return ABBREVIATED.get(code, code.replace("_", " "))


def verdict_title(verdict: Verdict) -> str:
    """A verdict in a word or two, with what holds meanwhile: "Refer (meanwhile hold)"."""
    title = TITLES[verdict.outcome]
    return f"{title} (meanwhile {TITLES[verdict.default].lower()})" if verdict.default else title


def source_lines(lines: Iterable[int]) -> str:
    """Where in the source: "line 18", "lines 28 and 29"; nothing where the source is silent."""
    numbers = [str(line) for line in lines]
    return f"line{'s' if len(numbers) > 1 else ''} {listed(numbers)}" if numbers else ""


def listed(parts: Iterable[str], word: str = "and") -> str:
    """Parts of a sentence, joined by commas and a last word."""
    *first, last = [*parts] or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def day(when: date) -> str:
    """A day as it is written: "1 June 2026"."""
    return f"{when.day} {when:%B %Y}"


def written_days(text: str) -> str:
    """The words with every day in them as it is written."""
    return _ISO_DAY.sub(lambda found: day(date.fromisoformat(found[0])), text)


def sentence(text: str) -> str:
    """The words with a capital first letter and a full stop."""
    return capitalised(text if text.endswith((".", "?", "!")) else f"{text}.")


def capitalised(text: str) -> str:
    """The words with a capital first letter and the rest untouched."""
    return text[:1].upper() + text[1:]
