"""The press room as a Django app."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    """The press room."""

    name = "bluelamp.press"
    label = "press"
