"""The record's checkpoints go to a witness in a process of its own, which sees through a fork and a rollback."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pytest_django import Settings
from tests.ledger.go_judge import Judge, judge  # noqa: F401  a fixture
from tests.record.conftest import Act
from tests.record.guards import unguarded
from tests.record.watched import NAME, key_of, watching, witness_file
from tests.witness.serving import answering, free_port

from bluelamp.jobs.models import Job
from bluelamp.jobs.worker import work
from bluelamp.ledger.cosignatures import Cosigner, cosignatures
from bluelamp.record import agreement, closures, selectors, services, witnessed, witnessing
from bluelamp.record.errors import ClosedToRelease
from bluelamp.record.models import Asked, Checkpoint, Cosignature
from bluelamp.record.standing import standing
from bluelamp.witness.asking import Said, Witness
from bluelamp.witness.submission import Submission


@pytest.fixture
def file(tmp_path: Path, verifying_key: str) -> Path:
    return witness_file(tmp_path / "elsewhere", verifying_key)


@pytest.fixture
def witness(file: Path, settings: Settings) -> Iterator[Witness]:
    with watching(file) as named:
        settings.BLUELAMP_WITNESSES = (named,)
        yield named


def signed_and_offered() -> witnessing.Offered:
    now = timezone.now()
    services.checkpoint(at=now)
    (offered,) = witnessing.offer(at=now)
    return offered


def test_each_checkpoint_is_cosigned_and_the_line_verifies(act: Act, witness: Witness) -> None:
    for size in (1, 2, 3):
        act()
        assert signed_and_offered().said is Said.COSIGNED
        (found,) = cosignatures(witnessed.cosigned_note(size), [witness.key])
        (kept,) = witnessed.cosignatures(size)
        assert (kept.witness, kept.at, kept.key) == (NAME, found.at, str(witness.key))
        assert abs(kept.at - timezone.now()) < timedelta(minutes=1)
    (last,) = witnessed.last_cosigned()
    assert last.size == 3


def test_gos_own_code_finds_the_cosignature_good_and_a_changed_one_not(
    act: Act,
    witness: Witness,
    judge: Judge,  # noqa: F811  the fixture
) -> None:
    act()
    signed_and_offered()
    note = witnessed.cosigned_note(1).encode()
    key = str(witness.key)
    other = note.replace(b"\n1\n", b"\n2\n")
    assert judge(("cosigned", key, note), ("cosigned", key, other)) == [True, False]


def test_a_checkpoint_is_offered_again_and_kept_once(act: Act, witness: Witness) -> None:
    act()
    assert [signed_and_offered().said for _ in range(3)] == [Said.COSIGNED] * 3
    assert Cosignature.objects.count() == 1
    assert witness.name == NAME


def test_a_witness_that_was_away_is_given_the_proof_from_where_it_was(
    act: Act, file: Path, settings: Settings
) -> None:
    with watching(file) as named:
        settings.BLUELAMP_WITNESSES = (named,)
        act()
        signed_and_offered()
    for _ in range(3):
        act()
    away = signed_and_offered()
    assert (away.said, away.size) == (Said.UNREACHABLE, None)
    assert standing().witnesses[0].trouble.startswith("No answer")
    assert "no witness has seen them yet" in " ".join(standing().not_proved)
    assert closures.standing() is None  # it delays nothing
    Asked.objects.all().delete()
    with watching(file) as named:
        settings.BLUELAMP_WITNESSES = (named,)
        back = signed_and_offered()
    assert (back.said, back.size) == (Said.COSIGNED, 4)


def test_whoever_forgot_how_far_the_witness_is_is_told(act: Act, witness: Witness) -> None:
    for _ in range(3):
        act()
        signed_and_offered()
    with unguarded():
        Cosignature.objects.all().delete()
    act()
    assert signed_and_offered().said is Said.COSIGNED  # after a 409 with size 3
    assert witness.name == NAME


def set_back(to: int) -> None:
    """The record's tables as they were at this size, as a restored backup has them."""
    tables = ("entrybody", "entry", "cosignature", "checkpoint")
    columns = ("entry_id", "seq", "checkpoint_id", "size")
    kept = Checkpoint.objects.get(size=to)
    with unguarded(), connection.cursor() as cursor:
        for table, column in zip(tables, columns, strict=True):
            cursor.execute(f"DELETE FROM record_{table} WHERE {column} > {to}")  # noqa: S608  our own
        cursor.execute(
            "UPDATE record_head SET size = %s, root = %s, frontier = %s",
            [to, kept.root, kept.frontier],
        )


@pytest.fixture
def backup(settings: Settings, tmp_path: Path) -> Path:
    """Where what is kept beside the database was backed up, with the key."""
    assert settings.BLUELAMP_ASIDE is None
    return tmp_path / "backup"


def back_up(backup: Path, settings: Settings) -> None:
    shutil.copytree(settings.BLUELAMP_LEDGER_KEY_FILE.parent, backup)


def put_back(backup: Path, to: int, settings: Settings) -> None:
    """Database and what is kept beside it, all as they were: only the witness knows better."""
    set_back(to)
    folder = settings.BLUELAMP_LEDGER_KEY_FILE.parent
    shutil.rmtree(folder)
    shutil.copytree(backup, folder)


def closed_to_release() -> str:
    with pytest.raises(ClosedToRelease) as refusal:
        agreement.check_open()
    return str(refusal.value)


def test_an_older_backup_put_back_is_seen_through_and_closes_the_desk(
    act: Act, witness: Witness, backup: Path, settings: Settings
) -> None:
    for size in (1, 2, 3, 4):
        act()
        signed_and_offered()
        if size == 2:
            back_up(backup, settings)
    put_back(backup, 2, settings)
    assert services.verify().sound  # in itself nothing is wrong with it
    told = signed_and_offered()
    assert (told.said, told.size) == (Said.AHEAD, 4)
    assert NAME in closed_to_release()
    assert "entry 3" in closed_to_release()
    assert witness.name == standing().witnesses[0].name


@pytest.mark.parametrize("again", [2, 4], ids=["as many as were seen", "more than were seen"])
def test_a_record_that_went_another_way_is_seen_through_and_closes_the_desk(
    act: Act, witness: Witness, backup: Path, settings: Settings, again: int
) -> None:
    for size in (1, 2, 3, 4):
        act()
        signed_and_offered()
        if size == 2:
            back_up(backup, settings)
    put_back(backup, 2, settings)
    for number in range(again):
        act(ground=f"CI-{number + 2}")
    assert services.verify().sound
    told = signed_and_offered()
    assert (told.said, told.size) == (Said.FORKED, 4)
    assert NAME in closed_to_release()
    assert witness.name == NAME


def test_a_witness_that_makes_things_up_is_not_believed_but_said(
    act: Act, file: Path, settings: Settings
) -> None:
    act()
    with answering(lambda _: (200, "text/plain", "— inspectorate AAAAAAAA\n".encode())) as url:
        settings.BLUELAMP_WITNESSES = (Witness(name=NAME, url=url, key=key_of(file)),)
        assert signed_and_offered().said is Said.REFUSED
    assert not witnessed.cosignatures(1)
    assert "no cosignature" in standing().witnesses[0].trouble


def test_two_witnesses_are_asked_though_the_first_is_away(
    act: Act, witness: Witness, settings: Settings
) -> None:
    away = Witness(name="Away", url=f"http://127.0.0.1:{free_port()}", key=witness.key)
    settings.BLUELAMP_WITNESSES = (away, witness)
    act()
    services.checkpoint(at=timezone.now())
    offered = witnessing.offer(at=timezone.now())
    assert [each.said for each in offered] == [Said.UNREACHABLE, Said.COSIGNED]


def test_another_process_that_was_quicker_is_no_evidence(
    act: Act, at: datetime, settings: Settings
) -> None:
    """While this checkpoint is on its way, another worker signs the next and has it witnessed."""
    key = Cosigner.generate("inspectorate.example/witness")

    def answer(body: bytes) -> tuple[int, str, bytes]:
        note = Submission.parse(body).note
        if "\n1\n" in note:
            act()
            services.checkpoint(at=at)
            connection.close()
            return 409, "text/x.tlog.size", b"2\n"
        line = key.cosign(note.rpartition("\n\n")[0] + "\n", timezone.now())
        return 200, "text/plain", line.encode()

    act()
    with answering(answer) as url:
        settings.BLUELAMP_WITNESSES = (Witness(name=NAME, url=url, key=key.verifier),)
        offered = signed_and_offered()
    assert (offered.said, offered.size) == (Said.COSIGNED, 2)
    assert witnessed.cosignatures(2)
    agreement.check_open()


def test_what_a_witness_said_stays(act: Act, witness: Witness) -> None:
    act()
    signed_and_offered()
    for statement in (
        "UPDATE record_cosignature SET line = ''",
        "DELETE FROM record_cosignature",
    ):
        with pytest.raises(DatabaseError, match="refuses"), connection.cursor() as cursor:
            cursor.execute(statement)
    assert witnessed.cosignatures(1)[0].witness == witness.name


def test_without_an_answer_in_time_a_stamp_is_tried_again_and_the_witness_is_not_kept_waiting(
    act: Act, witness: Witness, settings: Settings
) -> None:
    settings.BLUELAMP_TIMESTAMP_AUTHORITY = f"http://127.0.0.1:{free_port()}"
    with transaction.atomic():
        act()
        services.prove_soon(at=timezone.now())
    work(once=True)
    assert witnessed.cosignatures(1)[0].witness == witness.name
    job = Job.objects.get(kind="record.prove")
    assert (job.state, "No answer" in job.error) == ("waiting", True)


def test_what_is_to_be_proved_soon_is_signed_and_witnessed_after_the_commit(
    act: Act, witness: Witness
) -> None:
    with transaction.atomic():
        act()
        services.prove_soon(at=timezone.now())
        assert not Checkpoint.objects.exists()
    work(once=True)
    assert selectors.latest_checkpoint() is not None
    assert witnessed.cosignatures(1)[0].witness == witness.name


def test_what_is_said_of_no_witness_of_one_and_of_one_that_is_behind(
    act: Act, at: datetime, witness: Witness, settings: Settings
) -> None:
    settings.BLUELAMP_WITNESSES = ()
    assert standing().proved == ()
    act()
    assert "Entry 1: no checkpoint covers them yet" in standing().not_proved[0]
    services.checkpoint(at=at)
    alone = standing()
    assert len(alone.proved) == 1
    assert any("no witness outside has seen it" in words for words in alone.not_proved)
    settings.BLUELAMP_WITNESSES = (witness,)
    signed_and_offered()
    seen = standing()
    assert any(words.startswith(f"Entry 1: {NAME} saw them") for words in seen.proved)
    assert not any("no witness outside" in words for words in seen.not_proved)
    settings.BLUELAMP_WITNESSES = ()  # no longer asked, but what it cosigned stands
    assert standing().former[0].witness == NAME
    assert standing().proved == seen.proved
