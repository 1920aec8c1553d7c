"""The retention room as a Django app."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """The retention room."""

    name = "bluelamp.retention"
    label = "retention"
