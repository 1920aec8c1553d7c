"""The disclosure room as a Django app."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The disclosure room."""

    name = "bluelamp.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        """Make the room’s job and tick, and how it forgets a case, known."""
        from bluelamp.disclosure import erasing, packing, ticks  # noqa: F401
