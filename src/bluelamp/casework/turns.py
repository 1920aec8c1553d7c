"""Whose turn it is on a case: worked out from its tasks whenever it changes, for the work list to search."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings

from bluelamp.casework import aftermath, progress, reviews
from bluelamp.casework.advising import advice_on, outlook
from bluelamp.casework.errors import ContradictoryFacts
from bluelamp.casework.lifecycle import ENDED, OPEN, STEPS, Act, State
from bluelamp.casework.models import Case, Turn
from bluelamp.casework.pack import end_of, london, pack
from bluelamp.casework.progress import MUST_COME_DOWN
from bluelamp.casework.routes import Route
from bluelamp.casework.standing import Standing, hands, standing, window
from bluelamp.casework.task import Status, Task
from bluelamp.people.roles import Role
from bluelamp.policy import PolicyError
from bluelamp.publication import selectors as publication
from bluelamp.publication.values import EnquiryStatus

# What somebody must attend to, the most pressing first.
PRESSING: Final = (Status.PROBLEM, Status.TO_DO, Status.WAITING)

UNANSWERED: Final = frozenset({EnquiryStatus.RECEIVED, EnquiryStatus.BEING_CONSIDERED})

# The act that each task waits for, where nothing of the case decides between several.
ACTS: Final = {
    "facts": Act.RECORD_FACT,
    "proceedings": Act.RECORD_COURT_EVENT,
    "restrictions": Act.CHECK_RESTRICTIONS,
    "rights": Act.ANSWER_RIGHTS_TEST,
    "legal": Act.ASK_LEGAL_ADVICE,
    "communications": Act.GIVE_COMMUNICATIONS_VIEW,
    "authority": Act.ASK_AUTHORITY,
    "image": Act.SUPPLY_IMAGE,
    "people": Act.MARK_PEOPLE,
    "pictured": Act.COMPLETE_LIST,
    "check": Act.APPROVE_RENDITION,
    "code-d": Act.KEEP_COPY,
    "caption": Act.WORD,
    "decision": Act.RELEASE,
    "handover": Act.HAND_OVER,
    "takedown": Act.TAKE_DOWN,
}

# What is still to be done while a release is live.
LIVE_PAGES: Final = frozenset({"takedown", "proceedings"})

# What each waits for once it has been asked.
ANSWERS: Final = {
    "authority": Act.AUTHORISE,
    "legal": Act.GIVE_LEGAL_ADVICE,
    "pictured": Act.RECORD_PERMISSION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Who may do a task: holders of a role but for those barred, or one officer alone (references)."""

    roles: frozenset[Role]
    officer: str = ""
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Open:
    """Something to be done on the case: its name among the tasks, in words, and whose turn it is."""

    task: str
    words: str
    whose: Whose


def whose(task: Task, now: Standing) -> Whose:
    """Whose turn the task is; nobody's while Bluelamp itself works, an embargo runs or nothing is open."""
    if task.status not in PRESSING or (
        task.page in {"people", "decision"} and task.status is Status.WAITING
    ):
        return Whose(roles=frozenset())
    act, officer = _act(task, now), ""
    if act is Act.OBJECT and now.notice:
        officer = now.notice.officer
    route = Route(now.case.route)
    step = STEPS.get((act, route))
    roles = step.who if step else frozenset()
    fetching = STEPS.get((Act.FETCH_IMAGE, route))
    if act is Act.SUPPLY_IMAGE and fetching and settings.BLUELAMP_CUSTODY_IMAGING:
        roles |= fetching.who
    return Whose(roles=roles, officer=officer, barred=_barred(act, now) - {""})


def reckon(case: Case, *, at: datetime) -> None:
    """Work out the case's open turns and when they are due, inside the caller's transaction; the caller saves it."""
    called = case.due_at if case.turns.filter(task=MUST_COME_DOWN.page).exists() else None
    case.turns.all().delete()
    left = (*reviews.remaining(case), *aftermath.remaining(case))
    route = Route(case.route)
    rows = [
        _Open(each.task, each.words, Whose(roles=STEPS[each.act, route].who, barred=each.barred))
        for each in left
    ]
    moments = [each.due_at for each in left]
    case.reckoned_for = ""
    if case.state not in ENDED:  # a takedown must not depend on the policy in any way
        case.reckoned_for = current(at)
        now = standing(case)
        todo = _tasks(now, at, must_come_down=called is not None)
        rows += [_Open(task.page, f"{task.title}: {task.words}", whose(task, now)) for task in todo]
        moments.append(_due(now, todo, at, called=called or at))
    case.due_at = min(filter(None, moments), default=None)
    Turn.objects.bulk_create(
        turn for place, row in enumerate(rows) for turn in _turns(case, place, row)
    )


def _turns(case: Case, place: int, row: _Open) -> Iterator[Turn]:
    """One for each role that may do it, or one for the officer, or for nobody."""
    roles: Sequence[str] = sorted(row.whose.roles) or [""]
    for role in roles:
        yield Turn(
            case=case,
            place=place,
            task=row.task,
            words=row.words[:300].rstrip(".: "),
            role=role,
            officer=row.whose.officer,
            barred=f" {' '.join(sorted(row.whose.barred))} " if row.whose.barred else "",
        )


def current(at: datetime) -> str:
    """The day and the policy for which turns are reckoned at that moment: another may ask for other tasks."""
    return f"{london(at)} {pack().digest}"


def _tasks(now: Standing, at: datetime, *, must_come_down: bool) -> list[Task]:
    """The open tasks, the most pressing first; what had to come down still does while the policy cannot answer."""
    kept = [MUST_COME_DOWN] if must_come_down else []
    try:
        advice, ahead = advice_on(now, at=at), outlook(now, at=at)
    except ContradictoryFacts:  # a policy that came later may refuse facts taken before
        return [*kept, _unanswered("The facts recorded cannot all be so")]
    except PolicyError as refusal:  # nor need it know the case's route, or be in force today
        return [*kept, _unanswered(str(refusal))]
    found = [task for task in progress.tasks(now, advice, ahead, at=at) if task.status in PRESSING]
    if now.case.state == State.LIVE:
        return [task for task in found if task.page in LIVE_PAGES and task.status is Status.PROBLEM]
    return sorted(found, key=lambda task: PRESSING.index(task.status))


def _unanswered(words: str) -> Task:
    return Task("facts", "Facts and advice", Status.PROBLEM, words)


def _act(task: Task, now: Standing) -> Act:
    match task.page:
        case "authority" | "legal" | "pictured" if task.status is Status.WAITING:
            return ANSWERS[task.page]
        case "decision" if now.case.state == State.EMBARGOED:
            return Act.END_EMBARGO
        case "decision" if task.status is Status.PROBLEM:
            return Act.WITHDRAW_NOTICE
        case "identity":
            wrong = task.status is Status.PROBLEM
            return Act.SUPPLY_IMAGE if wrong else Act.CONFIRM_IDENTITY
        case "notice" if now.case.state == State.OBJECTED:
            return Act.ANSWER_OBJECTION
        case "notice" if task.status is Status.WAITING:
            return Act.OBJECT
        case "notice":
            return Act.NOTIFY_OFFICER
        case page:
            return ACTS[page]


def _barred(act: Act, now: Standing) -> frozenset[str]:
    """Who of the role did the other half of this check."""
    asked = now.authorisation
    match act:
        case Act.AUTHORISE if asked:
            return frozenset({asked.asked_by, asked.asked_for})
        case Act.GIVE_LEGAL_ADVICE if now.legal:
            return frozenset({now.legal.asked_by})
        case Act.RELEASE if asked and asked.granted:
            return frozenset({asked.answered_by, asked.answered_for})
        case Act.CONFIRM_IDENTITY if now.image:
            return frozenset({now.image.supplied_by, now.image.supplied_for})
        case Act.APPROVE_RENDITION if now.rendition:
            return hands(now.rendition)
        case Act.ANSWER_OBJECTION if now.notice:
            return frozenset({now.notice.officer})
        case _:
            return frozenset()


def _due(now: Standing, todo: list[Task], at: datetime, *, called: datetime) -> datetime | None:
    """The nearest of: when what must come down was first called for, the window's end, the planned release, an asker's deadline."""
    pages = {task.page for task in todo}
    moments: list[datetime] = [called] if "takedown" in pages else []
    moments.extend(end_of(row.falls_on) for row in now.due)
    if now.notice and window(now.notice, at=at) == "open":
        moments.append(now.notice.closes_at)
    elif now.notice and "decision" in pages:
        moments.append(now.notice.planned_for)
    if now.embargoed and now.embargoed.embargo_until:
        moments.append(now.embargoed.embargo_until)
    if now.case.state in OPEN:
        asked = publication.enquiries_of(now.case.reference)
        waiting = [enquiry for enquiry in asked if enquiry.status in UNANSWERED]
        moments.extend(enquiry.deadline for enquiry in waiting if enquiry.deadline)
    return min(moments, default=None)
