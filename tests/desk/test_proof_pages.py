"""The page of proof: what is proved with what there is, for whom, and what is handed out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.cast import Cast
from tests.desk.entrance import signed_in
from tests.record.authority import Authority, serving
from tests.record.watched import NAME, watching, witness_file

from bluelamp.jobs.worker import work
from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.cosignatures import cosignatures
from bluelamp.ledger.notes import VerifierKey
from bluelamp.record import selectors, timestamping, witnessing
from bluelamp.record import services as record
from bluelamp.witness.asking import Witness

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("time") / "authority")


@pytest.fixture
def witness(cast: Cast, home: Path, settings: Settings) -> Iterator[Witness]:
    assert cast
    with watching(witness_file(home / "elsewhere", selectors.verifier_key())) as named:
        settings.BLUELAMP_WITNESSES = (named,)
        yield named


def auditor(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.len))


def happened() -> None:
    with transaction.atomic():
        record.append(kind="advised", case="", actor="PO-101", at=timezone.now(), body={})


def text(client: Client) -> str:
    answer = client.get("/proof/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_is_for_those_who_check_the_record(cast: Cast) -> None:
    for actor in (cast.len, cast.dee):
        assert "/proof/" in signed_in(cast.officer(actor)).get("/proof/").content.decode()
    for actor in (cast.asha, cast.ren, cast.ivo, cast.jo):
        client = signed_in(cast.officer(actor))
        for page in ("", "checkpoints/1.txt", "checkpoints/1-as-signed.txt", "time-stamps/1.tsr"):
            assert client.get(f"/proof/{page}").status_code == 403, page
        assert client.post("/proof/").status_code == 403


def test_with_nobody_outside_it_says_what_is_not_proved(cast: Cast) -> None:
    client = auditor(cast)
    empty = text(client)
    assert "None signed yet" in empty
    assert "What is proved" not in empty
    happened()
    record.checkpoint(at=timezone.now())
    shown = text(client)
    assert "By nobody: no witness is set up" in shown
    assert "no time-stamp authority is set up" in shown
    assert "no witness outside has seen it" in shown
    assert "no ledger can prove that" in shown
    assert selectors.verifier_key() in shown


def test_asking_from_the_page_signs_and_has_it_witnessed(cast: Cast, witness: Witness) -> None:
    client = auditor(cast)
    happened()
    answer = client.post("/proof/", follow=True)
    assert "are being asked" in answer.content.decode()
    work(once=True)
    shown = text(client)
    assert f"{NAME} saw them by" in shown
    assert "no witness outside" not in shown
    assert str(witness.key) in shown
    last = selectors.latest_checkpoint()
    assert last is not None
    note = client.get(f"/proof/checkpoints/{last.size}.txt").content.decode()
    assert Checkpoint.opened(note, [VerifierKey.parse(selectors.verifier_key())]).size == last.size
    assert len(cosignatures(note, [witness.key])) == 1
    signed = client.get(f"/proof/checkpoints/{last.size}-as-signed.txt")
    assert signed.content.decode() == last.note
    assert "attachment" in signed.headers["Content-Disposition"]


def test_a_witness_that_is_away_is_said_beside_what_it_cosigned(
    cast: Cast, witness: Witness, settings: Settings
) -> None:
    happened()
    record.checkpoint(at=timezone.now())
    witnessing.offer(at=timezone.now())
    settings.BLUELAMP_WITNESSES = (Witness(name=NAME, url="http://127.0.0.1:9", key=witness.key),)
    happened()
    happened()
    record.checkpoint(at=timezone.now())
    witnessing.offer(at=timezone.now())
    shown = text(auditor(cast))
    assert "Not cosigning" in shown
    assert "No answer from http://127.0.0.1:9" in shown
    assert "no witness has seen them yet" in shown
    assert f"{NAME} saw them by" in shown


def test_a_time_stamp_is_handed_out_with_what_was_stamped(
    cast: Cast, authority: Authority, settings: Settings
) -> None:
    settings.BLUELAMP_TIMESTAMP_CERTIFICATES = authority.root
    with serving(authority) as url:
        settings.BLUELAMP_TIMESTAMP_AUTHORITY = url
        happened()
        size = record.checkpoint(at=timezone.now()).size
        timestamping.stamp(at=timezone.now() - timedelta(minutes=1))
    client = auditor(cast)
    shown = text(client)
    assert "Assay Time says so" in shown
    assert "a time-stamp shows that this one was there, not that it is the only one" in shown
    number = next(part.split(".tsr")[0] for part in shown.split("/proof/time-stamps/")[1:])
    token = client.get(f"/proof/time-stamps/{number}.tsr").content
    note = client.get(f"/proof/checkpoints/{size}-as-signed.txt").content.decode()
    assert authority.verifies(token, note)
    kept = client.get("/proof/time-stamp-certificates.pem").content
    assert kept == authority.root.read_bytes()
    settings.BLUELAMP_TIMESTAMP_AUTHORITY = "http://127.0.0.1:9"
    happened()
    record.checkpoint(at=timezone.now())
    with pytest.raises(timestamping.NotTimeStamped):
        timestamping.stamp(at=timezone.now(), at_once=True)
    assert "No answer from http://127.0.0.1:9" in text(client)


def test_what_is_not_there_is_not_found(cast: Cast) -> None:
    client = auditor(cast)
    for page in (
        "checkpoints/7.txt",
        "checkpoints/7-as-signed.txt",
        "time-stamps/7.tsr",
        "time-stamp-certificates.pem",
    ):
        assert client.get(f"/proof/{page}").status_code == 404, page


def test_the_record_page_says_who_outside_has_seen_it(cast: Cast, witness: Witness) -> None:
    client = auditor(cast)
    happened()
    record.checkpoint(at=timezone.now())
    assert "By no witness" in client.get("/record/").content.decode()
    witnessing.offer(at=timezone.now())
    assert f"entries, by {NAME}" in client.get("/record/").content.decode()
    assert witness.name == NAME
