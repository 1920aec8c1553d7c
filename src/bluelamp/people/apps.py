"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people room."""

    name = "bluelamp.people"
    label = "people"
