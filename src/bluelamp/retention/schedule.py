"""The force's schedule of how long cases are kept: classes as data, read from TOML and checked whole."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
from dateutil.relativedelta import relativedelta
from django.conf import settings

from bluelamp.retention.errors import ScheduleRefused
from bluelamp.retention.values import LASTING, Circumstance


class RetentionClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One class: which cases it is for, while or after what they are kept, and where that comes from."""

    id: str
    title: str
    law: str
    source: str
    while_: Circumstance | None = msgspec.field(name="while", default=None)
    after: Circumstance | None = None
    years: int = 0
    months: int = 0
    days: int = 0
    routes: tuple[str, ...] = ()
    offence_groups: tuple[str, ...] = ()
    hold: bool = False

    @property
    def circumstance(self) -> Circumstance | None:
        """What of a case it goes by."""
        return self.while_ or self.after

    @property
    def is_law(self) -> bool:
        """Whether the law sets its length, and not the force."""
        return self.source == "law"

    def is_for(self, *, route: str, offence_group: str) -> bool:
        """Whether a case of the route and group is in it; a group that is not known may be any."""
        of_group = not self.offence_groups or offence_group in {"", *self.offence_groups}
        return of_group and (not self.routes or route in self.routes)

    def last_day(self, day: date) -> date:
        """The last day on which a case is kept that counts from that day."""
        return day + relativedelta(years=self.years, months=self.months, days=self.days)


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    title: str
    remind_days: int
    classes: tuple[RetentionClass, ...] = msgspec.field(name="class")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The classes in force, how long before its time a case is announced, and the digest of the file."""

    title: str
    remind_days: int
    classes: tuple[RetentionClass, ...]
    digest: str


def in_force() -> Schedule:
    """The force's schedule; raises ScheduleRefused."""
    return load(Path(settings.BLUELAMP_RETENTION_SCHEDULE))


@cache
def load(path: Path) -> Schedule:
    """The schedule at the path, once a process; raises ScheduleRefused naming the class and what is wrong."""
    try:
        content = path.read_bytes()
        written = msgspec.convert(tomllib.loads(content.decode()), _Written)
    except (OSError, ValueError) as error:
        raise ScheduleRefused(f"The retention schedule {path} cannot be read: {error}.") from error
    for each in written.classes:
        _check(each)
    named = {each.while_ for each in written.classes if not each.routes and not each.offence_groups}
    for lasting in sorted(LASTING - named):
        raise ScheduleRefused(
            f"The retention schedule {path} lets go of cases while “{lasting}” lasts: it needs a class with while = “{lasting}”."
        )
    return Schedule(
        title=written.title,
        remind_days=written.remind_days,
        classes=written.classes,
        digest=hashlib.sha256(content).hexdigest(),
    )


def _check(each: RetentionClass) -> None:
    length = (each.years, each.months, each.days)
    wrong = ""
    if (each.while_ is None) == (each.after is None):
        wrong = "it says either “while” or “after”"
    elif each.while_ is not None and (each.while_ not in LASTING or any(length)):
        wrong = "“while” names what lasts, and has no length"
    elif each.after is not None and (each.after in LASTING or min(length) < 0 or not any(length)):
        wrong = "“after” names a day, with years, months or days"
    elif each.while_ is Circumstance.OPEN and not each.hold:
        wrong = "a case that is not over is always held: hold = true"
    elif each.source not in {"law", "force"}:
        wrong = "its source is “law” or “force”"
    if wrong:
        raise ScheduleRefused(f"Class “{each.id}” of the retention schedule: {wrong}.")
