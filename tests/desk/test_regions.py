"""What regions of a picture are called at the desk."""

import pytest

from bluelamp.desk import regions
from bluelamp.redaction import Box, Plan, Region, Shape


def plan(*codes: str) -> Plan:
    found = tuple(
        Region(id=code, shape=Shape.BOX, box=Box(0, 0, 9, 9), confidence=0.9) for code in codes
    )
    return Plan(source_sha256="a" * 64, width=20, height=20, findings=found)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ((), "Nobody was found"),
        (("p1",), "1 person found"),
        (("p1", "p2", "n1"), "2 people and 1 number plate found"),
        (("n1", "n2"), "Nobody was found, 2 number plates found"),
    ],
)
def test_what_was_found_is_counted_by_kind(codes: tuple[str, ...], words: str) -> None:
    assert regions.found(plan(*codes)) == words


def test_a_plate_is_called_a_plate_and_is_never_certain() -> None:
    (plate,) = plan("n1").findings
    assert regions.name("n1") == "number plate 1"
    assert regions.mark("n1") == "N1"
    assert regions.surety(plate) == "perhaps a number plate, 90% sure"
    assert regions.in_words("Not destroyed: n1, p2.") == "Not destroyed: number plate 1, person 2."
