"""Bringing the image: a file, or its reference in the custody imaging system."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bluelamp.desk.uploads import LARGEST
from bluelamp.redaction import Limits

_LIMITS = Limits()


class Upload(forms.Form):
    """A picture file, and where it comes from."""

    image = forms.FileField(
        label="The image",
        help_text=(
            f"One JPEG, PNG, WebP, TIFF, HEIC or AVIF file of up to {_LIMITS.file_bytes // 1_000_000} MB"
            f" and {_LIMITS.pixels // 1_000_000} million pixels. Choose the largest you have: it is"
            " kept as it is, and only a copy with everyone else obscured goes out."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/tiff,.heic,.heif,.avif"}
        ),
        error_messages={"required": "Choose the file."},
    )
    source = forms.CharField(
        label="Where does it come from?",
        help_text="The system and its reference, for example: Custody Imaging System, N/26/0417.",
        max_length=300,
        required=False,
    )

    def clean_image(self) -> Any:
        """The upload; raises ValidationError where there was no room for it."""
        upload = self.cleaned_data["image"]
        if upload.size > LARGEST:
            raise ValidationError(
                f"The file has {upload.size:,} bytes; at most {LARGEST:,} are allowed."
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
