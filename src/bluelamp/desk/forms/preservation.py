"""Cameras of an event, who was asked to keep their footage, and searches for it."""

from typing import Any

from bluelamp.desk.forms.clock import TimeField, moment
from bluelamp.desk.forms.kept_fields import choice, day, line, text
from bluelamp.desk.kept import KeptForm


class CameraForm(KeptForm):
    """A camera that recorded the event."""

    officer = line("Who wore it?", "Name or number of the officer.")
    camera = line("Which camera?", "Its number, or what is known of it.", most=120)
    recorded_on = day("On what day did it record?", "The day of recording")
    recorded_time = TimeField(label="At what time?")

    def arguments(self) -> dict[str, Any]:
        """Day and time as one moment."""
        said = dict(self.cleaned_data)
        recorded_at = moment(said.pop("recorded_on"), said.pop("recorded_time"))
        return {**said, "recorded_at": recorded_at}


class KeepAsked(KeptForm):
    """Somebody asked to keep a camera's footage."""

    asked = line("Who was asked to keep it?", "A person, a unit, or the desk of a system.")
    asked_on = day("When?", "The day of asking")
    asked_time = TimeField(label="At what time?")

    def arguments(self) -> dict[str, Any]:
        """Day and time as one moment."""
        said = dict(self.cleaned_data)
        asked_at = moment(said.pop("asked_on"), said.pop("asked_time"))
        return {**said, "asked_at": asked_at}


class KeepAnswer(KeptForm):
    """Whether the footage is kept."""

    kept = choice(
        "Is it kept?",
        (("yes", "Yes, it is kept"), ("no", "No, it is there no more")),
        "Say whether it is kept.",
    )
    answered_by = line("Who says so?")
    evidence = line("Under what reference is it kept?", most=300)

    def arguments(self) -> dict[str, Any]:
        """The answer as yes or no."""
        return {**self.cleaned_data, "kept": self.cleaned_data["kept"] == "yes"}


class Search(KeptForm):
    """A search for footage of the event."""

    system = line("Which system or place was searched?")
    searched_on = day("When?", "The day of the search")
    searched_by = line("Who searched?")
    found = text("What was found?", "Say so too where nothing was.", rows=3)
