"""The requests room as a Django app."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """The requests room."""

    name = "bluelamp.requests"
    label = "requests"

    def ready(self) -> None:
        """Make known how the room forgets a case, and for what it keeps one."""
        from bluelamp.requests import erasing  # noqa: F401
