"""By what outcomes are counted: what a round came to, the sentence, the offence, and who the person is in aggregate."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Result(StrEnum):
    """What a round of a case came to."""

    RELEASED = "released"
    REFUSED = "refused"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


class Sentence(StrEnum):
    """Which kind of sentence stands against the person; empty in an outcome where nobody has recorded a conviction."""

    CUSTODIAL = "custodial"
    NON_CUSTODIAL = "non_custodial"
    HOSPITAL_ORDER = "hospital_order"
    AWAITED = "awaited"


class OffenceGroup(StrEnum):
    """The offence groups in which the Ministry of Justice publishes its criminal justice statistics."""

    VIOLENCE = "violence"
    SEXUAL = "sexual"
    ROBBERY = "robbery"
    THEFT = "theft"
    DAMAGE = "damage"
    DRUGS = "drugs"
    WEAPONS = "weapons"
    PUBLIC_ORDER = "public_order"
    SOCIETY = "society"
    FRAUD = "fraud"
    SUMMARY = "summary"
    MOTORING = "motoring"


class Sex(StrEnum):
    """The person's sex, as the custody record has it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class AgeBand(StrEnum):
    """How old the person was when it was decided; `ADULT` where only that is known."""

    UNDER_18 = "under_18"
    FROM_18 = "18_24"
    FROM_25 = "25_34"
    FROM_35 = "35_44"
    FROM_45 = "45_54"
    FROM_55 = "55_64"
    FROM_65 = "65"
    ADULT = "adult"


class Ethnicity(StrEnum):
    """What the person said their ethnicity is: the 18 categories of the 2011 census, and “not stated” (18+1)."""

    W1 = "W1"
    W2 = "W2"
    W3 = "W3"
    W9 = "W9"
    M1 = "M1"
    M2 = "M2"
    M3 = "M3"
    M9 = "M9"
    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    A4 = "A4"
    A9 = "A9"
    B1 = "B1"
    B2 = "B2"
    B9 = "B9"
    O2 = "O2"
    O9 = "O9"
    NOT_STATED = "NS"


RESULT_WORDS: Final[Mapping[str, str]] = {
    Result.RELEASED: "Released",
    Result.REFUSED: "Refused",
    Result.HANDED_OVER: "Handed over",
    Result.CLOSED: "Closed without a decision",
}
SENTENCE_WORDS: Final[Mapping[str, str]] = {
    Sentence.CUSTODIAL: "Custody",
    Sentence.NON_CUSTODIAL: "Other than custody",
    Sentence.HOSPITAL_ORDER: "Hospital order",
    Sentence.AWAITED: "Convicted, sentence not recorded",
}
OFFENCE_WORDS: Final[Mapping[str, str]] = {
    OffenceGroup.VIOLENCE: "Violence against the person",
    OffenceGroup.SEXUAL: "Sexual offences",
    OffenceGroup.ROBBERY: "Robbery",
    OffenceGroup.THEFT: "Theft offences",
    OffenceGroup.DAMAGE: "Criminal damage and arson",
    OffenceGroup.DRUGS: "Drug offences",
    OffenceGroup.WEAPONS: "Possession of weapons",
    OffenceGroup.PUBLIC_ORDER: "Public order offences",
    OffenceGroup.SOCIETY: "Miscellaneous crimes against society",
    OffenceGroup.FRAUD: "Fraud offences",
    OffenceGroup.SUMMARY: "Summary offences other than motoring",
    OffenceGroup.MOTORING: "Summary motoring offences",
}
SEX_WORDS: Final[Mapping[str, str]] = {Sex.FEMALE: "Female", Sex.MALE: "Male", Sex.OTHER: "Other"}
AGE_WORDS: Final[Mapping[str, str]] = {
    AgeBand.UNDER_18: "Under 18",
    AgeBand.FROM_18: "18 to 24",
    AgeBand.FROM_25: "25 to 34",
    AgeBand.FROM_35: "35 to 44",
    AgeBand.FROM_45: "45 to 54",
    AgeBand.FROM_55: "55 to 64",
    AgeBand.FROM_65: "65 and over",
    AgeBand.ADULT: "An adult, age not known",
}
ETHNICITY_WORDS: Final[Mapping[str, str]] = {
    Ethnicity.W1: "White: British",
    Ethnicity.W2: "White: Irish",
    Ethnicity.W3: "White: Gypsy or Irish Traveller",
    Ethnicity.W9: "White: any other White background",
    Ethnicity.M1: "Mixed: White and Black Caribbean",
    Ethnicity.M2: "Mixed: White and Black African",
    Ethnicity.M3: "Mixed: White and Asian",
    Ethnicity.M9: "Mixed: any other Mixed background",
    Ethnicity.A1: "Asian: Indian",
    Ethnicity.A2: "Asian: Pakistani",
    Ethnicity.A3: "Asian: Bangladeshi",
    Ethnicity.A4: "Asian: Chinese",
    Ethnicity.A9: "Asian: any other Asian background",
    Ethnicity.B1: "Black: Caribbean",
    Ethnicity.B2: "Black: African",
    Ethnicity.B9: "Black: any other Black background",
    Ethnicity.O2: "Other: Arab",
    Ethnicity.O9: "Other: any other ethnic group",
    Ethnicity.NOT_STATED: "Not stated",
}

# The first age of each band, the oldest first.
_FROM: Final = (
    (65, AgeBand.FROM_65),
    (55, AgeBand.FROM_55),
    (45, AgeBand.FROM_45),
    (35, AgeBand.FROM_35),
    (25, AgeBand.FROM_25),
    (18, AgeBand.FROM_18),
)


def age_band(years: int) -> AgeBand:
    """The band of somebody that old, in whole years."""
    return next((band for first, band in _FROM if years >= first), AgeBand.UNDER_18)
