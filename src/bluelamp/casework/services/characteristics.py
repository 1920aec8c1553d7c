"""What is stated for figures alone: the offence group, and the person's sex and ethnicity."""

from datetime import datetime
from typing import Literal

from bluelamp.casework.acting import acting
from bluelamp.casework.categories import (
    ETHNICITY_WORDS,
    OFFENCE_WORDS,
    SEX_WORDS,
    Ethnicity,
    OffenceGroup,
    Sex,
)
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Characteristics
from bluelamp.people.actor import Actor


def record_characteristics(
    *,
    case: str,
    offence_group: OffenceGroup | Literal[""] = "",
    sex: Sex | Literal[""] = "",
    ethnicity: Ethnicity | Literal[""] = "",
    source: str,
    actor: Actor,
    at: datetime,
) -> Characteristics:
    """State by whose word the case is counted so; it supersedes what was stated before. Raises BadInput where nothing is stated."""
    if not (offence_group or sex or ethnicity):
        raise BadInput(
            "Choose at least one of them, or leave the page as it is.", field="offence_group"
        )
    need(source, "Say who says so, such as the custody record.", field="source")
    with acting(Act.RECORD_CHARACTERISTICS, case=case, actor=actor, at=at) as doing:
        row = Characteristics.objects.create(
            case=doing.case,
            offence_group=offence_group,
            sex=sex,
            ethnicity=ethnicity,
            source=source.strip(),
            recorded_by=actor.reference,
            recorded_at=at,
        )
        doing.entry(
            offence_group=OFFENCE_WORDS[offence_group] if offence_group else "",
            sex=SEX_WORDS[sex] if sex else "",
            ethnicity=ETHNICITY_WORDS[ethnicity] if ethnicity else "",
            source=row.source,
        )
    return row
