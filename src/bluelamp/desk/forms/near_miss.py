"""Closing a near miss."""

from bluelamp.desk.forms.kept_fields import text
from bluelamp.desk.kept import KeptForm


class Closing(KeptForm):
    """Who was told and what was learnt."""

    told = text("Who was told, and when?", rows=2)
    lessons = text("What was learnt?", "Say so too where nothing was, and why.", rows=3)
