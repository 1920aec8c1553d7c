"""What PACE Code D asks to be recorded of a release by which suspects are to be identified."""

from typing import Any, Final

from bluelamp.casework.services.code_d import OUTCOMES
from bluelamp.desk.forms.clock import TimeField, moment
from bluelamp.desk.forms.kept_fields import YES_NO, choice, day, line, text
from bluelamp.desk.kept import KeptForm

CHANNELS: Final = (
    "The force’s gallery",
    "The force’s press site",
    "Broadcasters and newspapers",
    "Social media",
    "Partners, such as Crimestoppers",
    "Police systems",
)


class Copy(KeptForm):
    """For which channel an exact copy is kept."""

    channel = choice(
        "Where will it be shown?",
        [(one, one) for one in CHANNELS],
        "Choose where it will be shown.",
    )
    which = line("Which one?", "Such as the account, the outlet or the programme.", most=80)

    def arguments(self) -> dict[str, Any]:
        """The channel in one line."""
        said = self.cleaned_data
        return {"channel": ": ".join(filter(None, (said["channel"], said["which"].strip())))}


class Offer(KeptForm):
    """A viewing offered to the suspect's side."""

    offered_to = line(
        "Who was offered a viewing?", "The suspect, or the solicitor and for which suspect."
    )
    offered_on = day("When?", "The day of the offer")


class Outcome(KeptForm):
    """What came of the offer."""

    outcome = choice("What came of it?", OUTCOMES.items(), "Choose what came of it.")
    outcome_on = day("When?", "The day")
    note = line("Anything to add?", "If it was not practicable, why.", most=1000)


class Witness(KeptForm):
    """A witness asked whether they have seen the release."""

    witness = line("Which witness?", "The reference, such as “W4”; no name.", most=120)
    asked_on = day("When were they asked?", "The day of asking")
    asked_by = line("Who asked?")
    saw_it = choice(
        "Have they seen what was released, or a description?",
        YES_NO,
        "Say whether they have seen it.",
        "Asked after they have taken part in the identification procedure.",
    )
    circumstances = text("If so: what, where and when?", rows=2)

    def arguments(self) -> dict[str, Any]:
        """The answer as yes or no."""
        return {**self.cleaned_data, "saw_it": self.cleaned_data["saw_it"] == "yes"}


class Account(KeptForm):
    """What somebody said who answered the appeal."""

    caller = line(
        "Reference of the caller",
        "Leave it empty for “Caller 1”, “Caller 2” and so on; no name.",
        most=120,
    )
    called_on = day("On what day did they call?", "The day of the call")
    called_time = TimeField(label="At what time?")
    said = text("What did they say, in their words?", rows=4)
    saw = text(
        "How did they come to see it?",
        "When and where, on what, how well they know the person, and what made them think of them.",
        rows=3,
    )
    taken_by = line("Who took the account?")

    def arguments(self) -> dict[str, Any]:
        """Day and time as one moment."""
        said = dict(self.cleaned_data)
        called_at = moment(said.pop("called_on"), said.pop("called_time"))
        return {**said, "called_at": called_at}
