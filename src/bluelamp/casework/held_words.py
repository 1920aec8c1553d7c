"""What the rows of casework's tables are called, to whoever asks where something about them is held."""

from typing import Final

from django.db.models import Model

_WORDS: Final = {
    "AdvanceNotice": "Notices given beforehand",
    "AdviceGiven": "Advice given",
    "AssertedFact": "Facts recorded",
    "Authorisation": "Authority asked for and given",
    "Breach": "Breaches of personal data",
    "BreachStep": "Steps about a breach",
    "CallerAccount": "Callers’ accounts",
    "Camera": "Cameras",
    "Characteristics": "Characteristics, for figures",
    "CommunicationsView": "Views of the communications department",
    "Consultation": "Consultations of a superintendent",
    "CourtEvent": "Court events",
    "Deadline": "Deadlines",
    "Decision": "Decisions",
    "DecisionLine": "Lines of the decision log",
    "DefenceViewing": "Viewings by the defence",
    "EditReceived": "Edits in the studio",
    "Emergency": "Threats to life declared",
    "ExactCopy": "Exact copies kept",
    "FootageSearch": "Searches for footage",
    "HandedItem": "Files handed over",
    "KeepRequest": "Requests to keep footage",
    "LegalAdvice": "Legal advice, sealed and privileged",
    "LegalReader": "Readers of legal advice",
    "Letter": "Letters to officers",
    "LinkedEnquiry": "Enquiries answered",
    "Listing": "Lists of people said to be complete",
    "Looked": "Moments looked at in a check",
    "Named": "Officers named to the case",
    "NearMiss": "Near misses",
    "Objection": "Objections",
    "OfficerNotice": "Notices to the officer",
    "Outcome": "What it came to, for figures",
    "Permission": "Permissions asked for",
    "PersonsAge": "Age",
    "Pictured": "People in the picture",
    "PlanVersion": "Plans of who is obscured",
    "Present": "Who has the studio open",
    "Proceedings": "Proceedings",
    "ProxyPart": "Parts of a copy to play",
    "Pursuit": "Regions followed",
    "Quarantine": "Originals set aside",
    "QuestionSent": "Questions sent",
    "Remark": "Remarks in a check",
    "Restriction": "Reporting restrictions",
    "RestrictionCheck": "Checks for restrictions",
    "RightsAnswer": "Words of the rights test",
    "RightsTest": "Rights tests",
    "SettledDoubt": "Doubts settled",
    "Takedown": "Takedowns",
    "Treatment": "What becomes of people in the picture",
    "UseRestricted": "Restrictions of use",
    "WitnessAsked": "Witnesses asked",
    "Wording": "Captions",
}


def words_of(model: type[Model]) -> str:
    """What the rows of a table are called; a table without words of its own goes by its name."""
    return _WORDS.get(model.__name__) or str(model._meta.verbose_name_plural).capitalize()  # noqa: SLF001
