"""The publication room as a Django app."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """The publication room."""

    name = "bluelamp.publication"
    label = "publication"
