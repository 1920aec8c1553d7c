"""The small decisions once more, as plain chains of ifs over facts that are all known."""

from typing import Any


def wanted_person(f: dict[str, Any]) -> str:
    if f["apprehended"]:
        return "take_down" if f["published"] else "refuse"
    if f["youth_restriction"] == "in_force":
        return "seek_legal_advice"
    if not (f["necessary"] and f["proportionate"] and f["to_apprehend"]):
        return "refuse"
    approved = f["approved_by"] in ("sio", "officer_in_command")
    return "release" if approved and not f["others_visible"] and f["rights_test"] else "hold"


def missing_person(f: dict[str, Any]) -> str:
    if not f["still_missing"]:
        return "take_down" if f["published"] else "refuse"
    if f["image_source"] == "custody":
        if f["family_image"] == "available":
            return "refuse"
        if f["family_image"] == "not_sought":
            return "hold"
        if f["harm_outweighs"] == "not_judged":
            return "refer"
        if f["harm_outweighs"] == "no":
            return "refuse"
    return "hold" if f["others_visible"] else "release"


def identification_appeal(f: dict[str, Any]) -> str:
    if f["identified"]:
        return "take_down" if f["published"] else "refuse"
    if f["youth_restriction"] == "in_force":
        return "seek_legal_advice"
    if not (f["necessary"] and f["proportionate"]):
        return "refuse"
    ready = (
        f["approved_by"] in ("sio", "officer_in_command")
        and f["alternatives_tried"]
        and not f["others_visible"]
        and f["exact_copy_kept"]
        and f["rights_test"]
    )
    return "release" if ready else "hold"


def bwv_prosecution(f: dict[str, Any]) -> str:
    return "hold" if f["instruction"] == "none" else "release"


def bwv_media(f: dict[str, Any]) -> str:
    if f["court_order"] != "none":
        return "take_down" if f["published"] else "refuse"
    if not (f["legitimate"] and f["necessary"] and f["proportionate"]):
        return "refuse"
    if f["third_parties"] == "cannot_be_edited":
        return "refuse"
    missing = (
        f["decided_by"] != "sio"
        or not f["decision_logged"]
        or not f["comms_consulted"]
        or not f["article8_considered"]
        or (f["subject_charged"] and f["contempt"] != "considered")
        or f["third_parties"] in ("visible", "partly_edited")
        or f["victim"] == "not_asked"
        or (f["victim"] in ("refused", "no_answer") and not f["victim_edited_out"])
        or (f["victim"] != "none" and f["victim_notice"] == "not_given")
        or (f["purpose"] == "heroic_act" and f["rescued_person"] != "content")
        or (f["purpose"] == "identify_suspects" and not f["exact_copy_kept"])
    )
    return "hold" if missing else "release"
