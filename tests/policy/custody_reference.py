"""The custody-image decision once more, as a plain chain of ifs over facts that are all known.

Written from the order of precedence alone, to judge the engine and the pack; it shares no line of
either.
"""

from datetime import date
from typing import Any

MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def three_months_after(day: date) -> date:
    """The same day three months on, or that month's last."""
    month = day.month + 3
    year = day.year + (month - 1) // 12
    month = (month - 1) % 12 + 1
    leap = month == 2 and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return date(year, month, min(day.day, MONTH_LENGTHS[month - 1] + leap))


def outcome(f: dict[str, Any], as_of: date) -> str:  # noqa: C901, PLR0911, PLR0912
    """The outcome of a complete case."""
    child = f["age_group"] == "under_18"
    protected = child and f["juvenile_restriction"] == "in_force"
    sentenced = f["sentenced_on"]
    late = sentenced is not None and as_of > three_months_after(sentenced)
    if f["published"] and (
        f["stage"] != "convicted"
        or f["identity"] == "wrong_person"
        or f["court_order"] != "none"
        or protected
    ):
        return "take_down"
    if f["stage"] == "charged":
        return "hold"
    if f["stage"] != "convicted":
        return "refuse"
    if f["image_owner"] == "other_force":
        return "refuse"
    if f["court_order"] == "forbids_identification" or protected:
        return "refuse"
    if f["court_order"] == "postpones_reports":
        return "hold"
    if f["court_order"] == "protects_another":
        return "refer"
    if f["identity"] == "wrong_person":
        return "refuse"
    if f["harm_assessment"] == "risk_found" or f["vulnerable_adult"]:
        return "refuse"
    if f["harm_assessment"] == "raised_not_assessed":
        return "hold"
    if f["other_proceedings"] == "identity_in_issue":
        return "hold"
    if f["other_exceptional_reason"] or f["policing_purpose_against"]:
        return "refer"
    if child and f["juvenile_restriction"] == "none_made":
        return "refer"
    if f["hospital_order"] != "none":
        return "refer"
    if not f["category_settled"]:
        return "refer"
    if late and not f["delay_from_related_restriction"]:
        return "refuse"
    if late and f["superintendent"] == "not_consulted":
        return "hold"
    if late and f["superintendent"] == "against":
        return "refer"
    if f["minor_offence"] == "no_factor":
        return "refer"
    if f["category"] and not (f["senior_authority"] and f["senior_risk_assessment"]):
        return "hold"
    if f["trigger"] == "none":
        return "hold"
    ready = (
        f["image_owner"] == "this_force"
        and f["image_held"]
        and f["identity"] == "confirmed"
        and (not f["released_before"] or f["needed_again"])
        and not f["others_visible"]
        and f["officer_notified"]
        and f["objection_window"] == "closed"
        and f["rights_test"]
    )
    return "release" if ready else "hold"
