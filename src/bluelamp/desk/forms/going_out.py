"""How a release goes out: to whom, and at once or at a later hour."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from bluelamp.desk.forms.clock import TimeField, moment
from bluelamp.look.forms import Checkboxes, DateField, Radios
from bluelamp.publication.values import Audience, Recipient


class GoingOut(forms.Form):
    """To whom a release goes and when; what is left out means everybody, and at once."""

    audience = forms.ChoiceField(
        label="Who may see it?",
        choices=(
            (Audience.EVERYONE, "Everybody"),
            (Audience.NAMED, "Named outlets and partners alone"),
        ),
        required=False,
        initial=Audience.EVERYONE,
        widget=Radios(
            hints={
                Audience.EVERYONE: "On the public gallery and the press site; outlets and askers are written to.",
                Audience.NAMED: "On no page of either site: each gets a private address.",
            }
        ),
    )
    named = forms.MultipleChoiceField(
        label="Which outlets and askers, if named ones alone?",
        required=False,
        widget=Checkboxes(small=True),
    )
    others = forms.CharField(
        label="Which others, if named ones alone?",
        help_text="One a line, as in “Missing persons’ charity, desk@charity.example”.",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    when = forms.ChoiceField(
        label="When?",
        choices=(("now", "At once"), ("later", "Under embargo, at a later hour")),
        required=False,
        initial="now",
        widget=Radios(
            hints={
                "later": "Nothing is public before. At that hour the policy is asked again, and if the answer has changed it is held back and you are told."
            }
        ),
    )
    until_day = DateField(
        named="The day on which the embargo ends",
        label="Day on which the embargo ends, if there is one",
        required=False,
    )
    until_time = TimeField(label="Time at which it ends", required=False)
    advance_text = forms.CharField(
        label="Words to send now, not for publication before that hour (optional)",
        help_text="They go without the picture and without an address, to whoever will be told.",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *given: Any, offered: Iterable[Recipient] = (), **options: Any) -> None:
        super().__init__(*given, **options)
        self.offered = {each.email: each for each in offered}
        if self.offered:
            self.fields["named"].choices = [  # type: ignore[attr-defined]
                (email, f"{each.name} ({email})") for email, each in self.offered.items()
            ]
        else:
            del self.fields["named"]

    def clean_others(self) -> tuple[Recipient, ...]:
        """The others as they are written, line by line."""
        return tuple(
            _recipient(line) for line in self.cleaned_data["others"].splitlines() if line.strip()
        )

    def clean(self) -> dict[str, Any]:
        """What goes out together: named ones where they alone get it, a future hour where it waits."""
        given = super().clean() or self.cleaned_data
        if given.get("audience") == Audience.NAMED and not self.errors and not self.recipients:
            self.add_error("others", "Name at least one outlet or partner.")
        if given.get("when") == "later" and not {"until_day", "until_time"} & set(self.errors):
            if given.get("until_day") is None:
                self.add_error("until_day", "Enter the day on which the embargo ends.")
            if given.get("until_time") is None:
                self.add_error("until_time", "Enter the time at which the embargo ends.")
            if self.until and not _stands_once(self.until):
                self.add_error("until_time", "The clocks change at that time: choose another hour.")
        return given

    @property
    def is_particular(self) -> bool:
        """Whether it was sent as anything but a release to everybody at once."""
        return self.data.get("audience") == Audience.NAMED or self.data.get("when") == "later"

    @property
    def audience_chosen(self) -> Audience:
        """Who may see it."""
        return Audience(self.cleaned_data.get("audience") or Audience.EVERYONE)

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """To whom alone it goes; nobody where it is for everybody."""
        if self.audience_chosen is Audience.EVERYONE:
            return ()
        chosen = (self.offered[email] for email in self.cleaned_data.get("named", ()))
        return (*chosen, *self.cleaned_data.get("others", ()))

    @property
    def until(self) -> datetime | None:
        """The end of the embargo, in London; None where it goes out at once."""
        day, hour = self.cleaned_data.get("until_day"), self.cleaned_data.get("until_time")
        if self.cleaned_data.get("when") != "later" or day is None or hour is None:
            return None
        return moment(day, hour)


def _recipient(line: str) -> Recipient:
    name, _, email = line.rpartition(",")
    try:
        validate_email(email.strip())
    except ValidationError as cause:
        raise ValidationError(
            f"“{line.strip()}” must be a name, a comma and an e-mail address."
        ) from cause
    if not name.strip():
        raise ValidationError(f"Say whose address {email.strip()} is.")
    return Recipient(email=email.strip(), name=name.strip())


def _stands_once(moment: datetime) -> bool:
    """Whether the clocks in London show that time exactly once on its day."""
    earlier, later = moment.replace(fold=0), moment.replace(fold=1)
    kept = earlier.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None)
    return earlier.utcoffset() == later.utcoffset() and kept == moment.replace(tzinfo=None)
