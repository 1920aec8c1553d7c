"""The look room as a Django app."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """The look room."""

    name = "bluelamp.look"
    label = "look"
