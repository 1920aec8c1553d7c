"""The disclosure room as a Django app."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The disclosure room."""

    name = "bluelamp.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        """Make the room's job known to the worker."""
        from bluelamp.disclosure import packing  # noqa: F401
