"""Number plates, text and screens are found beside people, each as what it is."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.redaction.conftest import pictured

from bluelamp.redaction import Box, Finding, Picture, detect, propose, read_plan, render
from bluelamp.redaction.finding import Kind, Sighting
from bluelamp.redaction.picture import Pixels
from bluelamp.redaction.text import whole_lines
from bluelamp.redaction.things import plates, things

Scene = Callable[..., Pixels]


def line(*box: int) -> Sighting:
    return Sighting(kind=Kind.TEXT, box=Box(*box), confidence=0.8)


def vehicle(*box: int) -> Sighting:
    return Sighting(kind=Kind.VEHICLE, box=Box(*box), confidence=0.6)


def person(*box: int) -> Sighting:
    return Sighting(kind=Kind.PERSON, box=Box(*box), confidence=0.6)


def plate(height: int) -> tuple[Picture, Box]:
    """A grey street with one number plate whose letters are about that many pixels tall."""
    street = Image.fromarray(np.random.default_rng(1).integers(90, 130, (600, 900, 3), np.uint8))
    draw, font = ImageDraw.Draw(street), ImageFont.load_default(height / 0.7)
    left, top, right, bottom = (
        round(edge) for edge in draw.textbbox((300, 300), "AB12 CDE", font=font)
    )
    rim = max(3, height // 4)
    draw.rectangle((left - rim, top - rim, right + rim, bottom + rim), fill=(245, 205, 60))
    draw.text((300, 300), "AB12 CDE", fill=(15, 15, 15), font=font)
    return pictured(np.asarray(street)), Box(left, top, right, bottom)


@pytest.mark.media
@pytest.mark.parametrize("height", [14, 28, 60])
def test_a_number_plate_is_found_without_being_asked_for_and_covered(height: int) -> None:
    picture, letters = plate(height)
    plan = propose(picture, found=detect(picture))
    assert [(one.id, one.kind) for one in plan.findings] == [("n1", Kind.PLATE)]
    assert (render(picture, plan=plan)[letters.top : letters.bottom, letters.left : letters.right] == 0).all()  # fmt: skip


@pytest.mark.media
def test_text_is_a_finding_only_where_it_was_asked_for(scene: Scene) -> None:
    wall = Image.new("RGB", (900, 600), (200, 200, 190))
    ImageDraw.Draw(wall).text(
        (60, 300), "The quick brown fox jumps over the dog", fill=0, font=ImageFont.load_default(40)
    )
    picture = pictured(np.asarray(wall))
    assert detect(picture) == ()
    (found,) = detect(picture, find=["faces", "people", "text"])
    assert found.kind is Kind.TEXT
    assert Box(62, 310, 770, 335).share_inside(found.head) == 1
    assert detect(pictured(scene(400, 400)), find=["text", "plates", "screens"]) == ()


def test_text_on_a_vehicle_is_a_plate_whatever_its_shape() -> None:
    long = line(100, 100, 300, 115)
    assert plates([long]) == ()
    (found,) = plates([long, vehicle(80, 20, 400, 130)])
    assert found.kind is Kind.PLATE
    assert long.box.share_inside(found.box) == 1


def test_what_people_wear_is_no_plate_but_text() -> None:
    badge, wearer = line(100, 100, 160, 115), person(50, 20, 250, 400)
    assert plates([badge]) != ()
    assert plates([badge, wearer]) == ()
    (found,) = things([badge, wearer], kinds=[Kind.PLATE, Kind.TEXT])
    assert found.kind is Kind.TEXT


def test_a_plate_is_not_told_again_as_text_and_lines_together_are_one() -> None:
    rows = [line(100, 100, 160, 120), line(100, 122, 160, 142), line(500, 100, 800, 110)]
    found = things(rows, kinds=[Kind.PLATE, Kind.TEXT])
    assert [one.kind for one in found] == [Kind.PLATE, Kind.TEXT]
    assert Box(100, 100, 160, 142).share_inside(found[0].head) == 1


def test_text_that_goes_on_beyond_a_plate_is_told_too() -> None:
    plate, sign = line(100, 100, 160, 120), line(20, 102, 240, 118)
    found = things([plate, sign], kinds=[Kind.PLATE, Kind.TEXT])
    assert [one.kind for one in found] == [Kind.PLATE, Kind.TEXT]
    assert sign.box.share_inside(found[1].head) == 1


def test_a_sure_find_of_a_part_leaves_no_end_of_its_line_bare() -> None:
    whole, part = (20, 102, 260, 128, 0.62), (100, 104, 180, 126, 0.9)
    astride, elsewhere = (240, 104, 300, 127, 0.55), (20, 200, 260, 226, 0.7)
    for order in ((whole, part, astride, elsewhere), (astride, elsewhere, part, whole)):
        lines = whole_lines(np.array(order, np.float32))
        assert lines[:, :4].tolist() == [[20, 102, 260, 128], [20, 200, 260, 226], [240, 104, 300, 127]]  # fmt: skip
        assert lines[:, 4].tolist() == pytest.approx([0.9, 0.7, 0.55])
    assert whole_lines(np.zeros((0, 5), np.float32)).shape == (0, 5)


def test_each_kind_is_numbered_by_itself_and_screens_and_vehicles_are_whole() -> None:
    screen = Sighting(kind=Kind.SCREEN, box=Box(10, 10, 60, 50), confidence=0.5)
    car = vehicle(30, 50, 90, 90)
    assert things([screen, car], kinds=[Kind.PLATE]) == ()
    found = (
        *things([screen, car], kinds=[Kind.SCREEN, Kind.VEHICLE]),
        Finding(kind=Kind.PLATE, head=Box(70, 10, 90, 20), confidence=0.8),
        Finding(kind=Kind.PLATE, head=Box(40, 10, 60, 20), confidence=0.8),
        Finding(head=Box(20, 20, 40, 40), confidence=0.9),
    )
    plan = propose(pictured(np.zeros((100, 100, 3), np.uint8)), found=found)
    assert [(one.id, one.box.left) for one in plan.obscured] == [
        ("p1", 20), ("n1", 40), ("n2", 70), ("s1", 10), ("v1", 30),
    ]  # fmt: skip


def test_a_plan_of_before_there_were_kinds_keeps_its_digest() -> None:
    older = (
        b'{"effect":"solid","findings":[{"body":null,"box":[1,1,9,9],"confidence":0.5,'
        b'"decision":"obscure","face":null,"id":"p1","shape":"box","why":""}],"height":20,'
        b'"regions":[],"source_sha256":"' + b"a" * 64 + b'","version":1,"width":20}'
    )
    assert read_plan(older).canonical() == older
