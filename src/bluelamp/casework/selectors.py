"""Read cases: for the desk's pages and for those who check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from bluelamp.casework import access, progress
from bluelamp.casework.advising import advice_on, outlook
from bluelamp.casework.errors import CaseErased, NoSuchCase
from bluelamp.casework.lifecycle import ENDED, STATE_WORDS, Act, State
from bluelamp.casework.models import (
    AdviceGiven,
    AssertedFact,
    Case,
    Decision,
    Emergency,
    Image,
    LegalAdvice,
    Objection,
    PlanVersion,
    QuestionSent,
    RightsTest,
    Takedown,
)
from bluelamp.casework.permitted import open_to
from bluelamp.casework.plans import AnyPlan, is_footage, plan_of
from bluelamp.casework.progress import MUST_COME_DOWN
from bluelamp.casework.routes import Route
from bluelamp.casework.standing import Standing, facts, standing
from bluelamp.casework.task import Task
from bluelamp.people.actor import Actor
from bluelamp.policy import Advice


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case as its pages show it, at one moment, to one person."""

    case: Case
    state: State
    state_words: str
    now: Standing
    facts: Mapping[str, Any]
    asserted: Mapping[str, AssertedFact]
    advice: Advice
    outlook: Advice
    tasks: tuple[Task, ...]
    acts: tuple[Act, ...]
    decisions: tuple[Decision, ...]
    objections: tuple[Objection, ...]
    takedowns: tuple[Takedown, ...]
    enquiries: tuple[str, ...]
    alone: tuple[Emergency, ...]

    @property
    def plan(self) -> AnyPlan | None:
        """Who is obscured in the newest image, as its newest plan says."""
        return plan_of(self.now.plan) if self.now.plan else None

    @property
    def route(self) -> Route:
        """The route of the policy that the case is on."""
        return Route(self.case.route)

    @property
    def must_come_down(self) -> bool:
        """Whether what is live in the case must be taken down now."""
        return MUST_COME_DOWN in self.tasks

    def may(self, act: Act) -> bool:
        """Whether this person may do this to the case as it stands."""
        return act in self.acts


def case_view(reference: str, *, actor: Actor, at: datetime) -> CaseView:
    """Everything about a case that its pages show; raises NoSuchCase, also where it is closed to this person, and CaseErased."""
    case = access.case_seen(reference, actor=actor, at=at)
    check_not_erased(case)
    now = standing(case)
    advice, ahead = advice_on(now, at=at), outlook(now, at=at)
    state = State(case.state)
    return CaseView(
        case=case,
        state=state,
        state_words=STATE_WORDS[state],
        now=now,
        facts=facts(now, at=at),
        asserted=now.asserted,
        advice=advice,
        outlook=ahead,
        tasks=progress.tasks(now, advice, ahead, at=at),
        acts=open_to(state=state, route=Route(case.route), actor=actor),
        decisions=tuple(case.decisions.order_by("-id")),
        objections=tuple(Objection.objects.filter(notice__case=case).order_by("-id")),
        takedowns=tuple(case.takedowns.order_by("-id")),
        enquiries=tuple(case.enquiries.values_list("enquiry", flat=True)),
        alone=tuple(case.emergencies.filter(reviewed_at=None).order_by("-id")[:1]),
    )


def check_not_erased(case: Case) -> None:
    """Raise CaseErased where nothing of the case is left."""
    if case.state == State.ERASED:
        raise CaseErased(
            f"Case {case.reference} was erased: nothing of it is left but that it was.",
            what_next="The page on how long cases are kept says who decided that, and why.",
        )


def of_person(person: str, *, viewer: Actor, at: datetime) -> tuple[str, ...]:
    """The references of cases open to the viewer that are not over and concern somebody of this name."""
    going_on = [state for state in State if state not in ENDED]
    found = access.seen_by(viewer, at=at).filter(person__iexact=person.strip(), state__in=going_on)
    return tuple(found.order_by("id").values_list("reference", flat=True))


def history(reference: str) -> QuerySet[AssertedFact]:
    """Every assertion made about a case's facts, newest first, superseded ones too."""
    return _case(reference).facts.order_by("-id")


def questions_sent(reference: str, fact: str) -> list[tuple[QuestionSent, bool]]:
    """Who was sent a question of the case, newest first, and whether it has been answered since."""
    case = _case(reference)
    newest = case.facts.filter(name=fact).order_by("-id").first()
    return [
        (row, newest is not None and newest.recorded_at >= row.sent_at)
        for row in case.questions.filter(fact=fact).order_by("-id")
    ]


def advice_given(reference: str) -> QuerySet[AdviceGiven]:
    """Every advice kept on a case, newest first."""
    return _case(reference).advice.order_by("-id")


def rights_tests(reference: str) -> QuerySet[RightsTest]:
    """Every set of answers to the rights test, newest first, those superseded too."""
    return _case(reference).rights_tests.order_by("-id").prefetch_related("answers")


def standing_in(reference: str, number: int) -> Standing:
    """What counted of the case in that round, besides its facts, which are those of now."""
    case = _case(reference)
    case.round = number
    return standing(case)


def legal_advice(reference: str) -> QuerySet[LegalAdvice]:
    """Every question to a legal adviser, newest first; not its words."""
    return _case(reference).legal_advice.order_by("-id").prefetch_related("readers")


def plan_versions(image: Image) -> list[PlanVersion]:
    """Every version of who is obscured in the image, newest first; footage's long texts are read only where asked for."""
    rows = image.plans.order_by("-number")
    return list(rows.defer("text") if is_footage(image) else rows)


def _case(reference: str) -> Case:
    found = Case.objects.filter(reference=reference).first()
    if found is None:
        raise NoSuchCase(f"There is no case {reference}.")
    return found
