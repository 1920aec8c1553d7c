"""The casework room as a Django app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The casework room."""

    name = "bluelamp.casework"
    label = "casework"

    def ready(self) -> None:
        """Make the room's jobs and ticks known to the worker."""
        from bluelamp.casework import (  # noqa: F401
            ended,
            erasing,
            following_job,
            preparation,
            proxies,
            rejoining,
            ticks,
            watermarks,
        )
