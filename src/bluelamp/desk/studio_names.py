"""What everyone and everything in a plan is called in the studio: by their name, or by kind and number."""

import re
from collections.abc import Mapping
from typing import Final

from bluelamp.casework.plans import AnyPlan
from bluelamp.redaction import Region
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.footage.plan import Track
from bluelamp.redaction.grouping import Person, everyone

_KINDS: Final = {
    Kind.FACE: "person",
    Kind.PERSON: "person",
    Kind.PLATE: "plate",
    Kind.TEXT: "text",
    Kind.SCREEN: "screen",
    Kind.VEHICLE: "vehicle",
}
_WORDS: Final = {
    "person": "Person",
    "plate": "Number plate",
    "text": "Text",
    "screen": "Screen",
    "vehicle": "Vehicle",
    "drawn": "Drawn region",
}
_CODE = re.compile(r"\b[a-z]\d+\b")


def kind_of(region: Region | Track) -> str:
    """Person, plate, text, screen or vehicle; “drawn” for what was drawn by hand."""
    if region.id.startswith("h"):
        return "drawn"
    return _KINDS[region.kind] if region.kind else "person"


def kind_in(person: Person) -> str:
    """That of the first of their regions that was found."""
    kinds = [kind_of(region) for region in person.regions]
    return next((kind for kind in kinds if kind != "drawn"), "drawn")


def name_of(person: Person) -> str:
    """As somebody named them, or “Person 3”."""
    first = person.regions[0]
    return person.name or f"{_WORDS[kind_in(person)]} {first.id[1:]}"


def names_in(plan: AnyPlan) -> dict[str, str]:
    """The name for the id of each person, of each of their regions too."""
    found: dict[str, str] = {}
    for person in everyone(plan):
        name = name_of(person)
        found[person.id] = name
        found |= {region.id: name for region in person.regions}
    return found


def in_words(sentence: str, names: Mapping[str, str]) -> str:
    """The sentence with everybody named and not coded."""
    return _CODE.sub(lambda code: names.get(code[0], code[0]), sentence)
