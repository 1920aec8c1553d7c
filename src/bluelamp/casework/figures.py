"""What each round of a case came to: worked out from the case's rows whenever it changes, for figures to count."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django.db import transaction

from bluelamp.casework.categories import AgeBand, Result, Sentence, age_band
from bluelamp.casework.court import CUSTODIAL, GUILTY, NON_CUSTODIAL, EventKind
from bluelamp.casework.lifecycle import OPEN, State
from bluelamp.casework.models import Authorisation, Case, CourtEvent, Decision, Outcome, PersonsAge
from bluelamp.casework.pack import london
from bluelamp.casework.proceedings import own_events, standing_conviction
from bluelamp.casework.restrictions import ADULT
from bluelamp.jobs.registry import every
from bluelamp.publication import selectors as publication
from bluelamp.publication.values import Channel

# Where a round has come to something.
CAME_TO: Final = frozenset(
    {State.LIVE, State.HANDED_OVER, State.TAKEN_DOWN, State.REFUSED, State.CLOSED}
)
AT_A_TIME: Final = 200
_CHANNELS: Final = {channel: f"{channel.value}_minutes" for channel in Channel}
_SENTENCES: Final = {CUSTODIAL: Sentence.CUSTODIAL, NON_CUSTODIAL: Sentence.NON_CUSTODIAL}
_OF_CASE: Final = ("offence_group", "sex", "ethnicity")
_WORKED_OUT: Final = (
    *("route", "unit", *_OF_CASE, "result", "month", "sentence", "age_band"),
    *("ground", "departure", "clauses", "verdict_days", "authority_minutes"),
    *(*_CHANNELS.values(), "file_open"),
)


def reckon(case: Case) -> None:
    """Work out what the case's rounds came to, inside the caller's transaction; nothing while its first is open."""
    if case.state not in CAME_TO and not (case.round > 1 and case.state in OPEN):
        return
    of_case = _of_case(case)
    found = [
        Outcome(case=case, round=number, route=case.route, unit=case.unit, **of_case, **came_to)
        for number in range(1, case.round + 1)
        if (came_to := _came_to(case, number))
    ]
    Outcome.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["case", "round"],
        update_fields=_WORKED_OUT,
    )


def reckon_everything() -> int:
    """Work out every case's outcomes anew, some hundred in a transaction each; how many cases there were."""
    count, last = 0, 0
    while references := list(
        Case.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_A_TIME]
    ):
        last = references[-1]
        with transaction.atomic():
            for case in Case.objects.select_for_update().filter(pk__in=references).order_by("pk"):
                reckon(case)
        count += len(references)
    return count


@every("casework.figures", seconds=300)
def time_deleted_files(at: datetime) -> None:  # noqa: ARG001  a tick is called with the time
    """Work out anew where a withdrawn file was still there when its takedown was counted."""
    waiting = Outcome.objects.filter(file_open=True, case__state__in=[*CAME_TO, *OPEN])
    for number in set(waiting.values_list("case", flat=True)):
        with transaction.atomic():
            reckon(Case.objects.select_for_update().get(pk=number))


def _of_case(case: Case) -> dict[str, Any]:
    """What holds of the case in every round: offence, sex and ethnicity as last stated."""
    stated = case.characteristics.order_by("-id").first()
    return {name: getattr(stated, name) if stated else "" for name in _OF_CASE}


def _came_to(case: Case, number: int) -> dict[str, Any]:
    """What one round came to, with all that depends on its day; empty where it has come to nothing yet."""
    decision = case.decisions.filter(round=number, held_at=None).select_related("advice").first()
    if decision:
        return _decided(case, decision) if decision.edition or not decision.released else {}
    handover = case.handovers.filter(round=number).first()
    if handover:
        return {"result": Result.HANDED_OVER, **_of_day(case, number, london(handover.handed_at))}
    return _closed(case, number)


def _decided(case: Case, decision: Decision) -> dict[str, Any]:
    at = decision.decided_at
    if decision.embargo_until:
        at = publication.edition(decision.edition).published_at
    came_to = {
        "result": Result.RELEASED if decision.released else Result.REFUSED,
        "ground": None if decision.released else decision.ground,
        "departure": decision.ground if decision.departs else None,
        "clauses": _clauses(decision),
        **_of_day(case, decision.round, london(at)),
    }
    return came_to | (_times(case, decision, london(at)) if decision.released else {})


def _closed(case: Case, number: int) -> dict[str, Any]:
    """Closed without a decision: in the month in which it was first seen to be."""
    kept = case.outcomes.filter(round=number, result=Result.CLOSED).first()
    if kept is None and (number != case.round or case.state != State.CLOSED):
        return {}
    came_to = _of_day(case, number, london(case.changed_at))
    month = kept.month if kept else came_to["month"]
    return {"result": Result.CLOSED, **came_to, "month": month}


def _of_day(case: Case, number: int, day: date) -> dict[str, Any]:
    """The month of a decision; the sentence, how old the person was, and how long authority took."""
    return {
        "month": day.year * 100 + day.month,
        "sentence": _sentence(own_events(case), day),
        "age_band": _age_band(case.ages.order_by("-id").first(), day),
        "authority_minutes": _authority(case, number),
    }


def _sentence(events: list[CourtEvent], day: date) -> str:
    """The sentence that stands or, where the conviction stands no more, that stood on the day."""
    convicted = standing_conviction(events) or standing_conviction(_until(events, day))
    if not convicted:
        return ""
    passed = [event for event in convicted if event.kind == EventKind.SENTENCED]
    if not passed:
        return Sentence.AWAITED
    if any(event.hospital_order == "made" for event in passed):
        return Sentence.HOSPITAL_ORDER
    # What was said of the sentence when it was passed or, where nothing was, when it was expected.
    said = [event.custody for event in (*convicted, *passed) if event.custody]
    return _SENTENCES[said[-1]] if said else Sentence.AWAITED


def _until(events: list[CourtEvent], day: date) -> Iterator[CourtEvent]:
    return (event for event in events if event.on <= day)


def _age_band(age: PersonsAge | None, day: date) -> str:
    if age is None:
        return ""
    if age.born_on:
        return age_band(relativedelta(day, age.born_on).years)
    return AgeBand.ADULT if age.age_group == ADULT else AgeBand.UNDER_18


def _authority(case: Case, number: int) -> int | None:
    """Minutes from asking for authority to its answer, of the last that was answered."""
    asked = case.authorisations.filter(round=number, granted__isnull=False)
    row: Authorisation | None = asked.order_by("-id").first()
    if row is None or row.answered_at is None:
        return None
    return _minutes((row.decided_at or row.answered_at) - row.asked_at)


def _clauses(decision: Decision) -> str:
    """The clauses on which the advice rested; read as text, since it may have been given by an earlier policy."""
    because = json.loads(decision.advice.text).get("because", ())
    clauses = " ".join(dict.fromkeys(each["clause"] for each in because))
    return clauses if len(clauses) <= 200 else clauses[:200].rsplit(" ", 1)[0]


def _times(case: Case, decision: Decision, day: date) -> dict[str, Any]:
    """Days from the last verdict before the release, and how long each channel took to be clear once it was called for."""
    events = standing_conviction(_until(own_events(case), day))
    verdicts = [event.on for event in events if event.kind in GUILTY]
    times: dict[str, Any] = {"verdict_days": (day - max(verdicts)).days if verdicts else None}
    takedown = case.takedowns.filter(round=decision.round).order_by("-id").first()
    if takedown is None:
        return times
    called = takedown.called_for_at or takedown.taken_down_at
    placements = publication.placements_of(decision.edition)
    for each in placements:
        if each.removed_at:
            times[_CHANNELS[each.channel]] = _minutes(each.removed_at - called)
    return times | {"file_open": any(each.removed_at is None for each in placements)}


def _minutes(time: timedelta) -> int:
    """Whole minutes; none where an answer was given before it was asked for in writing."""
    return max(0, int(time.total_seconds() // 60))
