"""The one clock of durable work: the database server's where there is one, otherwise this machine's.

Workers on several machines thus agree about leases, however wrong their own clocks are.
"""

from datetime import datetime

from django.db import connection
from django.utils import timezone


def read() -> datetime:
    """The time now (aware)."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    assert isinstance(now, datetime)  # noqa: S101  what the statement yields
    return now
