"""A folder aside that fails keeps nobody from acting, least of all from taking down; what cannot be read is said."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from tests.record.conftest import AT, Act
from tests.record.test_agreement import acts, older, rejoined  # noqa: F401  a fixture

from bluelamp.ledger import verifier
from bluelamp.record import agreement, aside, closures, services, ticks
from bluelamp.record.aside import TakenDown
from bluelamp.record.errors import AsideUnusable, ClosedToRelease


def unreadable(name: str) -> None:
    """What is there of that name aside can no longer be read."""
    file = aside.folder() / name
    file.unlink(missing_ok=True)
    file.mkdir()


@pytest.mark.usefixtures("older")
def test_what_is_done_in_an_older_copy_waits_for_no_leaves_that_cannot_be_read(act: Act) -> None:
    unreadable("leaves")
    assert act().seq == 4
    with pytest.raises(ClosedToRelease, match="the database holds 4 entries, of 6"):
        agreement.check_open()


def test_leaves_that_cannot_be_read_close_the_desk_and_are_named(act: Act) -> None:
    acts(act, 3)
    unreadable("leaves")
    closed = agreement.look(at=AT, thoroughly=True)
    assert closed is not None
    assert "leaves aside" in closed.words
    assert "leaves aside" in services.verify().faults[0].words


def test_a_takedown_is_written_aside_while_somebody_else_writes_there(act: Act) -> None:
    acts(act, 1)
    taken = TakenDown(case="CI-26-0001", editions=("token",), why="error", at=AT)
    with aside.turn():
        writing = Thread(target=aside.write_takedown, args=[taken], daemon=True)
        writing.start()
        writing.join(10)
        assert aside.takedowns() == (taken,)


def test_what_is_kept_aside_and_cannot_be_read_is_said_to_be(act: Act) -> None:
    acts(act, 1)
    unreadable("takedowns")
    with pytest.raises(AsideUnusable, match="takedowns cannot be read"):
        aside.takedowns()


def test_everybody_may_write_while_every_leaf_is_compared(
    act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts(act, 3)
    read, held = aside.leaves, []

    def leaves(start: int, end: int) -> Iterator[bytes]:
        held.append(connection.in_atomic_block)
        return read(start, end)

    monkeypatch.setattr(aside, "leaves", leaves)
    assert agreement.look(at=AT, thoroughly=True) is None
    assert held == [False]


def locked(**_: object) -> None:
    raise DatabaseError("The database is locked.")


def test_a_first_look_that_failed_is_made_again_at_every_leaf(
    act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts(act, 2)
    monkeypatch.setattr(ticks, "_compared", Event())
    with monkeypatch.context() as failing:
        failing.setattr(agreement, "look", locked)
        with pytest.raises(DatabaseError):
            ticks.agree(AT)
    unreadable("leaves")
    ticks.agree(AT)
    assert closures.standing() is not None


@pytest.mark.usefixtures("older")
def test_after_rejoining_a_case_can_be_exported(
    act: Act, tmp_path: Path, verifying_key: str
) -> None:
    rejoined()
    act()
    services.checkpoint(at=AT)
    services.export(tmp_path / "record.txt", case="CI-26-0001")
    assert "4 entries of case CI-26-0001" in verifier.verify(tmp_path, [verifying_key])


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"PRIVATE+KEY+nobody"])
def test_a_signing_key_that_is_none_keeps_nobody_from_acting(act: Act, content: bytes) -> None:
    acts(act, 1)
    settings.BLUELAMP_LEDGER_KEY_FILE.write_bytes(content)
    aside._reaches.clear()
    assert act().seq == 2
    with pytest.raises(ClosedToRelease):
        agreement.check_open()
