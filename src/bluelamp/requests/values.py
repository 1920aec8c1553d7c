"""Requests and their parts as closed lists: what is asked, under which law, and what is answered."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What somebody asks for: information, or one of the rights of a person whose data are held."""

    INFORMATION = "information"
    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"

    @property
    def words(self) -> str:
        """The kind in words."""
        return KIND_WORDS[self]

    @property
    def is_right(self) -> bool:
        """Whether it is a right of the person whose data are held, and no request for information."""
        return self is not Kind.INFORMATION

    @property
    def changes(self) -> bool:
        """Whether it asks for data to be changed, so that recipients must be told (DPA 2018 s.48(9))."""
        return self.is_right and self is not Kind.ACCESS

    @property
    def prefix(self) -> str:
        """How its references begin."""
        return "DSR" if self.is_right else "FOI"


KIND_WORDS: Final = {
    Kind.INFORMATION: "Freedom of information",
    Kind.ACCESS: "Subject access",
    Kind.RECTIFICATION: "Rectification",
    Kind.ERASURE: "Erasure",
    Kind.RESTRICTION: "Restriction of processing",
    Kind.OBJECTION: "Objection to processing",
}


class Regime(StrEnum):
    """Which data protection law holds for what is asked about."""

    LAW_ENFORCEMENT = "law_enforcement"
    GENERAL = "general"


# Where each right stands in each law; part 3 knows no objection.
PROVISIONS: Final[dict[tuple[Kind, Regime], str]] = {
    (Kind.ACCESS, Regime.LAW_ENFORCEMENT): "Data Protection Act 2018, section 45",
    (Kind.RECTIFICATION, Regime.LAW_ENFORCEMENT): "Data Protection Act 2018, section 46",
    (Kind.ERASURE, Regime.LAW_ENFORCEMENT): "Data Protection Act 2018, section 47",
    (Kind.RESTRICTION, Regime.LAW_ENFORCEMENT): "Data Protection Act 2018, section 47",
    (Kind.ACCESS, Regime.GENERAL): "UK GDPR, article 15",
    (Kind.RECTIFICATION, Regime.GENERAL): "UK GDPR, article 16",
    (Kind.ERASURE, Regime.GENERAL): "UK GDPR, article 17",
    (Kind.RESTRICTION, Regime.GENERAL): "UK GDPR, article 18",
    (Kind.OBJECTION, Regime.GENERAL): "UK GDPR, article 21",
}


class CameBy(StrEnum):
    """How a request came in."""

    EMAIL = "email"
    LETTER = "letter"
    WEBSITE = "website"
    SPOKEN = "spoken"

    @property
    def words(self) -> str:
        """The way in words."""
        return {"email": "By e-mail", "letter": "By letter", "website": "Through a website", "spoken": "By word of mouth"}[self]  # fmt: skip


class State(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ANSWERED = "answered"
    ENDED = "ended"


class Wait(StrEnum):
    """What is waited for while the clock stands: what exactly is asked for, or who asks."""

    CLARIFICATION = "clarification"
    IDENTITY = "identity"


class Decision(StrEnum):
    """How one question of a request for information is decided."""

    GIVEN = "given"
    GIVEN_IN_PART = "given_in_part"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    NEITHER = "neither"

    @property
    def words(self) -> str:
        """The decision in words."""
        return DECISION_WORDS[self]

    @property
    def refuses(self) -> bool:
        """Whether it keeps something back, and so names an exemption."""
        return self in {Decision.GIVEN_IN_PART, Decision.REFUSED, Decision.NEITHER}


DECISION_WORDS: Final = {
    Decision.GIVEN: "Given in full",
    Decision.GIVEN_IN_PART: "Given in part",
    Decision.REFUSED: "Refused",
    Decision.NOT_HELD: "Not held",
    Decision.NEITHER: "Neither confirmed nor denied",
}


class Outcome(StrEnum):
    """What is done about one place in which a person's data are."""

    GIVEN = "given"
    GIVEN_IN_PART = "given_in_part"
    CORRECTED = "corrected"
    ERASED = "erased"
    RESTRICTED = "restricted"
    TOLD = "told"
    REFUSED = "refused"
    NOT_THEIRS = "not_theirs"

    @property
    def words(self) -> str:
        """The outcome in words."""
        return OUTCOME_WORDS[self]


OUTCOME_WORDS: Final = {
    Outcome.GIVEN: "Given",
    Outcome.GIVEN_IN_PART: "Given in part",
    Outcome.CORRECTED: "Put right",
    Outcome.ERASED: "Erased",
    Outcome.RESTRICTED: "Restricted: kept as evidence, and used for nothing else",
    Outcome.TOLD: "Told",
    Outcome.REFUSED: "Refused",
    Outcome.NOT_THEIRS: "Not this person’s",
}
CHANGED: Final = frozenset({Outcome.CORRECTED, Outcome.ERASED, Outcome.RESTRICTED})

_ANSWERS: Final = {
    Kind.ACCESS: (Outcome.GIVEN, Outcome.GIVEN_IN_PART),
    Kind.RECTIFICATION: (Outcome.CORRECTED, Outcome.RESTRICTED),
    Kind.ERASURE: (Outcome.ERASED, Outcome.RESTRICTED),
    Kind.RESTRICTION: (Outcome.RESTRICTED,),
    Kind.OBJECTION: (Outcome.ERASED, Outcome.RESTRICTED),
}


def outcomes_of(kind: Kind) -> tuple[Outcome, ...]:
    """What may be done about a place, for a right of this kind."""
    return (*_ANSWERS[kind], Outcome.REFUSED, Outcome.NOT_THEIRS)


class ReviewOutcome(StrEnum):
    """What an internal review finds of the first answer."""

    UPHELD = "upheld"
    CHANGED = "changed"

    @property
    def words(self) -> str:
        """The finding in words."""
        return {"upheld": "The first answer stands", "changed": "The first answer is changed"}[self]
