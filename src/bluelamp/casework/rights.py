"""The rights test that the record of a decision answers: fifteen questions, their choices, and the facts that they settle."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bluelamp.casework.routes import PUBLIC, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the test; on `routes` somebody answers it, and elsewhere the case itself shows the answer."""

    number: int
    title: str
    asks: str
    routes: frozenset[Route] = frozenset()

    @property
    def label(self) -> str:
        """Its number and title: “T5 Necessity”."""
        return f"T{self.number} {self.title}"


def _shown(number: int, title: str, asks: str) -> Question:
    return Question(number=number, title=title, asks=asks)


def _asked(number: int, title: str, asks: str, routes: frozenset[Route] = PUBLIC) -> Question:
    return Question(number=number, title=title, asks=asks, routes=routes)


# What the answers settle, where the route asks it.
FACTS: Final = frozenset(
    {
        "legitimate",
        "necessary",
        "proportionate",
        "rights_test",
        "to_apprehend",
        "purpose",
        "article8_considered",
        "contempt",
    }
)

# The weighing (T14) comes before the decision that it leads to.
QUESTIONS: Final[tuple[Question, ...]] = (
    _shown(1, "Who is shown", "Who is shown, is it them, and who confirmed it?"),
    _asked(2, "Stage of proceedings", "How far have any proceedings against the person come: suspected, charged, convicted, sentenced, cleared, or none?", PUBLIC - {Route.CUSTODY_IMAGE}),
    _asked(3, "Legal basis", "On what legal basis is the picture used, and under which part of data protection law?"),
    _asked(4, "Purpose", "What is the release for, in this case?"),
    _asked(5, "Necessity", "Why this image, and why now? Which less intrusive step was considered, and why would it not do?"),
    _asked(6, "Seriousness and harm", "How serious is the offence or the danger, and what harm was done or may follow?"),
    _asked(7, "Effects on people", "What would release mean for the person shown, their family and children, victims and witnesses (Articles 2, 3 and 8)?"),
    _asked(8, "Public and press interest", "What interest have the public and the press in seeing it (Article 10)?"),
    _asked(9, "Fair trial and orders", "Are any proceedings active, and could release prejudice them (Article 6, contempt of court)?"),
    _shown(10, "Others in the picture", "Who else can be seen or heard, and what was done about it?"),
    _asked(11, "Reach", "On which channels and for whom is it released, for how long, and what ends it?"),
    _shown(12, "Views", "Whose views were sought, and what did they say?"),
    _asked(13, "Risk assessment", "Which risks were assessed, by whom, and what is done about them?"),
    _asked(14, "Decision", "Weighed against one another, why is release proportionate, or why is it not?"),
    _shown(15, "If refused", "For which reason, and on what evidence?"),
)  # fmt: skip

BASES: Final[dict[str, str]] = {
    "pace_64a": "A custody photograph, for a purpose in section 64A(4) of PACE 1984",
    "policing": "The police’s common-law duty to prevent and detect crime and bring offenders to justice",
    "life": "The duty to protect life (Article 2)",
    "agreement": "The agreement of whoever is shown, or of the family that gave the picture",
    "unlisted_basis": "Another basis, which you describe",
}

REGIMES: Final[dict[str, str]] = {
    "law_enforcement": "Law enforcement: part 3 of the Data Protection Act 2018",
    "general": "Any other purpose: UK GDPR and part 2 of the Act",
}

_CRIME = {
    "detection": "To prevent or detect crime, such as asking witnesses or other victims to come forward",
    "prosecution": "For the conduct of a prosecution",
}
_ANOTHER = {"other": "Another purpose, which you describe"}

# Of body-worn video the purposes are the pack's own.
PURPOSES: Final[dict[Route, dict[str, str]]] = {
    Route.CUSTODY_IMAGE: {
        **_CRIME,
        "enforcement": "For the enforcement of a sentence or order",
        "confidence": "To tell the public the outcome of a case (for a custody photograph, name a purpose above too)",
        **_ANOTHER,
    },
    Route.WANTED_PERSON: {"apprehend": "To catch a wanted person", **_ANOTHER},
    Route.MISSING_PERSON: {"find": "To find a missing person", **_ANOTHER},
    Route.IDENTIFICATION_APPEAL: {"identify": "To identify the person shown", **_CRIME, **_ANOTHER},
    Route.BWV_MEDIA: {
        "trace_suspect": "To trace a suspect",
        "identify_suspects": "To identify suspects",
        "locate_escapee": "To find somebody who escaped or absconded",
        "post_conviction": "To answer questions asked after a conviction",
        "heroic_act": "To show a heroic act",
        "education": "To teach",
        "awareness": "To make people aware of an issue",
        **_ANOTHER,
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One set of answers: the choices, the three judgements, and the words by the question's number."""

    purpose: str
    basis: str
    regime: str
    legitimate: bool
    necessary: bool
    proportionate: bool
    reasons: Mapping[int, str]

    @property
    def met(self) -> bool:
        """Whether release is legitimate, necessary and proportionate."""
        return self.legitimate and self.necessary and self.proportionate


def asked(route: Route) -> tuple[Question, ...]:
    """The questions that somebody answers on the route, in order."""
    return tuple(question for question in QUESTIONS if route in question.routes)


def settled(answers: Answers) -> dict[str, tuple[Any, str]]:
    """What the answers settle of the policy's facts, by name: the value and its reasons."""
    said = answers.reasons
    return {
        "legitimate": (answers.legitimate, said[4]),
        "necessary": (answers.necessary, said[5]),
        "proportionate": (answers.proportionate, said[14]),
        "rights_test": (answers.met, f"{said[4]} {said[5]} {said[14]}"),
        "to_apprehend": (answers.purpose == "apprehend", said[4]),
        "purpose": (answers.purpose, said[4]),
        "article8_considered": (True, said[7]),
        "contempt": ("considered", said[9]),
    }
