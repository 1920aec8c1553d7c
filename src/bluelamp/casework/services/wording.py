"""The words that go beside the picture."""

from datetime import datetime

from bluelamp.casework.acting import acting
from bluelamp.casework.entered import need
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Wording
from bluelamp.people.actor import Actor


def word(
    *, case: str, headline: str, text: str, alt_text: str, actor: Actor, at: datetime
) -> Wording:
    """Write what the public will read; the description is for those who cannot see the picture (WCAG 1.1.1)."""
    need(headline, "Enter a headline.", field="headline")
    need(text, "Enter the text that goes with the picture.", field="text")
    need(alt_text, "Describe the picture for people who cannot see it.", field="alt_text")
    with acting(Act.WORD, case=case, actor=actor, at=at) as doing:
        row = Wording.objects.create(
            case=doing.case,
            round=doing.case.round,
            headline=headline.strip(),
            text=text.strip(),
            alt_text=alt_text.strip(),
            written_by=actor.reference,
            written_at=at,
        )
        doing.entry(headline=row.headline, text=row.text, alt_text=row.alt_text)
    return row
