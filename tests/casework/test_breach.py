"""A breach of personal data: 72 hours from when it was known, who was told, what was put right (DPA 2018 ss.67, 68)."""

from datetime import timedelta
from typing import Any

import pytest
from tests.cast import Cast
from tests.desk.builders import Walk, a_case

from bluelamp.casework import services, ticks
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.casework.models import Breach, Letter
from bluelamp.casework.services.breach import BreachKind, StepKind

pytestmark = pytest.mark.django_db


def breached(cast: Cast) -> tuple[Walk, Breach]:
    walk = a_case(cast, ready_for="takedown")
    services.take_down(
        case=walk.reference,
        reason="someone_exposed",
        explanation="A face shows in a mirror.",
        actor=cast.ivo,
        at=walk.at,
    )
    return walk, Breach.objects.get()


def step(walk: Walk, kind: StepKind, **differs: Any) -> None:
    usual: dict[str, Any] = {
        "breach": Breach.objects.get().pk,
        "words": "By telephone",
        "happened_at": walk.at,
        "actor": walk.cast.dee,
        "at": walk.at,
    }
    services.record_breach_step(case=walk.reference, kind=kind, **usual | differs)


def close(walk: Walk, **differs: Any) -> None:
    usual: dict[str, Any] = {"conclusion": "Mirrors are marked now.", "actor": walk.cast.dee}
    services.close_breach(
        case=walk.reference, breach=Breach.objects.get().pk, at=walk.at, **usual | differs
    )


def test_the_72_hours_stand_on_the_work_list(cast: Cast) -> None:
    walk, breach = breached(cast)
    case = walk.view().case
    assert breach.due_at == walk.at + timedelta(hours=72)
    assert case.due_at == breach.due_at
    assert "breach" in case.turns.values_list("task", flat=True)


def test_it_is_closed_once_everything_has_been_answered_and_not_before(cast: Cast) -> None:
    walk, breach = breached(cast)
    with pytest.raises(OutOfOrder, match="whether the Commissioner was told"):
        close(walk)
    step(walk, StepKind.COMMISSIONER_TOLD, reference="ICO-118")
    step(walk, StepKind.SUBJECT_NOT_TOLD, words="Nobody could be found to tell")
    with pytest.raises(OutOfOrder, match="what was put right"):
        close(walk)
    step(walk, StepKind.PUT_RIGHT, words="The film was covered anew")
    with pytest.raises(BadInput):
        close(walk, conclusion=" ")
    close(walk)
    breach.refresh_from_db()
    assert (breach.closed_by, breach.conclusion) == (cast.dee.reference, "Mirrors are marked now.")
    with pytest.raises(OutOfOrder, match="no such open breach"):
        step(walk, StepKind.PUT_RIGHT)
    assert "breach" not in walk.view().case.turns.values_list("task", flat=True)


def test_a_case_is_not_closed_while_its_breach_is_open(cast: Cast) -> None:
    walk, _ = breached(cast)
    with pytest.raises(OutOfOrder, match="Breach"):
        services.conclude(case=walk.reference, actor=cast.asha, at=walk.at)


def test_the_desk_is_called_once_a_day_before_the_hours_are_over(cast: Cast) -> None:
    _, breach = breached(cast)
    ticks.call_out_breaches(breach.due_at - timedelta(hours=25))
    assert not Letter.objects.filter(page="breach").exists()
    for minutes in (0, 1, 60):
        ticks.call_out_breaches(breach.due_at - timedelta(hours=24, minutes=-minutes))
    assert Letter.objects.filter(page="breach").count() == 1


def test_nobody_is_called_once_the_commissioner_has_been_told(cast: Cast) -> None:
    walk, breach = breached(cast)
    step(walk, StepKind.COMMISSIONER_NOT_TOLD, words="Nobody can be recognised after all")
    ticks.call_out_breaches(breach.due_at)
    assert not Letter.objects.filter(page="breach").exists()


def test_anyone_at_the_desk_opens_one_but_who_redacts_does_not_close_it(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    known = walk.at - timedelta(hours=10)
    opened = services.open_breach(
        case=walk.reference,
        kind=BreachKind.SOMEONE_EXPOSED,
        account="A reader wrote",
        known_at=known,
        actor=cast.ivo,
        at=walk.at,
    )
    assert opened.due_at == known + timedelta(hours=72)
    with pytest.raises(NotAllowed):
        close(walk, actor=cast.ivo)


def test_what_happened_and_when_cannot_be_left_out_or_lie_ahead(cast: Cast) -> None:
    walk, _ = breached(cast)
    with pytest.raises(BadInput):
        step(walk, StepKind.PUT_RIGHT, words=" ")
    with pytest.raises(BadInput):
        step(walk, StepKind.PUT_RIGHT, happened_at=walk.at + timedelta(hours=1))
    for differs in ({"account": " "}, {"known_at": walk.at + timedelta(hours=1)}):
        usual: dict[str, Any] = {"account": "A face", "known_at": walk.at}
        with pytest.raises(BadInput):
            services.open_breach(
                case=walk.reference,
                kind=BreachKind.WRONG_PERSON,
                actor=cast.asha,
                at=walk.at,
                **usual | differs,
            )
