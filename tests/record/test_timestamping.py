"""Checkpoints are time-stamped by an authority of openssl's, and only a token that verifies is kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from pytest_django import Settings
from tests.record.authority import Authority, serving
from tests.record.conftest import Act
from tests.witness.serving import answering, free_port

from bluelamp.record import services, timestamping, witnessed
from bluelamp.record.errors import NotTimeStamped
from bluelamp.record.standing import standing


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("time") / "authority")


@pytest.fixture
def _connected(authority: Authority, settings: Settings) -> Iterator[None]:
    with serving(authority) as url:
        settings.BLUELAMP_TIMESTAMP_AUTHORITY = url
        settings.BLUELAMP_TIMESTAMP_CERTIFICATES = authority.root
        yield


@pytest.mark.usefixtures("_connected")
def test_the_last_checkpoint_is_stamped_and_openssl_agrees(
    act: Act, at: datetime, authority: Authority
) -> None:
    act()
    size = services.checkpoint(at=at).size
    timestamping.stamp(at=at)
    (stamp,) = witnessed.stamps()
    assert (stamp.size, stamp.authority) == (size, "Assay Time")
    assert abs(stamp.at - datetime.now(stamp.at.tzinfo)) < timedelta(minutes=1)
    assert authority.verifies(stamp.token, witnessed.note(size))
    assert not authority.verifies(stamp.token, witnessed.note(size).replace("1", "2", 1))
    assert any("Assay Time says so" in words for words in standing().proved)
    for statement in ("UPDATE record_timestamp SET authority = ''", "DELETE FROM record_timestamp"):
        with pytest.raises(DatabaseError, match="refuses"), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.usefixtures("_connected")
def test_once_a_day_or_at_once_and_never_the_same_twice(act: Act, at: datetime) -> None:
    act()
    services.checkpoint(at=at)
    timestamping.stamp(at=at)
    timestamping.stamp(at=at + timedelta(days=2), at_once=True)  # nothing new to stamp
    act()
    services.checkpoint(at=at)
    timestamping.stamp(at=at + timedelta(hours=23))
    assert [each.size for each in witnessed.stamps()] == [1]
    timestamping.stamp(at=at + timedelta(hours=24))
    act()
    services.checkpoint(at=at)
    timestamping.stamp(at=at + timedelta(hours=25), at_once=True)
    assert [each.size for each in witnessed.stamps()] == [3, 2, 1]
    assert [each.size for each in witnessed.stamps(upto=2, limit=1)] == [2]


def test_without_an_authority_or_an_entry_nothing_is_asked(
    act: Act, at: datetime, settings: Settings
) -> None:
    timestamping.stamp(at=at)
    settings.BLUELAMP_TIMESTAMP_AUTHORITY = f"http://127.0.0.1:{free_port()}"
    timestamping.stamp(at=at)
    act()
    services.checkpoint(at=at)
    settings.BLUELAMP_TIMESTAMP_AUTHORITY = ""
    timestamping.stamp(at=at)
    assert not witnessed.stamps()
    assert not standing().stamp_trouble


def refused(at: datetime, words: str) -> None:
    """It is said, kept for the page, and nothing else is kept."""
    with pytest.raises(NotTimeStamped, match=words):
        timestamping.stamp(at=at)
    assert not witnessed.stamps()
    assert standing().stamp_trouble


def test_what_does_not_verify_is_not_kept(
    act: Act, at: datetime, settings: Settings, authority: Authority, tmp_path: Path
) -> None:
    act()
    services.checkpoint(at=at)
    settings.BLUELAMP_TIMESTAMP_CERTIFICATES = authority.root
    settings.BLUELAMP_TIMESTAMP_AUTHORITY = f"http://127.0.0.1:{free_port()}"
    refused(at, "No answer")

    def changed(query: bytes) -> tuple[int, str, bytes]:
        token = bytearray(authority.answer(query)[2])
        token[-20] ^= 1
        return 200, "application/timestamp-reply", bytes(token)

    for answer in (
        changed,
        lambda _: authority.answer(b"no query"),  # a refusal by the authority
        lambda _: (200, "text/plain", b"no"),
        lambda _: (503, "text/plain", b""),
    ):
        with answering(answer) as url:
            settings.BLUELAMP_TIMESTAMP_AUTHORITY = url
            refused(at, "answered")
    stranger = Authority(tmp_path / "stranger", name="Elsewhere")
    with serving(stranger) as url:
        settings.BLUELAMP_TIMESTAMP_AUTHORITY = url
        refused(at, "no token that can be verified")
        settings.BLUELAMP_TIMESTAMP_CERTIFICATES = tmp_path / "none.pem"
        refused(at, "no certificates")
        settings.BLUELAMP_TIMESTAMP_CERTIFICATES = None
        refused(at, "no certificates")


def test_an_answer_to_an_earlier_question_is_not_taken(
    act: Act, at: datetime, settings: Settings, authority: Authority
) -> None:
    act()
    services.checkpoint(at=at)
    settings.BLUELAMP_TIMESTAMP_CERTIFICATES = authority.root
    first: list[bytes] = []

    def once(query: bytes) -> tuple[int, str, bytes]:
        first.append(authority.answer(query)[2])
        return 503, "text/plain", b""

    with answering(once) as url:
        settings.BLUELAMP_TIMESTAMP_AUTHORITY = url
        refused(at, "answered 503")
    with answering(lambda _: (200, "application/timestamp-reply", first[0])) as url:
        settings.BLUELAMP_TIMESTAMP_AUTHORITY = url
        refused(at, "[Nn]once")
