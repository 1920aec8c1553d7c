"""Forms of requests for information: how they come in, how questions are decided, and the letters."""

from typing import Any, Final

from django import forms

from bluelamp.desk.forms.kept_fields import choice, day, line, text
from bluelamp.look.forms import Checkboxes, Radios
from bluelamp.requests.exemptions import EXEMPTIONS
from bluelamp.requests.values import CameBy, Decision, Kind, ReviewOutcome, Wait

RECEIVED: Final = "The day of receipt"
_EMAIL: Final = "govuk-input--width-20"


def email(label: str, help_text: str = "") -> forms.EmailField:
    """An e-mail address."""
    return forms.EmailField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"class": _EMAIL, "autocomplete": "off"}),
        error_messages={"invalid": "Enter an e-mail address like name@example.org."},
    )


class Filters(forms.Form):
    """Which requests to show."""

    text = forms.CharField(
        label="Reference, name or words of a question", max_length=200, required=False
    )


class Asker(forms.Form):
    """Who asks, how and when: of every request."""

    name = line("Who asks?", "Their full name.")
    email = email("Their e-mail address", "Our letters go there. Without one they are printed.")
    address = text("Where a letter reaches them", rows=3)
    came_by = choice(
        "How did it come?",
        [(each.value, each.words) for each in CameBy],
        "Choose how it came.",
    )
    received_on = day("When did it come?", RECEIVED)


class Information(Asker):
    """A request under the Freedom of Information Act."""

    questions = text(
        "Their questions, one on each line",
        "As they wrote them. Each is numbered and decided by itself.",
        rows=6,
    )
    text = text("The rest of what they wrote", "If it matters.", rows=3)

    def arguments(self) -> dict[str, Any]:
        """What was entered, by the names of the service's arguments."""
        given = dict(self.cleaned_data)
        return given | {
            "kind": Kind.INFORMATION,
            "came_by": CameBy(given["came_by"]),
            "questions": given["questions"].splitlines(),
        }


class Deciding(forms.Form):
    """How one question is decided."""

    decision = choice(
        "How is it decided?",
        [(each.value, each.words) for each in Decision],
        "Choose how it is decided.",
    )
    information = text("The information", "What they will read.", rows=6)
    addresses = text(
        "Where it is public already, one address on each line",
        "Pages that anybody can open, such as one of our releases or our policy.",
        rows=2,
    )
    exemptions = forms.MultipleChoiceField(
        label="Exemptions, where something is kept back",
        choices=[(each.section, each.name) for each in EXEMPTIONS.values()],
        widget=Checkboxes(small=True),
        required=False,
    )
    reasons = text(
        "Reasons",
        "Why the exemption applies; for cost, the estimate; for what is not held, where it was looked for.",
    )
    public_interest = text(
        "How the public interest was weighed",
        "For sections 22, 30, 31, 38 and 42: for giving it, and against.",
    )

    def arguments(self) -> dict[str, Any]:
        """What was entered, by the names of the service's arguments."""
        return {**self.cleaned_data, "decision": Decision(self.cleaned_data["decision"])}


class Asking(forms.Form):
    """Something that must come before the request goes on."""

    wait = choice(
        "What is needed?",
        [
            (Wait.CLARIFICATION.value, "What exactly they ask for"),
            (Wait.IDENTITY.value, "Proof of who they are, or of their authority"),
        ],
        "Choose what is needed.",
    )
    asked = text("What they will read", "It goes into a letter.", rows=4)
    asked_on = day("On what day are they asked?", "The day")

    def __init__(self, *given: Any, is_right: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        if not is_right:
            del self.fields["wait"]

    def arguments(self) -> dict[str, Any]:
        """What was entered, by the names of the service's arguments."""
        return {
            **self.cleaned_data,
            "wait": Wait(self.cleaned_data.get("wait", Wait.CLARIFICATION)),
        }


class Came(forms.Form):
    """What was waited for has come."""

    words = text("What came?", "Of proof: what you saw, and never a copy of it.", rows=3)
    came_on = day("When did it come?", "The day")


class Proved(forms.Form):
    """Identity was proved with the request."""

    words = text("How was it proved who asks?", "What you saw; never a copy of it.", rows=2)


class Longer(forms.Form):
    """Why it takes longer."""

    why = text("Why does it take longer?", "They will read this.", rows=3)


class Answering(forms.Form):
    """The answer, as it is sent."""

    text = forms.CharField(
        label="The letter",
        help_text="Written from what was decided. Change what reads badly: it is sent as it stands here.",
        widget=forms.Textarea(attrs={"rows": 24}),
        max_length=40_000,
        required=False,
    )


class Ending(forms.Form):
    """Why a request ends without an answer."""

    because = text("Why does it end without an answer?", "Such as: they took it back.", rows=2)


class ReviewAsked(forms.Form):
    """Somebody is not content with the answer."""

    reasons = text("What are they not content with?", rows=3)
    asked_on = day("When did they say so?", "The day")


class ReviewDecided(forms.Form):
    """What the review finds."""

    outcome = forms.ChoiceField(
        label="What does the review find?",
        choices=[(each.value, each.words) for each in ReviewOutcome],
        widget=Radios(small=True),
        error_messages={"required": "Choose what the review finds."},
    )
    answer = text("What they will read", rows=8)

    def arguments(self) -> dict[str, Any]:
        """What was entered, by the names of the service's arguments."""
        return {**self.cleaned_data, "outcome": ReviewOutcome(self.cleaned_data["outcome"])}
