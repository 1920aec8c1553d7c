"""The record room as a Django app."""

from django.apps import AppConfig, apps


class RecordConfig(AppConfig):
    """The record room; its tick runs only where jobs are installed."""

    name = "bluelamp.record"
    label = "record"

    def ready(self) -> None:
        """Register the tick with the desk's worker."""
        if apps.is_installed("bluelamp.jobs"):
            from bluelamp.record import ticks as ticks
