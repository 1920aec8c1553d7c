"""From a draft to a decision: of one day, with every unclear thing read in one way, and proved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bluelamp.policy.chart import Chart
from bluelamp.policy.clauses import Caution, Clause, Duty, Reading, Setting
from bluelamp.policy.draft import Draft
from bluelamp.policy.errors import NoSuchReading, NotInForce
from bluelamp.policy.expression import ALWAYS, NEVER, settle
from bluelamp.policy.pack import Decision, Pack
from bluelamp.policy.proving import LogicRefused, prove
from bluelamp.policy.reckoning import conditions


def change_days(draft: Draft) -> tuple[date, ...]:
    """The days on which other clauses come into force, in order."""
    dated = [*draft.clauses, *draft.duties, *draft.cautions]
    ends = (each.in_force_until for each in dated)
    days = {end + timedelta(days=1) for end in ends if end < date.max}
    days |= {each.in_force_from for each in dated}
    return tuple(sorted(days - {date.min}))


def spans(draft: Draft, readings: Mapping[str, str], first: date) -> tuple[Decision, ...]:
    """The decisions that are in force one after another, from the pack's first day on.

    Raises:
        NoSuchReading: a reading has no such value.
        PackRefused: one of them is not proved.
    """
    days = (first, *(day for day in change_days(draft) if day > first))
    return tuple(settled(draft, readings, day) for day in days)


def settled(draft: Draft, readings: Mapping[str, str], day: date) -> Decision:
    """The decision in force on a day, under these readings and for the rest the draft's own.

    Raises:
        NoSuchReading: a reading has no such value.
        PackRefused: a case is left without an outcome, has two, or breaks a bound.
    """
    taken = tuple(_taking(reading, readings.get(reading.id)) for reading in draft.readings)
    values = {r.name: draft.options[r.name].values.index(r.value) for r in taken if r.name}
    facts = dict(draft.facts)
    for reading in taken:
        facts |= draft.recounted(reading, reading.value)
    clauses = _clauses(draft, values, day)
    contradictions = draft.contradictions
    chart = Chart(facts, draft.steps, clauses, [c.when for c in contradictions])
    bounds = {outcome: settle(bound, values) for outcome, bound in draft.bounds.items()}
    try:
        prove(chart, bounds)
    except LogicRefused as error:
        raise draft.places.get(error.clause or "", draft.head).refused(str(error)) from error
    duties, cautions, settings = _notices(draft, values, day)
    checks = tuple(replace(each, when=settle(each.when, values)) for each in draft.checks)
    # Drawn now, so that deciding leaves the chart as it is.
    for condition in conditions(duties, (*cautions, *checks, *settings)):
        chart.draw(condition)
    return Decision(
        id=draft.id,
        title=draft.title,
        facts=facts,
        steps=draft.steps,
        clauses=clauses,
        duties=duties,
        cautions=cautions,
        checks=checks,
        contradictions=contradictions,
        readings=taken,
        settings=settings,
        retired=draft.retired,
        chart=chart,
        draft=draft,
        day=day,
    )


def in_force(
    pack: Pack, name: str, day: date, readings: Mapping[str, str] | None = None
) -> Decision:
    """A pack's decision as it is in force on a day, under other readings where some are given.

    Raises:
        NoSuchDecision: the pack has none of that name.
        NotInForce: the pack is not in force on the day.
        NoSuchReading: a reading is not one that can be switched, or has no such value.
    """
    last = pack.decision(name)
    until = pack.in_force_until or date.max
    if not pack.in_force_from <= day <= until:
        end = f" to {pack.in_force_until}" if pack.in_force_until else " or a later day"
        allowed = f"{pack.in_force_from}{end}"
        raise NotInForce(f"as-of: {pack.id} is not in force on {day}; allowed is {allowed}")
    spans = pack.spans[name]
    decision = last if len(spans) == 1 else [each for each in spans if each.day <= day][-1]
    return _reread(pack, decision, readings) if readings else decision


def _reread(pack: Pack, decision: Decision, readings: Mapping[str, str]) -> Decision:
    switched = {reading.id for reading in decision.readings if reading.name}
    for name in readings.keys() - switched:
        allowed = ", ".join(sorted(switched)) or "none"
        raise NoSuchReading(
            f"{name}: no reading that {decision.id} turns on; allowed are {allowed}"
        )
    key = (decision.id, decision.day, tuple(sorted(readings.items())))
    found = pack.reread.get(key)
    if found is None:
        found = settled(decision.draft, {**pack.readings, **readings}, decision.day)
        pack.reread[key] = found
    return found


def _notices(
    draft: Draft, values: Mapping[str, int], day: date
) -> tuple[tuple[Duty, ...], tuple[Caution, ...], tuple[Setting, ...]]:
    """The duties, warnings and settings in force, and what the readings leave of them."""
    return (
        tuple(
            replace(duty, when=settle(duty.when, values), until=settle(duty.until, values))
            for duty in draft.duties
            if duty.in_force(day)
        ),
        tuple(
            replace(caution, when=settle(caution.when, values))
            for caution in draft.cautions
            if caution.in_force(day)
        ),
        tuple(replace(each, when=settle(each.when, values)) for each in draft.settings),
    )


def _clauses(draft: Draft, values: Mapping[str, int], day: date) -> tuple[Clause, ...]:
    """The clauses in force that apply in some case under the readings, and what these leave of them."""
    found = []
    for clause in draft.clauses:
        when, until = settle(clause.when, values), settle(clause.until, values)
        if clause.in_force(day) and when != NEVER and until != ALWAYS:
            found.append(replace(clause, when=when, until=until))
    ids = {clause.id for clause in found}
    return tuple(
        replace(clause, overrides=tuple(id_ for id_ in clause.overrides if id_ in ids))
        for clause in found
    )


def _taking(reading: Reading, value: str | None) -> Reading:
    """The reading with another of its values taken."""
    if value is None or (reading.name and value == reading.value):
        return reading
    if value not in reading.otherwise:
        allowed = (
            ", ".join(reading.values) if reading.name else "none, since no outcome turns on it"
        )
        raise NoSuchReading(f"{reading.id}: {value!r} is no reading of it; allowed are {allowed}")
    others = {reading.value: reading.takes, **reading.otherwise}
    return replace(reading, value=value, takes=others.pop(value), otherwise=others)
