"""The publication room as a Django app."""

from django.apps import AppConfig, apps


class PublicationConfig(AppConfig):
    """The publication room; its ticks run only where jobs are installed, never on a public site."""

    name = "bluelamp.publication"
    label = "publication"

    def ready(self) -> None:
        """Register the ticks with the desk's worker."""
        if apps.is_installed("bluelamp.jobs"):
            from bluelamp.publication import erasing as erasing
            from bluelamp.publication import ticks as ticks
