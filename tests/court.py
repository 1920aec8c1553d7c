"""What court and registers say of a case, recorded where it is kept: proceedings, age, restrictions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bluelamp.casework import proceedings, restrictions, services
from bluelamp.casework.court import Event, EventKind
from bluelamp.casework.restrictions import Restricted
from bluelamp.people.actor import Actor

KEPT = proceedings.SETTLED | restrictions.SETTLED
SOURCE = "Court register"

STAGES = {
    "convicted": EventKind.FOUND_GUILTY,
    "charged": EventKind.CHARGED,
    "not_charged": EventKind.NOT_CHARGED,
    "acquitted": EventKind.ACQUITTED,
}
# The provision and whether it protects the person shown, for each effect of an order.
ORDERS = {
    "forbids_identification": ("RR-13", True),
    "postpones_reports": ("RR-12", True),
    "protects_another": ("RR-06", False),
}


def happened(kind: EventKind, on: date, **said: Any) -> Event:
    """An event by the court register's word."""
    return Event(kind=kind, on=on, source=SOURCE, court="Northbridge Crown Court", **said)


def restricted(provision: str = "RR-13", *, of_subject: bool = True, **said: Any) -> Restricted:
    """A restriction by the court's order."""
    return Restricted(
        provision=provision,
        of_subject=of_subject,
        person="" if of_subject else "A witness",
        wording="Nothing that identifies them",
        source="Order of the court",
        **said,
    )


def keep(case: str, facts: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    """Record what the registers keep of these facts, as the court and the custody record say."""
    who: dict[str, Any] = {"case": case, "actor": actor, "at": at}
    if "stage" in facts:
        _proceed(facts, who)
    if "age_group" in facts:
        services.record_age(age_group=facts["age_group"], source="Custody record", **who)
    if facts.get("court_order", "none") != "none":
        provision, of_subject = ORDERS[facts["court_order"]]
        services.add_restriction(restriction=restricted(provision, of_subject=of_subject), **who)
    if facts.get("juvenile_restriction", "none_made") != "none_made":
        row = services.add_restriction(restriction=restricted("RR-03"), **who)
        if facts["juvenile_restriction"] == "lifted":
            services.end_restriction(restriction=row.pk, how="lifted", reasons="By a judge", **who)
    if "court_order" in facts:
        check(case, facts, actor=actor, at=at)


def check(case: str, facts: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    """Somebody asks the court which restrictions are in force."""
    protected = facts.get("category") or facts.get("court_order") == "protects_another"
    services.check_restrictions(
        case=case,
        sources="Court office, by telephone",
        related=restrictions.NOT_RELATED if protected else restrictions.NOBODY,
        actor=actor,
        at=at,
    )


def _proceed(facts: Mapping[str, Any], who: Mapping[str, Any]) -> None:
    kind = STAGES[facts["stage"]]
    said: dict[str, Any] = {}
    if kind is EventKind.FOUND_GUILTY:
        custody = "non_custodial" if facts.get("non_custodial") else "custodial"
        said = {"custody": custody, "hospital_order": facts.get("hospital_order", "")}
    event = happened(kind, date.fromisoformat(facts["convicted_on"]), **said)
    services.record_court_event(event=event, **who)
    if facts.get("sentenced_on"):
        on = date.fromisoformat(facts["sentenced_on"])
        services.record_court_event(event=happened(EventKind.SENTENCED, on), **who)
