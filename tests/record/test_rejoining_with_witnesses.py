"""The desk opens again only on a record that its witnesses cosign; without the folder aside they are all there is."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings
from tests.record.backups import Restore
from tests.record.conftest import Act
from tests.record.test_agreement import ADA, acts
from tests.record.watched import watching, witness_file
from tests.witness.serving import free_port

from bluelamp.record import agreement, aside, rejoining, selectors, witnessed, witnessing
from bluelamp.record.errors import CannotRejoin, ClosedToRelease
from bluelamp.witness.asking import Witness


@pytest.fixture
def witness(tmp_path: Path, verifying_key: str, settings: Settings) -> Iterator[Witness]:
    with watching(witness_file(tmp_path / "elsewhere", verifying_key)) as named:
        settings.BLUELAMP_WITNESSES = (named,)
        yield named


@pytest.fixture
def restored(act: Act, witness: Witness, backup: Callable[[], Restore]) -> None:  # noqa: ARG001  asked for what it does
    """Put back after the witness has cosigned six entries: a copy of four."""
    acts(act, 3)
    acts(act, 1)
    restore = backup()
    acts(act, 2)
    witnessing.offer(at=timezone.now())
    restore()


def rejoined(**differs: bool) -> rejoining.Rejoined:
    return rejoining.rejoin(actor=ADA, reasons="The disk failed.", at=timezone.now(), **differs)


@pytest.mark.usefixtures("restored")
def test_the_desk_opens_on_what_the_witness_cosigns() -> None:
    opened = rejoined()
    agreement.check_open()
    (cosigned,) = witnessed.last_cosigned()
    assert cosigned.size == opened.checkpoint.size == 7


@pytest.mark.usefixtures("restored")
def test_where_the_folder_aside_is_lost_too_the_witness_knows_that_entries_are_missing() -> None:
    shutil.rmtree(aside.folder())
    for _ in range(2):
        with pytest.raises(CannotRejoin, match="stays closed to release"):
            rejoined()
    assert aside.checkpoint() is None  # an older copy is not taken for the record
    assert selectors.head()[0] == 4
    with pytest.raises(ClosedToRelease):
        agreement.check_open()


@pytest.mark.usefixtures("restored")
def test_a_witness_out_of_reach_is_gone_without_only_by_choice(
    witness: Witness, settings: Settings
) -> None:
    away = replace(witness, url=f"http://127.0.0.1:{free_port()}")
    settings.BLUELAMP_WITNESSES = (away,)
    with pytest.raises(CannotRejoin, match=witness.name):
        rejoined()
    rejoined(unwitnessed=True)
    agreement.check_open()
    last = selectors.recent(1)[0].body
    assert last is not None
    assert last["unwitnessed"] is True
