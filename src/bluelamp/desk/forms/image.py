"""Bringing the image: a file, or its reference in the custody imaging system."""

from dataclasses import fields
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from bluelamp.casework.routes import FOOTAGE as FOOTAGE_ROUTES
from bluelamp.casework.routes import Route
from bluelamp.casework.services import Particulars
from bluelamp.desk.forms.kept_fields import day, line
from bluelamp.desk.uploads import most_bytes
from bluelamp.redaction import Limits

_LIMITS = Limits()


PICTURES = "image/jpeg,image/png,image/webp,image/tiff,.heic,.heif,.avif"
FOOTAGE = "video/mp4,video/quicktime,video/webm,.mp4,.m4v,.mov,.mkv,.webm,.avi,.ts,.mts,.3gp"
# Where the picture on each kind of case usually comes from.
SOURCES = {
    Route.CUSTODY_IMAGE: "Custody Imaging System, N/26/0417",
    Route.WANTED_PERSON: "Custody Imaging System, N/26/0417",
    Route.MISSING_PERSON: "from his sister, taken in October",
    Route.IDENTIFICATION_APPEAL: "shop camera 3, 14 November, 21:05",
    Route.BWV_PROSECUTION: "body-worn camera 4417, 14 November, 21:05",
    Route.BWV_MEDIA: "body-worn camera 4417, 14 November, 21:05",
}


RECORD = tuple(each.name for each in fields(Particulars))


class Upload(forms.Form):
    """A picture or footage, and where it comes from; on a route without footage, a picture is asked for."""

    image = forms.FileField(
        label="The image",
        allow_empty_file=True,
        error_messages={"required": "Choose the file."},
    )
    source = forms.CharField(
        label="Where does it come from?",
        max_length=300,
        required=False,
    )
    record_name = line("Name on the record", most=200)
    record_born = day("Date of birth on the record", "The date of birth", required=False)
    record_number = line("Custody record number", most=60)
    taken_on = day("When was the photograph taken?", "The day of the photograph", required=False)
    taken_at = line("At which station?", most=120)

    def __init__(self, route: Route, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        footage = (
            "; or footage as MP4, MOV, MKV, WebM, AVI or TS of up to"
            f" {settings.BLUELAMP_FOOTAGE_BYTES / 1e9:g} GB"
        )
        if not route.way.confirmed:
            for name in RECORD:
                del self.fields[name]
        takes_footage = route in FOOTAGE_ROUTES
        image = self.fields["image"]
        image.widget.attrs["accept"] = f"{PICTURES},{FOOTAGE}" if takes_footage else PICTURES
        image.help_text = (
            f"One JPEG, PNG, WebP, TIFF, HEIC or AVIF file of up to {_LIMITS.file_bytes // 1_000_000} MB"
            f" and {_LIMITS.pixels // 1_000_000} million pixels{footage if takes_footage else ''}."
            " Choose the best you have: it is kept as it is, and only a copy with everyone else"
            " obscured goes out."
        )
        self.fields[
            "source"
        ].help_text = (
            f"The person or the system, with its reference, for example: {SOURCES[route]}."
        )

    @property
    def of_record(self) -> list[BoundField]:
        """The questions about what the record says of the photograph."""
        return [self[name] for name in RECORD if name in self.fields]

    @property
    def is_open(self) -> bool:
        """Whether what was entered of the record must be seen: something of it was refused."""
        return self.is_bound and any(question.errors for question in self.of_record)

    def particulars(self) -> Particulars:
        """What was entered of the record."""
        said = {name: self.cleaned_data[name] for name in RECORD if name in self.fields}
        return Particulars(**said)

    def clean_image(self) -> Any:
        """The upload; raises ValidationError where it is larger than one of its kind may be."""
        upload = self.cleaned_data["image"]
        most = most_bytes(upload)
        if upload.size > most:
            raise ValidationError(
                f"The file has {upload.size:,} bytes; at most {most:,} are allowed."
            )
        return upload


class CustodyReference(forms.Form):
    """Which image to fetch from the custody imaging system."""

    reference = forms.CharField(
        label="Custody image reference",
        help_text="Letters, digits, hyphens and underscores, as the system shows it.",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"required": "Enter the custody image reference."},
    )
