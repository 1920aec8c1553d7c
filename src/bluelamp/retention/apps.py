"""The retention room as a Django app."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """The retention room."""

    name = "bluelamp.retention"
    label = "retention"

    def ready(self) -> None:
        """Make the room's job, tick and what it does again known."""
        from bluelamp.retention import erasing, rejoining, ticks  # noqa: F401
