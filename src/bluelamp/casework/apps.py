"""The casework room as a Django app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The casework room."""

    name = "bluelamp.casework"
    label = "casework"
