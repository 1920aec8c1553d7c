"""Reasons that the policy lists: what an officer may object on, what a refusal may rest on, why a page comes down."""

from dataclasses import dataclass
from typing import Any

from bluelamp.casework.routes import PUBLIC, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A reason and the fact that raising it records; `exceptional` says which of the policy's lists it is on."""

    code: str
    words: str
    clause: str
    exceptional: bool
    fact: str
    value: Any


def _ground(
    code: str, words: str, clause: str, fact: str, value: Any, *, exceptional: bool = True
) -> Ground:
    return Ground(
        code=code, words=words, clause=clause, fact=fact, value=value, exceptional=exceptional
    )


def _no_bar(code: str, words: str, clause: str, fact: str, value: Any) -> Ground:
    return _ground(code, words, clause, fact, value, exceptional=False)


# The source's two lists, lines 40 to 51. Neither is exhaustive (CI-26, CI-32).
GROUNDS: dict[str, Ground] = {
    ground.code: ground
    for ground in (
        _ground("risk_of_harm", "Release would put the person, family or friends at risk of harm", "CI-27", "harm_assessment", "raised_not_assessed"),
        _ground("reporting_restriction", "A restriction stops the media identifying the person", "CI-28", "court_order", "forbids_identification"),
        _ground("other_proceedings", "Identity is in issue in other proceedings", "CI-29", "other_proceedings", "identity_in_issue"),
        _ground("juvenile", "The person is under 18 and restrictions have not been lifted", "CI-30", "juvenile_restriction", "in_force"),
        _ground("vulnerable_adult", "The person is a vulnerable adult because of mental health", "CI-31", "vulnerable_adult", True),
        _ground("policing_purpose", "A policing purpose, such as a live inquiry, needs the person not to be identified", "CI-05", "policing_purpose_against", True),
        _ground("unlisted", "Another exceptional reason, which you describe", "CI-26", "other_exceptional_reason", True),
        _no_bar("photographed_on_bail", "The person was on bail and was photographed at court", "CI-33", "photographed_on_bail", True),
        _no_bar("human_rights", "Release could breach the person’s human rights", "CI-34", "human_rights_objection", True),
        _no_bar("domestic", "It is a domestic case", "CI-35", "domestic", True),
        _no_bar("unwanted", "The victim, the defendant or the family does not want it", "CI-36", "objection_by_victim_or_family", True),
        _no_bar("non_custodial", "The sentence is not custody", "CI-37", "non_custodial", True),
        _no_bar("hospital_order", "A hospital order is expected", "CI-38", "hospital_order", "expected"),
    )
}  # fmt: skip

_WEIGHED = {
    "not_necessary": "Release is not necessary",
    "disproportionate": "Release would not be proportionate",
}
_BARRED = {
    "reporting_restriction": "A court order or reporting restriction forbids it",
    "risk_of_harm": "Release would put somebody at risk of harm",
}
_NOT_APPROVED = {"not_approved": "Whoever must approve it does not"}
_CAUGHT_OUT = {"wrong_person": "The image shows the wrong person"}
_OF_YOUTH = {"juvenile": "The person is under 18 and restrictions have not been lifted"}
_OTHERS_SHOWN = {"cannot_be_edited": "Others in it cannot be made unrecognisable"}
UNLISTED = "unlisted"
_UNLISTED = {UNLISTED: "Another reason, which you name"}

# A refusal rests on a reason of its route, or on another that is named. On a custody image: an
# exceptional reason, or one of the policy's own gates.
REFUSAL_GROUNDS: dict[Route, dict[str, str]] = {
    Route.CUSTODY_IMAGE: {
        **{g.code: g.words for g in GROUNDS.values() if g.exceptional and g.code != UNLISTED},
        "not_convicted": "The person has not been convicted",
        "another_force": "The image is another force’s",
        **_CAUGHT_OUT,
        "out_of_time": "More than three months have passed since the case ended",
        "hospital_order_made": "A hospital order has been made",
        "authority_declined": "A senior officer declined authority",
        **_WEIGHED,
        **_UNLISTED,
    },
    Route.WANTED_PERSON: {
        "apprehended": "The person has been caught already",
        **_WEIGHED,
        **_NOT_APPROVED,
        **_BARRED,
        **_OF_YOUTH,
        **_CAUGHT_OUT,
        **_OTHERS_SHOWN,
        **_UNLISTED,
    },
    Route.MISSING_PERSON: {
        "found": "The person has been found already",
        "family_picture": "A picture from family or friends is to be had",
        "harm_not_outweighed": "The danger to the person does not outweigh the risk of using a custody photograph",
        "disproportionate": _WEIGHED["disproportionate"],
        **_BARRED,
        **_CAUGHT_OUT,
        **_OTHERS_SHOWN,
        **_UNLISTED,
    },
    Route.IDENTIFICATION_APPEAL: {
        "identified": "The person has been identified already",
        "alternatives_untried": "Other ways of identifying the person have not been tried",
        **_WEIGHED,
        **_NOT_APPROVED,
        **_BARRED,
        **_OF_YOUTH,
        **_OTHERS_SHOWN,
        **_UNLISTED,
    },
    Route.BWV_PROSECUTION: {
        "no_instruction": "Neither a judge’s instruction nor a policing purpose asks for it",
        "not_held": "The footage is not held",
        **_UNLISTED,
    },
    Route.BWV_MEDIA: {
        "not_legitimate": "The purpose is not legitimate",
        **_WEIGHED,
        "sio_against": "The senior investigating officer has decided against it",
        "victim_refused": "The victim refuses, and cannot be edited out",
        "rescued_refused": "Whoever was saved does not want to be identified",
        "prejudice": "Release could prejudice proceedings",
        **_BARRED,
        **_OTHERS_SHOWN,
        **_UNLISTED,
    },
}

DEPARTURE_GROUNDS: dict[str, str] = {
    "judgement": "The policy leaves it to judgement, and this is mine",
    "facts_wrong": "The facts recorded do not show the whole case",
    "exception_not_listed": "A reason that the policy does not list",
    "threat_to_life": "A threat to life",
    "legal_advice": "Legal advice",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a release comes down, on which routes; the fact that it asserts, and whether it is a breach of personal data."""

    words: str
    routes: frozenset[Route] = PUBLIC
    fact: str = ""
    value: Any = None
    is_breach: bool = False


TAKEDOWN_REASONS: dict[str, Reason] = {
    "arrested": Reason(words="The person has been arrested", routes=frozenset({Route.WANTED_PERSON}), fact="apprehended", value=True),
    "found": Reason(words="The person has been found", routes=frozenset({Route.MISSING_PERSON}), fact="still_missing", value=False),
    "identified": Reason(words="The person has been identified", routes=frozenset({Route.IDENTIFICATION_APPEAL}), fact="identified", value=True),
    "order_made": Reason(words="A court order or restriction has been made"),
    "quashed": Reason(words="The conviction has been quashed", routes=frozenset({Route.CUSTODY_IMAGE, Route.BWV_MEDIA})),
    "retrial": Reason(words="A retrial has been ordered", routes=frozenset({Route.CUSTODY_IMAGE, Route.BWV_MEDIA})),
    "wrong_person": Reason(words="It shows the wrong person", is_breach=True),
    "someone_exposed": Reason(words="Somebody who should be obscured can be recognised", is_breach=True),
    "risk": Reason(words="It puts somebody at risk"),
    "review_passed": Reason(words="Its day of review has passed"),
    "ended": Reason(words="The reason for showing it has gone"),
    "request": Reason(words="A request for removal was upheld"),
    "error": Reason(words="It was released by mistake"),
}  # fmt: skip
