"""What the policy says on a case as it stands, and what it would say once everything has been prepared."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bluelamp import policy
from bluelamp.casework import standing
from bluelamp.casework.errors import ContradictoryFacts
from bluelamp.casework.pack import london, pack
from bluelamp.casework.standing import Standing
from bluelamp.people.force import SettingNotMade
from bluelamp.policy import Advice, FactsRefused, decide


def advice_on(
    now: Standing, *, at: datetime, settings_made: Mapping[str, Any] | None = None
) -> Advice:
    """The policy's advice on a case as it stands.

    Raises ContradictoryFacts, and SettingNotMade where the force's settings are given and lack one
    that the case calls for.
    """
    return _decide(now, standing.facts(now, at=at), at=at, settings_made=settings_made)


def outlook(now: Standing, *, at: datetime) -> Advice:
    """What the advice would be once everything has been prepared: its open questions are those to ask now."""
    return _decide(now, standing.prepared(standing.facts(now, at=at)), at=at)


def _decide(
    now: Standing,
    known: Mapping[str, Any],
    *,
    at: datetime,
    settings_made: Mapping[str, Any] | None = None,
) -> Advice:
    try:
        return decide(pack(), now.case.route, known, london(at), settings=settings_made)
    except policy.SettingNotMade as unmade:
        raise SettingNotMade(unmade.setting) from unmade
    except FactsRefused as refused:
        raise ContradictoryFacts(str(refused), field=str(refused).partition(":")[0]) from refused
