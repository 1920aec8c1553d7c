"""Who is sought: a decision, a place and a shape for every region of a plan, and what that changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from bluelamp.desk import regions
from bluelamp.look.forms import Radios
from bluelamp.redaction import Box, Decision, Plan, Region, Shape, keep, move_region, obscure
from bluelamp.redaction.plan import find

DECISIONS = (
    (Decision.KEEP.value, "Sought: stays visible"),
    (Decision.OBSCURE.value, "Not sought: obscured"),
)
OF_THINGS = (
    (Decision.KEEP.value, "Stays visible"),
    (Decision.OBSCURE.value, "Obscured"),
)
SHAPES = ((Shape.ELLIPSE.value, "Oval"), (Shape.BOX.value, "Box"))
EDGES = ("x", "y", "width", "height")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One region on the page: the region, its words, and its fields."""

    region: Region
    mark: str
    name: str
    surety: str
    close_up: Box
    label: tuple[int, int]
    decision: BoundField
    why: BoundField
    shape: BoundField
    place: tuple[BoundField, ...]

    @property
    def edges(self) -> str:
        """Left, top, width and height in pixels of the picture, for the script."""
        box = self.region.box
        return f"{box.left} {box.top} {box.width} {box.height}"

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the region, in pixels of the picture."""
        return self.region.box.centre

    @property
    def radii(self) -> tuple[float, float]:
        """Half its width and half its height."""
        return self.region.box.width / 2, self.region.box.height / 2

    @property
    def is_kept(self) -> bool:
        """Whether it stays visible."""
        return self.region.decision is Decision.KEEP

    @property
    def is_drawn(self) -> bool:
        """Whether a person drew it, so that it may be removed."""
        return self.region.confidence is None

    @property
    def is_thing(self) -> bool:
        """Whether it is a number plate, text or a screen, and nobody to be sought."""
        return regions.is_thing(self.region.id)

    @property
    def is_wrong(self) -> bool:
        """Whether its place was refused, so that it must be seen."""
        return any(field.errors for field in (self.shape, *self.place))


class Marking(forms.Form):
    """Every region of one version of a plan."""

    def __init__(self, plan: Plan, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, use_required_attribute=False)
        self.plan = plan
        for region in plan.everything:
            self._ask(region)

    @property
    def cards(self) -> Iterator[Card]:
        """The regions in the plan's order, each with its fields."""
        for region in self.plan.everything:
            yield Card(
                region=region,
                mark=regions.mark(region.id),
                name=regions.name(region.id).capitalize(),
                surety=regions.surety(region),
                close_up=_close_up(region.box),
                label=self._label(region.box),
                decision=self[f"{region.id}-decision"],
                why=self[f"{region.id}-why"],
                shape=self[f"{region.id}-shape"],
                place=tuple(self[f"{region.id}-{edge}"] for edge in EDGES),
            )

    @property
    def found(self) -> str:
        """How many people and things were found, in words."""
        return regions.found(self.plan)

    @property
    def unit(self) -> int:
        """The radius of a label in pixels of the picture, so that it can be read at any size."""
        return max(6, round(max(self.plan.width, self.plan.height) / 64))

    def clean(self) -> dict[str, Any]:
        """Refuse to keep anyone without a reason."""
        for region in self.plan.everything:
            kept = self.cleaned_data.get(f"{region.id}-decision") == Decision.KEEP
            if kept and not self.cleaned_data.get(f"{region.id}-why", "").strip():
                named = regions.name(region.id)
                self.add_error(f"{region.id}-why", f"Say why {named} is to stay visible.")
        return self.cleaned_data

    def change(self, plan: Plan) -> Plan:
        """The plan with what the form says; what it leaves alone stays as it is."""
        for region in self.plan.everything:
            if self._box(region.id) != region.box or self._said(region.id, "shape") != region.shape:
                shape = self._said(region.id, "shape")
                plan = move_region(plan, id=region.id, box=self._box(region.id), shape=shape)
            plan = self._decide(plan, region)
        return plan

    def words(self) -> str:
        """What the form changes, in words; empty where it changes nothing."""
        changed = self.change(self.plan)
        said = [_difference(region, find(changed, id=region.id)) for region in self.plan.everything]
        return "; ".join(part for each in said for part in each)

    def _decide(self, plan: Plan, region: Region) -> Plan:
        decision, why = self._said(region.id, "decision"), self._said(region.id, "why").strip()
        if decision == Decision.KEEP:
            changed = region.decision is not Decision.KEEP or why != region.why
            return keep(plan, id=region.id, why=why) if changed else plan
        return obscure(plan, id=region.id) if region.decision is Decision.KEEP else plan

    def _ask(self, region: Region) -> None:
        box, name = region.box, regions.name(region.id)
        self.fields[f"{region.id}-decision"] = forms.ChoiceField(
            label=name.capitalize(),
            choices=OF_THINGS if regions.is_thing(region.id) else DECISIONS,
            widget=Radios(small=True),
            initial=region.decision.value,
        )
        self.fields[f"{region.id}-why"] = forms.CharField(
            label=f"Why does {name} stay visible?",
            initial=region.why if region.decision is Decision.KEEP else "",
            max_length=200,
            required=False,
            widget=forms.TextInput(attrs={"list": "reasons", "autocomplete": "off"}),
        )
        self.fields[f"{region.id}-shape"] = forms.ChoiceField(
            label="Shape",
            choices=_shapes_for(region),
            initial=region.shape.value,
            widget=Radios(small=True, inline=True),
        )
        numbers = (box.left, box.top, box.width, box.height)
        for edge, number in zip(EDGES, numbers, strict=True):
            self.fields[f"{region.id}-{edge}"] = _number_field(edge, number)

    def _label(self, box: Box) -> tuple[int, int]:
        """The middle of the label: the top of the region, or the nearest place inside the picture."""
        unit, (middle, _) = self.unit, box.centre
        return (
            min(max(round(middle), unit), self.plan.width - unit),
            min(max(box.top, unit), self.plan.height - unit),
        )

    def _box(self, code: str) -> Box:
        left, top, width, height = (int(self.cleaned_data[f"{code}-{edge}"]) for edge in EDGES)
        return Box(left, top, left + width, top + height)

    def _said(self, code: str, what: str) -> str:
        return str(self.cleaned_data[f"{code}-{what}"])


LABELS = {"x": "From the left", "y": "From the top", "width": "Width", "height": "Height"}


def _number_field(edge: str, number: int) -> forms.IntegerField:
    least = 1 if edge in {"width", "height"} else None
    return forms.IntegerField(
        label=LABELS[edge],
        initial=number,
        min_value=least,
        error_messages={
            "required": f"Enter a number of pixels for “{LABELS[edge].lower()}”.",
            "invalid": f"“{LABELS[edge]}” must be a whole number of pixels.",
            "min_value": f"“{LABELS[edge]}” must be 1 pixel or more.",
        },
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )


def _close_up(box: Box) -> Box:
    """A square round the region with some of what surrounds it."""
    side = round(max(box.width, box.height) * 1.25)
    left, top = round(box.centre[0] - side / 2), round(box.centre[1] - side / 2)
    return Box(left, top, left + side, top + side)


def _difference(before: Region, after: Region) -> Iterator[str]:
    name = regions.name(before.id)
    if after.decision is not before.decision:
        visible = "visible" if regions.is_thing(before.id) else "sought"
        yield f"{name} is {visible if after.decision is Decision.KEEP else 'obscured'}"
    elif after.why != before.why:
        yield f"another reason for {name}"
    if (after.box, after.shape) != (before.box, before.shape):
        yield f"{name} moved or reshaped"


def _shapes_for(region: Region) -> Iterable[tuple[str, str]]:
    """What the region may become; what only the studio draws stays what it is."""
    drawn_there = region.shape is Shape.POLYGON or region.inverse is True
    if not drawn_there:
        return SHAPES
    words = dict(SHAPES).get(region.shape.value, "Polygon")
    return (
        (
            region.shape.value,
            f"Everything but: {words.lower()}" if region.inverse is True else words,
        ),
    )
