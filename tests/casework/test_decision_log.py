"""The decision log: numbered, decided and entered at times of their own, corrected only by what is added."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import Walk, a_case

from bluelamp.casework import decision_log, services
from bluelamp.casework.decision_log import Line
from bluelamp.casework.errors import BadInput, NoSuchCase, NotAllowed
from bluelamp.casework.lifecycle import TABLE, Act
from bluelamp.casework.models import Case, DecisionLine
from bluelamp.casework.numbering import DECISIONS
from bluelamp.casework.services import Decided
from bluelamp.people.actor import Actor
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


def lines(walk: Walk) -> tuple[Line, ...]:
    return decision_log.lines(Case.objects.get(reference=walk.reference))


def enter(walk: Walk, actor: Actor, **differs: Any) -> DecisionLine:
    at = differs.pop("at", timezone.now())
    usual = {
        "decision": "No appeal on social media.",
        "reasons": "His children are on it.",
        "rejected": "A post without comments: it would be shared.",
        "decided_by": actor.reference,
        "decided_at": at,
    }
    decided = Decided(**usual | differs)
    return services.enter_decision(case=walk.reference, decided=decided, actor=actor, at=at)


def test_what_the_steps_decide_is_numbered_by_itself(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection", category=["sexual_offence"])
    walk.object()
    walk.answer(upheld=False)
    walk.release()
    walk.take_down()
    found = lines(walk)
    assert [line.kind for line in found] == [
        "rights test answered",
        "authorised",
        "identity confirmed",
        "rendition approved",
        "objected",
        "objection answered",
        "released",
        "taken down",
    ]
    assert [line.number for line in found] == list(range(1, 9))
    held = {each.seq: each for each in record.entries_for(walk.reference)}
    for line in found:
        assert held[line.seq].kind == line.kind
        assert line.entered_at == line.decided_at == held[line.seq].at


def test_every_decision_is_an_act_with_an_entry_of_its_own() -> None:
    entries = {step.act: step.entry for step in TABLE}
    others = {entry for act, entry in entries.items() if act not in DECISIONS}
    assert not {entries[act] for act in DECISIONS} & others


def test_what_is_decided_beside_the_steps_gets_the_next_number(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    enter(walk, cast.kay)
    walk.bring_image()
    walk.confirm()
    first, own, last = lines(walk)
    assert (first.kind, own.kind, last.kind) == (
        "rights test answered",
        "decision entered",
        "identity confirmed",
    )
    assert (first.number, own.number, last.number) == (1, 2, 3)
    assert own.decided_by == own.entered_by == cast.kay.name
    said = dict(own.rows)
    assert said["What was decided"] == "No appeal on social media."
    assert said["Options rejected"].startswith("A post without comments")
    assert not own.is_late
    assert not own.is_sensitive


def test_a_late_entry_keeps_both_times_and_says_why(cast: Cast) -> None:
    walk, now = a_case(cast), timezone.now()
    decided = now - timedelta(hours=5)
    with pytest.raises(BadInput, match="why it is entered only now"):
        enter(walk, cast.kay, decided_at=decided, at=now)
    enter(walk, cast.asha, decided_by=cast.kay.reference, decided_at=decided, at=now, late_because="By telephone.")  # fmt: skip
    line = lines(walk)[-1]
    assert (line.decided_at, line.entered_at) == (decided, now)
    assert (line.decided_by, line.entered_by) == (cast.kay.name, cast.asha.name)
    assert line.is_late
    assert dict(line.rows)["Entered late because"] == "By telephone."
    enter(walk, cast.kay, decided_at=now - timedelta(minutes=59), at=now)
    assert not lines(walk)[-1].is_late


def test_authority_given_earlier_says_when(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts", category=["sexual_offence"])
    walk.ask_authority()
    earlier = walk.at - timedelta(hours=3)
    services.authorise(
        case=walk.reference,
        granted=True,
        reasons="Others may come forward.",
        risk_assessment="Weighed.",
        assessment_adopted=True,
        decided_at=earlier,
        actor=cast.jo,
        at=walk.at,
    )
    line = lines(walk)[-1]
    assert (line.kind, line.decided_at, line.is_late) == ("authorised", earlier, True)


def test_a_correction_is_a_new_number_and_both_point_to_each_other(cast: Cast) -> None:
    walk = a_case(cast)
    first = enter(walk, cast.kay)
    before = lines(walk)[first.number - 1]
    enter(walk, cast.kay, decision="One post, without comments.", corrects=first.number)
    enter(walk, cast.ola, decision="None after all.", corrects=first.number)
    old, one, other = lines(walk)
    assert (one.corrects, other.corrects) == (old.number, old.number)
    assert old.corrected_by == (one.number, other.number)
    assert (old.rows, old.entered_at, old.seq) == (before.rows, before.entered_at, before.seq)


@pytest.mark.parametrize(
    ("differs", "said"),
    [
        ({"decision": "  "}, "Write what was decided"),
        ({"reasons": ""}, "Write the reasons"),
        ({"decided_by": "XX-1"}, "Nobody is enrolled"),
        ({"corrects": 9}, "has no decision 9"),
        ({"corrects": 0}, "has no decision 0"),
        ({"decided_at": datetime(2199, 1, 1, tzinfo=UTC)}, "later than now"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(
    cast: Cast, differs: dict[str, Any], said: str
) -> None:
    walk = a_case(cast)
    before = (len(lines(walk)), record.head())
    with pytest.raises(BadInput, match=said):
        enter(walk, cast.kay, **differs)
    assert (len(lines(walk)), record.head()) == before


def test_only_who_sees_the_case_and_works_at_the_desk_enters(cast: Cast) -> None:
    walk = a_case(cast)
    with pytest.raises(NotAllowed):
        enter(walk, cast.len)
    services.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=[cast.asha.reference],
        reasons="A witness.",
        actor=cast.asha,
        at=timezone.now(),
    )
    with pytest.raises(NoSuchCase):
        enter(walk, cast.kay)
    enter(walk, cast.asha, sensitive=True)
    assert lines(walk)[-1].is_sensitive


def test_the_database_refuses_the_same_number_twice(cast: Cast) -> None:
    walk = a_case(cast)
    first = enter(walk, cast.kay)
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionLine.objects.create(case=first.case, number=1, entry=10_000)


def test_other_acts_get_no_number(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    before = len(lines(walk))
    walk.check_restrictions()
    assert Act.CHECK_RESTRICTIONS not in DECISIONS
    assert len(lines(walk)) == before


def test_the_decisions_of_an_older_record_get_the_numbers_that_they_would_have_had(
    cast: Cast,
) -> None:
    walks = [a_case(cast, ready_for="objection"), a_case(cast, ready_for="identity")]
    numbered = [lines(walk) for walk in walks]
    DecisionLine.objects.all().delete()
    import_module("bluelamp.casework.migrations.0019_decision_log").number_what_was_decided(
        apps, None
    )
    assert [lines(walk) for walk in walks] == numbered
    assert all(numbered)
