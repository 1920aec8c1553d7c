"""Who is sought in footage: a decision for every track on the page, the sound, and what a person adds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from django import forms
from django.forms.boundfield import BoundField

from bluelamp.casework.errors import BadInput
from bluelamp.desk.forms.marking import DECISIONS, OF_THINGS
from bluelamp.desk.tracks import Names, clock, surety
from bluelamp.look.forms import Radios
from bluelamp.redaction import Decision
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.footage.plan import (
    FootagePlan,
    SoundEffect,
    SoundSpan,
    Track,
    find,
    keep,
    obscure,
)
from bluelamp.redaction.footage.values import Place

PEOPLE = {Kind.FACE, Kind.PERSON, None}
KEEP_SOUND, DROP_SOUND = "keep", "drop"
EFFECTS = (
    (SoundEffect.MUTE.value, "Silence"),
    (SoundEffect.TONE.value, "A tone"),
    (SoundEffect.DISGUISE.value, "A disguised voice, which can often still be recognised"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One track on the page: its words, its tile on the sheet, and its fields."""

    track: Track
    tile: int
    name: str
    when: str
    surety: str
    doubts: str
    decision: BoundField
    why: BoundField

    @property
    def is_kept(self) -> bool:
        """Whether it stays visible."""
        return self.track.decision is Decision.KEEP

    @property
    def is_drawn(self) -> bool:
        """Whether a person drew it, so that it may be removed."""
        return self.track.kind is None

    @property
    def is_thing(self) -> bool:
        """Whether it is a number plate, text, a screen or a vehicle."""
        return self.track.kind not in PEOPLE


class Following(forms.Form):
    """The tracks of one page of a version of a plan, and whether the sound goes out."""

    def __init__(
        self, names: Names, shown: Sequence[Track], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, use_required_attribute=False)
        self.plan, self.names, self.shown = names.plan, names, shown
        for track in shown:
            self._ask(track)
        if names.probe.sound:
            self.fields["sound"] = forms.ChoiceField(
                label="Does the sound go out?",
                choices=((KEEP_SOUND, "Yes, but for the spans below"), (DROP_SOUND, "No sound")),
                widget=Radios(small=True),
                initial=KEEP_SOUND if self.plan.keep_sound else DROP_SOUND,
            )

    @property
    def cards(self) -> Iterator[Card]:
        """The tracks in the page's order, each with its fields."""
        for tile, track in enumerate(self.shown):
            yield Card(
                track=track,
                tile=tile,
                name=self.names.name(track).capitalize(),
                when=self.names.when(track),
                surety=surety(track),
                doubts=self.names.doubts(track),
                decision=self[f"{track.id}-decision"],
                why=self[f"{track.id}-why"],
            )

    def change(self, plan: FootagePlan) -> FootagePlan:
        """The plan as the form says."""
        for track in self.shown:
            plan = self._decide(plan, find(plan, id=track.id))
        if "sound" in self.fields:
            keeps = self.cleaned_data["sound"] == KEEP_SOUND
            plan = msgspec.structs.replace(plan, keep_sound=keeps)
        return plan

    def words(self) -> str:
        """What the form changes, in words; empty where it changes nothing."""
        changed = self.change(self.plan)
        pairs = zip(self.plan.everything, changed.everything, strict=True)
        said = [part for before, after in pairs for part in self._difference(before, after)]
        if changed.keep_sound is not self.plan.keep_sound:
            said.append("the sound goes out" if changed.keep_sound else "no sound goes out")
        return "; ".join(said)

    def _ask(self, track: Track) -> None:
        name = self.names.name(track)
        self.fields[f"{track.id}-decision"] = forms.ChoiceField(
            label=name.capitalize(),
            choices=DECISIONS if track.kind in PEOPLE else OF_THINGS,
            widget=Radios(small=True),
            initial=track.decision.value,
        )
        self.fields[f"{track.id}-why"] = forms.CharField(
            label=f"Why does {name} stay visible?",
            initial=track.why if track.decision is Decision.KEEP else "",
            max_length=200,
            required=False,
            widget=forms.TextInput(attrs={"list": "reasons", "autocomplete": "off"}),
        )

    def _decide(self, plan: FootagePlan, track: Track) -> FootagePlan:
        why = str(self.cleaned_data[f"{track.id}-why"]).strip()
        if self.cleaned_data[f"{track.id}-decision"] == Decision.KEEP:
            is_new = track.decision is not Decision.KEEP or why != track.why
            return keep(plan, id=track.id, why=why) if is_new else plan
        return obscure(plan, id=track.id) if track.decision is Decision.KEEP else plan

    def _difference(self, before: Track, after: Track) -> Iterator[str]:
        name = self.names.name(before)
        if after.decision is not before.decision:
            sought = "sought" if before.kind in PEOPLE else "visible"
            yield f"{name} is {sought if after.decision is Decision.KEEP else 'obscured'}"
        elif after.why != before.why:
            yield f"another reason for {name}"


class Between(forms.Form):
    """A stretch of time, in seconds from the first picture."""

    start = forms.FloatField(label="From, in seconds", min_value=0)
    end = forms.FloatField(label="To, in seconds", min_value=0)

    def clean(self) -> dict[str, Any]:
        """Refuse a stretch that ends before it begins."""
        given = super().clean() or self.cleaned_data
        if {"start", "end"} <= given.keys() and given["end"] <= given["start"]:
            self.add_error("end", "The end must be later than the beginning.")
        return given


class NewRegion(Between):
    """A region drawn by numbers, covered for a stretch of time."""

    left = forms.IntegerField(label="From the left")
    top = forms.IntegerField(label="From the top")
    width = forms.IntegerField(label="Width", min_value=1)
    height = forms.IntegerField(label="Height", min_value=1)
    why = forms.CharField(label="What is there?", max_length=200, required=False)

    def places(self, names: Names) -> tuple[Place, Place]:
        """The same place at the beginning and at the end; raises BadInput where it covers nothing."""
        given, picture = self.cleaned_data, names.probe.picture
        left, top = given["left"], given["top"]
        if (
            left >= picture.width
            or top >= picture.height
            or left + given["width"] <= 0
            or top + given["height"] <= 0
        ):
            raise BadInput(
                f"The region covers nothing: the picture is {picture.width} by {picture.height} pixels."
            )
        if given["start"] > names.seconds(picture.last):
            raise BadInput(
                f"The footage ends at {names.seconds(picture.last):.2f} seconds, before the region begins."
            )
        base, first = picture.time_base, picture.first
        begin, end = (first + round(given[each] * base[1] / base[0]) for each in ("start", "end"))
        edges = (left, top, left + given["width"], top + given["height"])
        return Place(begin, *edges), Place(max(end, begin + 1), *edges)

    def words(self) -> str:
        """What is added, in words."""
        given = self.cleaned_data
        return f"a region was drawn from {clock(given['start'])} to {clock(given['end'])}"


class NewSpan(Between):
    """A change to the sound over a stretch of time."""

    effect = forms.ChoiceField(
        label="What is heard instead?",
        choices=EFFECTS,
        widget=Radios(small=True),
        initial=SoundEffect.MUTE.value,
    )
    why = forms.CharField(label="What is said there?", max_length=200, required=False)

    def span(self) -> SoundSpan:
        """The change."""
        given = self.cleaned_data
        return SoundSpan(
            start=given["start"],
            end=given["end"],
            effect=SoundEffect(given["effect"]),
            why=given["why"].strip(),
        )

    def words(self) -> str:
        """What is changed, in words."""
        given = self.cleaned_data
        heard = {"mute": "silenced", "tone": "a tone", "disguise": "disguised"}[given["effect"]]
        return f"sound from {clock(given['start'])} to {clock(given['end'])} is {heard}"
