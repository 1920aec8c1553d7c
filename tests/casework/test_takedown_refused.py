"""Where the record will not take the entry of a takedown, the picture is out of the public's sight all the same."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.record.guards import unguarded

from bluelamp.casework import services
from bluelamp.casework.errors import BadInput
from bluelamp.ledger.errors import NotAFrontier
from bluelamp.publication import selectors
from bluelamp.publication import services as publication
from bluelamp.publication.errors import Withheld
from bluelamp.publication.public import editions
from bluelamp.record.errors import RecordDisagrees
from bluelamp.vault import keys
from bluelamp.vault.errors import KeyUnusable

pytestmark = pytest.mark.django_db(transaction=True)

SECOND = "FROM record_entry WHERE seq = 2"
COLUMNS = f'recorded_at, kind, "case", actor, leaf, leaf_hash {SECOND}'


def down(walk: Walk, reason: str = "error") -> None:
    services.take_down(
        case=walk.reference,
        reason=reason,
        explanation="It is his brother.",
        actor=walk.cast.asha,
        at=walk.at,
    )


def is_shown(walk: Walk) -> bool:
    (edition,) = selectors.editions_of(walk.reference)
    try:
        editions.media_of(editions.edition(edition.token)).file.close()
    except Withheld:
        return False
    return True


def test_a_takedown_without_the_cases_keys_hides_the_picture_at_once_and_is_done_once_they_are_back(
    cast: Cast, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = a_case(cast, ready_for="takedown")
    assert is_shown(walk)
    monkeypatch.setattr(keys, "_unwrapped", {})
    shutil.move(settings.BLUELAMP_CASE_KEYS, tmp_path / "away")
    with pytest.raises(KeyUnusable):
        down(walk)
    assert not is_shown(walk)
    publication.reconcile(at=timezone.now())
    assert not is_shown(walk)
    shutil.move(tmp_path / "away", settings.BLUELAMP_CASE_KEYS)
    down(walk)
    assert selectors.live_editions() == ()


@pytest.mark.parametrize(
    ("damage", "refusal"),
    [
        ("UPDATE record_head SET size = 1, frontier = {hashed}", RecordDisagrees),
        ("UPDATE record_head SET size = 3, frontier = {hashed}", NotAFrontier),
        ("INSERT INTO record_entry SELECT seq + 900, {columns}", DatabaseError),
    ],
    ids=["root", "edge", "gap"],
)
def test_a_damaged_record_keeps_no_picture_up(
    cast: Cast, damage: str, refusal: type[Exception]
) -> None:
    walk = a_case(cast, ready_for="takedown")
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(damage.format(hashed=f"(SELECT leaf_hash {SECOND})", columns=COLUMNS))
    with pytest.raises(refusal):
        down(walk)
    assert not is_shown(walk)
    publication.reconcile(at=timezone.now())
    assert not is_shown(walk)


def test_a_takedown_that_was_asked_for_wrongly_hides_nothing(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    with pytest.raises(BadInput):
        down(walk, reason="no reason of ours")
    assert is_shown(walk)
