"""Forms in GOV.UK markup: the renderer, and the few fields and widgets that Django lacks."""

from bluelamp.look.forms.choices import Checkboxes, Radios, YesNoUnknown
from bluelamp.look.forms.dates import DateField, DateInput
from bluelamp.look.forms.questions import Question
from bluelamp.look.forms.renderer import GovukRenderer

__all__ = [
    "Checkboxes",
    "DateField",
    "DateInput",
    "GovukRenderer",
    "Question",
    "Radios",
    "YesNoUnknown",
]
