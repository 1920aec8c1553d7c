"""The retention room as a Django app."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """The retention room."""

    name = "bluelamp.retention"
    label = "retention"

    def ready(self) -> None:
        """Make the room's job and tick known to the worker."""
        from bluelamp.retention import erasing, ticks  # noqa: F401
