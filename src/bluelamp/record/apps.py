"""The record room as a Django app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The record room."""

    name = "bluelamp.record"
    label = "record"
