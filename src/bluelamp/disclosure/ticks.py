"""What disclosure does by the clock."""

from datetime import datetime

from bluelamp.disclosure import typesetting
from bluelamp.jobs.registry import every


@every("disclosure.papers", seconds=600)
def clear_strays(at: datetime) -> None:
    """Take away what killed workers left of papers."""
    typesetting.clear_strays(at=at)
