"""The jobs room as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The jobs room."""

    name = "bluelamp.jobs"
    label = "jobs"
