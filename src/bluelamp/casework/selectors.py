"""Read cases: for the desk's pages and for those who check."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, overload

from django.db.models import Q, QuerySet

from bluelamp.casework import progress
from bluelamp.casework.errors import NoSuchCase
from bluelamp.casework.lifecycle import ENDED, STATE_WORDS, Act, State, open_to
from bluelamp.casework.models import (
    AdviceGiven,
    AssertedFact,
    Case,
    Decision,
    Image,
    Objection,
    PlanVersion,
    Takedown,
)
from bluelamp.casework.progress import Status, Task
from bluelamp.casework.services.advise import advice_on, outlook
from bluelamp.casework.standing import Standing, facts, newest, standing
from bluelamp.people.actor import Actor
from bluelamp.policy import Advice
from bluelamp.redaction import Plan, read_plan


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

    @property
    def plan(self) -> Plan | None:
        """Who is obscured in the newest image, as its newest plan says."""
        return read_plan(self.now.plan.text.encode()) if self.now.plan else None

    def may(self, act: Act) -> bool:
        """Whether this person may do this to the case as it stands."""
        return act in self.acts


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """A line of the work list."""

    reference: str
    person: str
    court: str
    offence: str
    state: State
    state_words: str
    next_words: str
    officer: str
    changed_at: datetime


def case_view(reference: str, *, actor: Actor, at: datetime) -> CaseView:
    """Everything about a case that its pages show; raises NoSuchCase."""
    case = _case(reference)
    now = standing(case)
    advice, ahead = advice_on(case, at=at), outlook(case, at=at)
    state = State(case.state)
    return CaseView(
        case=case,
        state=state,
        state_words=STATE_WORDS[state],
        now=now,
        facts=facts(case, at=at),
        asserted=newest(case),
        advice=advice,
        outlook=ahead,
        tasks=progress.tasks(now, advice, ahead, at=at),
        acts=open_to(state=state, actor=actor),
        decisions=tuple(case.decisions.order_by("-id")),
        objections=tuple(Objection.objects.filter(notice__case=case).order_by("-id")),
        takedowns=tuple(case.takedowns.order_by("-id")),
        enquiries=tuple(case.enquiries.values_list("enquiry", flat=True)),
    )


@dataclass(frozen=True, slots=True)
class WorkList(Sequence[WorkItem]):
    """Lines of the work list, each worked out only when it is shown."""

    cases: QuerySet[Case]
    at: datetime

    def __len__(self) -> int:
        return self.cases.count()

    def __iter__(self) -> Iterator[WorkItem]:
        return (_item(case, self.at) for case in self.cases)

    @overload
    def __getitem__(self, place: int) -> WorkItem: ...
    @overload
    def __getitem__(self, place: slice) -> list[WorkItem]: ...
    def __getitem__(self, place: int | slice) -> WorkItem | list[WorkItem]:
        if isinstance(place, slice):
            return [_item(case, self.at) for case in self.cases[place]]
        return _item(self.cases[place], self.at)


def work_list(
    *, states: tuple[State, ...] = (), text: str = "", officer: str = "", at: datetime
) -> WorkList:
    """Cases that match, newest change first; `officer` is a reference, `text` part of a name, number or offence."""
    found = Case.objects.order_by("-changed_at", "-id")
    if states:
        found = found.filter(state__in=states)
    if officer:
        found = found.filter(Q(officer=officer) | Q(opened_by=officer))
    return WorkList(_matching(found, text), at)


def of_person(person: str) -> tuple[str, ...]:
    """The references of cases that are not over and concern somebody of this name."""
    going_on = [state for state in State if state not in ENDED]
    found = Case.objects.filter(person__iexact=person.strip(), state__in=going_on)
    return tuple(found.order_by("id").values_list("reference", flat=True))


def history(reference: str) -> QuerySet[AssertedFact]:
    """Every assertion made about a case's facts, newest first, superseded ones too."""
    return _case(reference).facts.order_by("-id")


def advice_given(reference: str) -> QuerySet[AdviceGiven]:
    """Every advice kept on a case, newest first."""
    return _case(reference).advice.order_by("-id")


def plan_versions(image: Image) -> list[PlanVersion]:
    """Every version of who is obscured in the image, newest first."""
    return list(image.plans.order_by("-number"))


def _case(reference: str) -> Case:
    found = Case.objects.filter(reference=reference).first()
    if found is None:
        raise NoSuchCase(f"There is no case {reference}.")
    return found


def _matching(found: QuerySet[Case], text: str) -> QuerySet[Case]:
    for word in text.split():
        found = found.filter(
            Q(reference__icontains=word)
            | Q(person__icontains=word)
            | Q(case_number__icontains=word)
            | Q(court__icontains=word)
            | Q(offence__icontains=word)
        )
    return found


def _item(case: Case, at: datetime) -> WorkItem:
    state = State(case.state)
    return WorkItem(
        reference=case.reference,
        person=case.person,
        court=case.court,
        offence=case.offence,
        state=state,
        state_words=STATE_WORDS[state],
        next_words=_next(case, at),
        officer=case.officer,
        changed_at=case.changed_at,
    )


def _next(case: Case, at: datetime) -> str:
    """The first task that somebody must attend to, problems before waits; an ended case has none."""
    if case.state in ENDED:
        return ""
    advice, ahead = advice_on(case, at=at), outlook(case, at=at)
    todo = progress.tasks(standing(case), advice, ahead, at=at)
    for wanted in (Status.PROBLEM, Status.TO_DO, Status.WAITING):
        for task in todo:
            if task.status is wanted:
                return f"{task.title}: {task.words}" if task.words else task.title
    return ""
