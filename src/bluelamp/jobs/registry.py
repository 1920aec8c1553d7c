"""Which work is done for which kind of job; the rooms register theirs when the process starts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bluelamp.jobs.errors import KindUnknown
from bluelamp.jobs.run import Run
from bluelamp.jobs.values import JobView

Work = Callable[[Run], None]
Act = Callable[[datetime], None]

Listener = Callable[[JobView, datetime], None]

_kinds: dict[str, "Kind"] = {}
_listeners: list[Listener] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of job: its work, how often it is attempted, and for a tick the time between two."""

    name: str
    work: Work
    attempts: int
    interval: timedelta | None = None


def kind(name: str, *, attempts: int = 8) -> Callable[[Work], Work]:
    """Decorate the work of a kind of job, attempted that many times before it waits for a person."""

    def register(work: Work) -> Work:
        _add(Kind(name=name, work=work, attempts=attempts))
        return work

    return register


def every(name: str, *, seconds: float) -> Callable[[Act], Act]:
    """Decorate a tick: called with the time, by one worker at once, at that interval, for ever.

    After an outage it is called once, not once for each missed time. It must bear being called again.
    """

    def register(act: Act) -> Act:
        def work(run: Run) -> None:
            act(run.now())

        _add(Kind(name=name, work=work, attempts=0, interval=timedelta(seconds=seconds)))
        return act

    return register


def when_ended(listener: Listener) -> Listener:
    """Decorate what is told of every job that is done or has failed, in the transaction in which it ends.

    A listener that fails is undone and logged: the job has ended all the same.
    """
    _listeners.append(listener)
    return listener


def listeners() -> list[Listener]:
    """Who is told when a job ends, in the order in which they asked."""
    return list(_listeners)


def known(name: str) -> Kind:
    """The kind of that name; raises KindUnknown."""
    if name not in _kinds:
        raise KindUnknown(f"No work is registered for jobs of kind “{name}”.")
    return _kinds[name]


def names() -> list[str]:
    """The kinds that this process can do."""
    return sorted(_kinds)


def ticks() -> dict[str, timedelta]:
    """The kinds that are ticks, each with its interval."""
    return {name: kind.interval for name, kind in _kinds.items() if kind.interval is not None}


def _add(new: Kind) -> None:
    if new.name in _kinds:
        raise KindUnknown(f"Two kinds of job would be called “{new.name}”.")
    _kinds[new.name] = new
