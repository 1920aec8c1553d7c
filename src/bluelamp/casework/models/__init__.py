"""The tables of a case. Officers are known by reference; rows are added, closed, and never rewritten."""

from bluelamp.casework.models.authority import Authorisation, Consultation
from bluelamp.casework.models.case import Case, LinkedEnquiry, Turn
from bluelamp.casework.models.decision import Decision, Takedown
from bluelamp.casework.models.facts import AdviceGiven, AssertedFact
from bluelamp.casework.models.notice import Objection, OfficerNotice
from bluelamp.casework.models.picture import Image, PlanVersion, Rendition, Wording

__all__ = [
    "AdviceGiven",
    "AssertedFact",
    "Authorisation",
    "Case",
    "Consultation",
    "Decision",
    "Image",
    "LinkedEnquiry",
    "Objection",
    "OfficerNotice",
    "PlanVersion",
    "Rendition",
    "Takedown",
    "Turn",
    "Wording",
]
