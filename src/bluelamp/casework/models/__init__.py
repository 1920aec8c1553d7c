"""The tables of a case. Officers are known by reference; rows are added, closed, and never rewritten."""

from bluelamp.casework.models.access import Emergency, Named
from bluelamp.casework.models.authority import Authorisation, CommunicationsView, Consultation
from bluelamp.casework.models.breach import Breach, BreachStep
from bluelamp.casework.models.case import Case, LinkedEnquiry, Turn
from bluelamp.casework.models.checking import Looked, Remark
from bluelamp.casework.models.code_d import CallerAccount, DefenceViewing, ExactCopy, WitnessAsked
from bluelamp.casework.models.decision import Decision, Takedown
from bluelamp.casework.models.decision_log import DecisionLine
from bluelamp.casework.models.facts import AdviceGiven, AssertedFact, QuestionSent
from bluelamp.casework.models.handover import HandedItem, HandOver
from bluelamp.casework.models.identity import NearMiss, Quarantine
from bluelamp.casework.models.legal import LegalAdvice, LegalReader
from bluelamp.casework.models.letter import Letter
from bluelamp.casework.models.notice import Objection, OfficerNotice
from bluelamp.casework.models.outcome import Characteristics, Outcome
from bluelamp.casework.models.picture import Image, PlanVersion, Rendition, Wording
from bluelamp.casework.models.pictured import (
    AdvanceNotice,
    Listing,
    Permission,
    Pictured,
    Treatment,
)
from bluelamp.casework.models.preservation import Camera, FootageSearch, KeepRequest
from bluelamp.casework.models.proceedings import CourtEvent, Deadline, Proceedings
from bluelamp.casework.models.proxy import ProxyPart
from bluelamp.casework.models.restrictions import PersonsAge, Restriction, RestrictionCheck
from bluelamp.casework.models.rights import RightsAnswer, RightsTest
from bluelamp.casework.models.studio import EditReceived, Present, Pursuit, SettledDoubt
from bluelamp.casework.models.use import UseRestricted

__all__ = [
    "AdvanceNotice",
    "AdviceGiven",
    "AssertedFact",
    "Authorisation",
    "Breach",
    "BreachStep",
    "CallerAccount",
    "Camera",
    "Case",
    "Characteristics",
    "CommunicationsView",
    "Consultation",
    "CourtEvent",
    "Deadline",
    "Decision",
    "DecisionLine",
    "DefenceViewing",
    "EditReceived",
    "Emergency",
    "ExactCopy",
    "FootageSearch",
    "HandOver",
    "HandedItem",
    "Image",
    "KeepRequest",
    "LegalAdvice",
    "LegalReader",
    "Letter",
    "LinkedEnquiry",
    "Listing",
    "Looked",
    "Named",
    "NearMiss",
    "Objection",
    "OfficerNotice",
    "Outcome",
    "Permission",
    "PersonsAge",
    "Pictured",
    "PlanVersion",
    "Present",
    "Proceedings",
    "ProxyPart",
    "Pursuit",
    "Quarantine",
    "QuestionSent",
    "Remark",
    "Rendition",
    "Restriction",
    "RestrictionCheck",
    "RightsAnswer",
    "RightsTest",
    "SettledDoubt",
    "Takedown",
    "Treatment",
    "Turn",
    "UseRestricted",
    "WitnessAsked",
    "Wording",
]
