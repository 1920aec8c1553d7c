"""What can be done about how long a case is kept, each verb in its own module."""

from bluelamp.retention.services.endings import record_ending
from bluelamp.retention.services.hold import lift_hold, place_hold
from bluelamp.retention.services.reckon import reckon
from bluelamp.retention.services.review import answer, propose

__all__ = ["answer", "lift_hold", "place_hold", "propose", "reckon", "record_ending"]
