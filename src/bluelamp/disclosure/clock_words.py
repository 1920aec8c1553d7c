"""Times in London's words, as every paper of a pack writes them."""

from datetime import datetime

from django.utils.timezone import localtime


def moment(at: datetime | None) -> str:
    """A time in London to the minute, as in “23 November 2026, 14:05”; empty for none."""
    return f"{localtime(at):%-d %B %Y, %H:%M}" if at else ""


def iso(at: datetime) -> str:
    """The same for machines: ISO 8601 with London's offset."""
    return localtime(at).isoformat(timespec="seconds")
