"""The plan: readable, versioned, edited by people, bound to one file."""

import json

import msgspec
import numpy as np
import pytest
from tests.redaction.conftest import pictured

from bluelamp.redaction import (
    Box,
    Decision,
    Finding,
    Picture,
    Plan,
    PlanRefused,
    add_region,
    check,
    keep,
    move_region,
    obscure,
    propose,
    read_plan,
    remove_region,
)


@pytest.fixture
def picture() -> Picture:
    return pictured(np.zeros((100, 200, 3), np.uint8), "a" * 64)


@pytest.fixture
def plan(picture: Picture) -> Plan:
    right = Finding(head=Box(120, 20, 160, 70), face=Box(130, 30, 150, 60), confidence=0.91234)
    left = Finding(head=Box(10, 10, 50, 60), body=Box(5, 10, 60, 100), confidence=0.4)
    return propose(picture, found=[right, left])


def test_everyone_found_is_obscured_and_numbered_from_the_left(plan: Plan) -> None:
    assert [(one.id, one.box.left, one.decision) for one in plan.findings] == [
        ("p1", 10, Decision.OBSCURE),
        ("p2", 120, Decision.OBSCURE),
    ]
    assert [one.shape for one in plan.findings] == ["box", "ellipse"]
    assert (plan.obscured, plan.kept) == (plan.findings, ())


def test_it_is_readable_json_and_reads_back_the_same(plan: Plan) -> None:
    content = json.loads(plan.readable())
    assert content["version"] == 1
    assert content["findings"][1] == {
        "id": "p2", "kind": "person", "shape": "ellipse", "box": [120, 20, 160, 70], "face": [130, 30, 150, 60],
        "body": None, "confidence": 0.912, "decision": "obscure", "why": "",
    }  # fmt: skip
    assert read_plan(plan.readable()) == plan
    assert (
        read_plan(plan.readable()).digest() == plan.digest() == read_plan(plan.canonical()).digest()
    )


def test_keeping_needs_a_reason_and_changes_the_digest(plan: Plan) -> None:
    kept = keep(plan, id="p2", why=" the convicted person ")
    assert [one.id for one in kept.kept] == ["p2"]
    assert kept.kept[0].why == "the convicted person"
    assert kept.digest() != plan.digest()
    assert plan.kept == ()
    assert obscure(kept, id="p2") == plan
    with pytest.raises(PlanRefused, match="Say why p2"):
        keep(plan, id="p2", why="  ")


def test_regions_by_hand_are_added_moved_and_removed(plan: Plan) -> None:
    drawn = add_region(plan, box=[190, 90, 230, 130], shape="box", why="number plate")
    assert drawn.regions[0].id == "h1"
    assert drawn.regions[0].box == Box(190, 90, 230, 130)
    moved = move_region(drawn, id="h1", box=Box(0, 0, 9, 9))
    assert moved.regions[0].box == Box(0, 0, 9, 9)
    assert add_region(moved, box=(1, 1, 5, 5)).regions[1].id == "h2"
    assert remove_region(moved, id="h1") == plan
    assert keep(drawn, id="h1", why="a poster").kept[0].id == "h1"


def test_what_was_found_may_be_moved_but_not_removed(plan: Plan) -> None:
    assert move_region(plan, id="p1", box=(0, 0, 60, 60)).findings[0].box == Box(0, 0, 60, 60)
    with pytest.raises(PlanRefused, match="p1 was found"):
        remove_region(plan, id="p1")


def test_unknown_ids_and_empty_regions_are_refused(plan: Plan) -> None:
    with pytest.raises(PlanRefused, match="holds no p3; it holds p1, p2"):
        keep(plan, id="p3", why="x")
    with pytest.raises(PlanRefused, match="covers no pixel"):
        add_region(plan, box=(200, 0, 300, 50))
    with pytest.raises(PlanRefused, match="four whole numbers"):
        add_region(plan, box=(1, 2, 3))
    with pytest.raises(PlanRefused, match="ellipse, a box or a polygon"):
        add_region(plan, box=(1, 2, 3, 4), shape="star")
    with pytest.raises(PlanRefused, match="three times"):
        add_region(plan, box=(-(10**9), 0, 10**9, 10))


def test_a_plan_for_another_file_is_refused(plan: Plan, picture: Picture) -> None:
    check(plan, picture=picture)
    with pytest.raises(PlanRefused, match="another file"):
        check(plan, picture=pictured(picture.pixels, "b" * 64))
    with pytest.raises(PlanRefused, match="200 by 100 pixels; the picture has 100 by 100"):
        check(plan, picture=pictured(picture.pixels[:, :100], "a" * 64))


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"colour": "red"},
        {"findings": [{"id": "p1"}]},
        {"effect": "blur"},
        {"width": "wide"},
    ],
)
def test_malformed_plans_are_refused_in_one_sentence(plan: Plan, change: dict[str, object]) -> None:
    content = {**msgspec.to_builtins(plan), **change}
    with pytest.raises(PlanRefused, match=r"^The plan cannot be read: .*\.$"):
        read_plan(json.dumps(content).encode())


@pytest.mark.parametrize("box", [[300, 0, 400, 50], [5, 5, 5, 9], [0, 0, 10**9, 10]])
def test_regions_beside_the_picture_are_refused(plan: Plan, box: list[int]) -> None:
    content = msgspec.to_builtins(plan)
    content["findings"][1]["box"] = box
    with pytest.raises(PlanRefused, match="region"):
        read_plan(json.dumps(content).encode())


def test_an_id_given_twice_is_refused(plan: Plan) -> None:
    content = msgspec.to_builtins(plan)
    content["findings"][1]["id"] = "p1"
    with pytest.raises(PlanRefused, match="p1 twice"):
        read_plan(json.dumps(content).encode())


def test_a_plan_of_before_shapes_and_people_keeps_its_digest() -> None:
    """Written by the release before: approvals are bound to it."""
    old = (
        b'{"effect":"solid","findings":[{"body":null,"box":[10,20,60,90],"confidence":0.91,'
        b'"decision":"keep","face":[20,30,50,80],"id":"p1","kind":"face","shape":"ellipse",'
        b'"why":"sought"}],"height":360,"regions":[{"body":null,"box":[100,100,200,150],'
        b'"confidence":null,"decision":"obscure","face":null,"id":"h1","shape":"box",'
        b'"why":"a letter"}],"source_sha256":"' + b"cd" * 32 + b'","version":1,"width":640}'
    )
    read = read_plan(old)
    assert read.canonical() == old
    assert read.digest() == "4b4216cce38d4c6d30ca70c848c8ec29d3c29f7c0534824e1008d0c999845ec3"
