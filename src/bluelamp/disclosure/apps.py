"""The disclosure room as a Django app."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The disclosure room."""

    name = "bluelamp.disclosure"
    label = "disclosure"
