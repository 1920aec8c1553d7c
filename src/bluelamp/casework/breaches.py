"""Breaches of personal data to those who read them: what each is, what was done, what is still to be recorded."""

from dataclasses import dataclass

from bluelamp.casework.models import Breach, BreachStep, Case
from bluelamp.casework.services.breach import BreachKind, StepKind, unanswered


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachView:
    """A breach with its kind and its steps in words, and what is to be recorded before it is closed."""

    it: Breach
    words: str
    left: tuple[str, ...]
    steps: tuple[tuple[str, BreachStep], ...]


def breaches_of(case: Case) -> tuple[BreachView, ...]:
    """Every breach of a case, the newest first."""
    return tuple(
        BreachView(
            it=row,
            words=BreachKind(row.kind).words,
            left=unanswered(row) if row.closed_at is None else (),
            steps=tuple(
                (StepKind(step.kind).words, step)
                for step in row.steps.order_by("happened_at", "id")
            ),
        )
        for row in case.breaches.order_by("-id")
    )
