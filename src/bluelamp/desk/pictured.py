"""The people in a picture as the register's page shows them: each with the names of their marks."""

from collections.abc import Iterable
from dataclasses import dataclass

from bluelamp.casework.pictured import Person, against, everyone, regions_of
from bluelamp.casework.plans import footage_of
from bluelamp.casework.routes import Route
from bluelamp.casework.selectors import CaseView
from bluelamp.desk import regions
from bluelamp.desk.tracks import Names
from bluelamp.redaction.footage.plan import FootagePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of a case's plan and their names in words."""

    names: dict[str, str]

    @classmethod
    def of(cls, view: CaseView) -> "Marks":
        """Those of the newest plan; none where the people have not been found."""
        plan, footage = view.plan, footage_of(view.now.image)
        if plan is None:
            return cls(names={})
        if isinstance(plan, FootagePlan) and footage:
            words = Names(plan, footage.probe)
            return cls(names={track.id: words.name(track) for track in plan.everything})
        return cls(names={region.id: regions.name(region.id) for region in plan.everything})

    def listed(self, codes: Iterable[str]) -> str:
        """Several marks, in words."""
        return ", ".join(self.names.get(code, code) for code in codes)


def free(view: CaseView) -> list[tuple[str, str]]:
    """The marks that are nobody's on the list yet: code and name."""
    plan = view.plan
    taken = {code for one in people_of(view) if plan for code in regions_of(one, plan)}
    return [(code, name) for code, name in Marks.of(view).names.items() if code not in taken]


def people_of(view: CaseView) -> tuple[Person, ...]:
    """Everyone listed in the newest image."""
    return everyone(view.now.image) if view.now.image else ()


def in_the_way(view: CaseView) -> list[str]:
    """What would stop the approval of a picture made by the newest plan, each as a sentence with marks named."""
    if view.plan is None:
        return []
    must = view.route is Route.BWV_MEDIA
    sentences = against(view.plan, people_of(view), must_be_listed=must)
    footage = footage_of(view.now.image)
    if isinstance(view.plan, FootagePlan) and footage:
        words = Names(view.plan, footage.probe)
        return [_capital(words.in_words(each)) for each in sentences]
    return [_capital(regions.in_words(each)) for each in sentences]


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
