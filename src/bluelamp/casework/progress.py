"""What has been done on a case and what is left, as a list of tasks: who each waits for, and why."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.utils.timezone import localtime

from bluelamp.casework import assent, proceedings, register_tasks
from bluelamp.casework.lifecycle import OPEN, State
from bluelamp.casework.pack import facts_of
from bluelamp.casework.registers import keeper_of
from bluelamp.casework.restrictions import is_fresh
from bluelamp.casework.routes import Route, Way
from bluelamp.casework.standing import Standing, window
from bluelamp.casework.task import Status, Task
from bluelamp.policy import Advice

# The advice by which a case that has been notified can be decided.
ANSWERS: Final = frozenset({"release", "refer", "refuse"})


ENDINGS: Final = {
    State.LIVE: "Released and live",
    State.HANDED_OVER: "Handed over",
    State.TAKEN_DOWN: "Released, then taken down",
    State.REFUSED: "Refused",
    State.CLOSED: "Closed",
}


MUST_COME_DOWN: Final = Task("takedown", "Decision", Status.PROBLEM, "It must come down now")


def tasks(now: Standing, advice: Advice, outlook: Advice, *, at: datetime) -> tuple[Task, ...]:
    """The tasks of the case in the order of the walk; `outlook` is the advice once all is prepared."""
    way = Route(now.case.route).way
    return (
        _facts(now, advice, outlook),
        *_proceedings(now, outlook),
        *_restrictions(now, way, at),
        *assent.rights_test(now),
        *assent.legal_advice(now, advice),
        *assent.communications(now),
        assent.approval(now, way) if way.approved else assent.authority(now, advice),
        _image(now, way),
        *((_identity(now),) if way.confirmed else ()),
        *(
            (_people(now), *register_tasks.everyone_listed(now, advice), _check(now))
            if way.public
            else ()
        ),
        *register_tasks.exact_copy(now, advice),
        *((_caption(now),) if way.public else ()),
        *((_notice(now, at),) if way.told else ()),
        _decision(now, advice, outlook, way, at),
    )


def _facts(now: Standing, advice: Advice, outlook: Advice) -> Task:
    title, route = "Facts and advice", Route(now.case.route)
    left = sum(keeper_of(name, route=route) is None for name in outlook.open)
    if left:
        words = f"{left} {_facts_word(left)} could still change the answer"
        return Task("facts", title, Status.TO_DO, words)
    if outlook.outcome == "undetermined":
        return Task("facts", title, Status.DONE, "What is left is kept in registers")
    return Task("facts", title, Status.DONE, f"Advice: {advice.outcome.replace('_', ' ')}")


def _facts_word(count: int) -> str:
    return "fact" if count == 1 else "facts"


def _proceedings(now: Standing, outlook: Advice) -> Iterable[Task]:
    """What happened in court, on the routes whose policy asks, and what has fallen due, on every route."""
    title = "Proceedings and deadlines"
    if now.due:
        yield Task("proceedings", title, Status.PROBLEM, now.due[0].why)
    elif not proceedings.SETTLED.isdisjoint(outlook.open):
        yield Task("proceedings", title, Status.TO_DO, "Say what has happened in court")
    elif not proceedings.SETTLED.isdisjoint(facts_of(now.case.route)):
        yield Task("proceedings", title, Status.DONE)


def _restrictions(now: Standing, way: Way, at: datetime) -> Iterable[Task]:
    """Whether somebody has looked for restrictions lately, and how old the person is, where that is asked."""
    title = "Reporting restrictions checked"
    if not way.public:
        return
    if "age_group" in facts_of(now.case.route) and "age_group" not in now.asserted:
        yield Task("restrictions", title, Status.TO_DO, "Say how old the person is, and check")
    elif now.case.state in OPEN and not is_fresh(now.checked, at=at):
        yield Task("restrictions", title, Status.TO_DO, "To be checked before the release")
    else:
        yield Task("restrictions", title, Status.DONE)


def _image(now: Standing, way: Way) -> Task:
    if now.image is None:
        return Task("image", "Image", Status.TO_DO, "To be supplied by the officer, or fetched")
    if now.wrong_person and not way.confirmed:
        return Task("image", "Image", Status.PROBLEM, _WRONG)
    size = f"{now.image.width} × {now.image.height} pixels"
    if now.image.probe:
        minutes, seconds = divmod(round(now.image.probe["duration"]), 60)
        size = f"{minutes}:{seconds:02} of footage, {size}"
    return Task("image", "Image", Status.DONE, size)


_WRONG: Final = "Wrong person: another image is needed"


def _identity(now: Standing) -> Task:
    title = "Right person confirmed"
    if now.image is None:
        return Task("identity", title, Status.NOT_YET)
    if now.wrong_person:
        return Task("identity", title, Status.PROBLEM, _WRONG)
    if now.image.right_person is None:
        return Task(
            "identity", title, Status.WAITING, "Waiting for somebody who did not bring the image"
        )
    return Task("identity", title, Status.DONE)


def _people(now: Standing) -> Task:
    title = "People in the picture"
    if now.image is None or now.wrong_person:
        return Task("people", title, Status.NOT_YET)
    if now.rendition is None:
        words = "Say who is sought" if now.plan else "Find the people first"
        return Task("people", title, Status.TO_DO, words)
    if now.rendition.examined is None and now.rendition.fault:
        return Task("people", title, Status.PROBLEM, now.rendition.fault)
    if now.rendition.cancelled_at is not None:
        return Task(
            "people", title, Status.TO_DO, "Obscuring was cancelled: resume it, or begin anew"
        )
    if now.rendition.examined is None:
        return Task("people", title, Status.WAITING, "Being obscured")
    if not now.rendition.examined:
        return Task("people", title, Status.PROBLEM, "The finished picture failed its examination")
    if now.rendition.approved is False:
        return Task("people", title, Status.PROBLEM, "Sent back by the checker")
    return Task("people", title, Status.DONE, "Obscured and examined")


def _check(now: Standing) -> Task:
    title = "Checked by a second person"
    if now.rendition is None or not now.rendition.examined or now.rendition.approved is False:
        return Task("check", title, Status.NOT_YET)
    if now.rendition.approved is None:
        return Task("check", title, Status.WAITING, "Waiting for somebody who did not prepare it")
    return Task("check", title, Status.DONE)


def _caption(now: Standing) -> Task:
    status = Status.TO_DO if now.wording is None else Status.DONE
    return Task("caption", "Caption", status)


def _notice(now: Standing, at: datetime) -> Task:
    title = "Officer told, and chance to object"
    if now.case.state == State.OBJECTED:
        return Task("notice", title, Status.PROBLEM, "An objection waits for an answer")
    stage = window(now.notice, at=at)
    if stage == "not_opened":
        confirmed = now.image and now.image.right_person and not now.wrong_person
        ready = now.approved and now.wording and confirmed
        return Task("notice", title, Status.TO_DO if ready else Status.NOT_YET)
    if stage == "open":
        return Task("notice", title, Status.WAITING, "Waiting for the investigating officer")
    return Task("notice", title, Status.DONE)


def _decision(now: Standing, advice: Advice, outlook: Advice, way: Way, at: datetime) -> Task:
    """The end of the route: where the officer is not told it waits for nothing but the advice."""
    page, title = "decision", "Decision" if way.told else "Release"
    if not way.public:
        page, title = "handover", "Hand-over to the prosecution"
    match State(now.case.state):
        case State.LIVE if advice.outcome == "take_down" or now.wrong_person or now.barred:
            return MUST_COME_DOWN
        case state if state in ENDINGS:
            return Task(page, title, Status.DONE, ENDINGS[state])
        case State.EMBARGOED:
            return _under_embargo(now, advice)
        case _ if advice.outcome in ANSWERS and _ready(now, way, advice):
            return Task(page, title, Status.TO_DO)
        case State.NOTIFIED if against := _against(now, advice, outlook, at):
            return Task(page, title, Status.PROBLEM, f"The advice is now: {against}")
        case _:
            return Task(page, title, Status.NOT_YET)


def _under_embargo(now: Standing, advice: Advice) -> Task:
    """What is decided waits for its hour, unless it would be held back then."""
    decided = now.embargoed
    if decided and (
        advice.outcome == "release"
        or (decided.departs and advice.outcome == decided.advice.outcome)
    ):
        until = localtime(decided.embargo_until)
        return Task(
            "decision", "Decision", Status.WAITING, f"Released at {until:%H:%M on %-d %B %Y}"
        )
    words = f"The advice is now: {advice.outcome.replace('_', ' ')}, so it will be held back"
    return Task("decision", "Decision", Status.PROBLEM, words)


def _ready(now: Standing, way: Way, advice: Advice) -> bool:
    """Whether the officer was told, where that is the route's way, or else nothing that the desk prepares is missing.

    A refusal waits for nothing.
    """
    if way.told:
        return now.case.state == State.NOTIFIED
    if advice.outcome == "refuse":
        return True
    confirmed = bool(now.image and now.image.right_person) or not way.confirmed
    worded = bool(now.approved and now.wording) or not way.public
    return now.image is not None and not now.wrong_person and confirmed and worded


def _against(now: Standing, advice: Advice, outlook: Advice, at: datetime) -> str:
    """The advice that leaves nothing to decide and nobody to wait for, in words; empty where somebody is waited for."""
    if outlook.outcome == "undetermined":
        return ""
    if outlook.outcome not in ANSWERS:
        return outlook.outcome.replace("_", " ")
    return "" if window(now.notice, at=at) == "open" else advice.outcome.replace("_", " ")
