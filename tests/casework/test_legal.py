"""CI-40: legal advice is sought, given and read; the record says so, and never what it says."""

from dataclasses import replace

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.desk.builders import Walk, a_case

from bluelamp.casework import services
from bluelamp.casework.errors import BadInput, MustBeSomeoneElse, NotAllowed, OutOfOrder
from bluelamp.casework.models import AdviceGiven, LegalAdvice
from bluelamp.casework.services.legal import Privileged
from bluelamp.disclosure import services as disclosure
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db

QUESTION = "May we name the brother, whose trial is in March?"
ADVICE = "Not before the brother is sentenced."


def sought(walk: Walk, *readers: Actor) -> LegalAdvice:
    return services.ask_legal_advice(
        case=walk.reference,
        question=QUESTION,
        readers=[each.reference for each in readers],
        actor=walk.cast.ren,
        at=walk.at,
    )


def given(walk: Walk, *readers: Actor) -> LegalAdvice:
    sought(walk, *readers)
    return services.give_legal_advice(
        case=walk.reference, advice=ADVICE, actor=walk.cast.una, at=walk.at
    )


def read(walk: Walk, row: LegalAdvice, actor: Actor) -> Privileged:
    return services.read_legal_advice(case=walk.reference, advice=row.pk, actor=actor, at=walk.at)


def test_the_asker_those_named_and_legal_advisers_read_it_and_nobody_else(cast: Cast) -> None:
    walk = a_case(cast)
    row = given(walk, cast.asha)
    for actor in (cast.ren, cast.asha, cast.una):
        words = read(walk, row, actor)
        assert (words.question, words.advice) == (QUESTION, ADVICE)
    before = record.head()
    for actor in (cast.tom, cast.mary, cast.jo, cast.dee, cast.len):
        with pytest.raises(NotAllowed, match="privileged"):
            read(walk, row, actor)
    assert record.head() == before


def test_each_reading_is_recorded_before_the_words_are_given(cast: Cast) -> None:
    walk = a_case(cast)
    row = given(walk)
    read(walk, row, cast.ren)
    read(walk, row, cast.una)
    readings = [e for e in record.entries_for(walk.reference) if e.kind == "legal advice read"]
    assert [each.actor for each in readings] == [cast.ren.reference, cast.una.reference]


def test_that_it_was_sought_is_recorded_and_its_words_are_nowhere(cast: Cast) -> None:
    walk = a_case(cast)
    given(walk, cast.asha)
    kinds = [entry.kind for entry in record.entries_for(walk.reference)]
    assert kinds[-2:] == ["legal advice sought", "legal advice given"]
    taken = disclosure.disclose_record(case=walk.reference, actor=cast.dee, at=walk.at).decode()
    assert "legal advice given" in taken
    for words in (QUESTION, ADVICE):
        assert words not in taken
        assert words not in repr(list(LegalAdvice.objects.values()))
        assert words not in repr(list(AdviceGiven.objects.values()))


def test_one_question_waits_at_a_time_and_has_words(cast: Cast) -> None:
    walk = a_case(cast)
    with pytest.raises(BadInput, match="what you ask"):
        services.ask_legal_advice(
            case=walk.reference, question=" ", readers=(), actor=cast.ren, at=walk.at
        )
    sought(walk)
    with pytest.raises(OutOfOrder, match="already"):
        sought(walk)
    with pytest.raises(BadInput, match="Write your advice"):
        services.give_legal_advice(case=walk.reference, advice="", actor=cast.una, at=walk.at)


def test_advice_waits_for_a_legal_adviser_on_the_work_list(cast: Cast) -> None:
    walk = a_case(cast)
    sought(walk)
    (task,) = [each for each in walk.view().tasks if each.page == "legal"]
    assert task.status == "waiting"
    turns = walk.view().case.turns.filter(task="legal")
    assert [turn.role for turn in turns] == [Role.LEGAL_ADVISER]


def test_whoever_asked_does_not_answer(cast: Cast) -> None:
    walk = a_case(cast)
    both = replace(cast.una, roles=cast.una.roles | {Role.PRESS_OFFICER})
    services.ask_legal_advice(
        case=walk.reference, question=QUESTION, readers=(), actor=both, at=walk.at
    )
    with pytest.raises(MustBeSomeoneElse):
        services.give_legal_advice(case=walk.reference, advice=ADVICE, actor=both, at=walk.at)
    with pytest.raises(IntegrityError, match="legal_advice_is_another_persons"):
        LegalAdvice.objects.update(answered_by=both.reference, answered_at=walk.at, answer="0" * 64)


def test_advice_of_another_case_is_not_read_through_this_one(cast: Cast) -> None:
    row = given(a_case(cast))
    with pytest.raises(NotAllowed):
        read(a_case(cast), row, cast.ren)
