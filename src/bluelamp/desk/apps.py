"""The desk room as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk room."""

    name = "bluelamp.desk"
    label = "desk"
