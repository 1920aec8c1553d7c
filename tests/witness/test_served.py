"""The witness as its command serves it, in processes of its own, and a log that asks it."""

import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from tests.witness.a_log import ORIGIN, Log
from tests.witness.serving import answering, command, free_port, witness

from bluelamp.ledger.cosignatures import Cosigner, WitnessKey
from bluelamp.ledger.notes import SignerKey
from bluelamp.witness import calling
from bluelamp.witness.asking import Said, Statement, Witness, ask
from bluelamp.witness.configuration import Configuration
from bluelamp.witness.errors import NotAWitness
from bluelamp.witness.watching import Watch


def named(url: str, key: WitnessKey) -> Witness:
    return Witness(name="Inspectorate", url=url, key=key)


def asked(log: Log, size: int, by: Witness, seen: int = 0) -> Statement:
    return ask(by, log.note(size), size=size, seen=seen, prove=log.proof, at=datetime.now(UTC))


def posted(url: str, content: bytes) -> tuple[int, str, str]:
    try:
        with urlopen(Request(url, content)) as answer:  # noqa: S310  our own server
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


def test_a_log_and_its_witness_in_processes_of_their_own(
    watch: Watch, log: Log, file: Path
) -> None:
    with witness(file, workers=2) as url:
        by = named(url, watch.key.verifier)
        assert asked(log, 20, by).said is Said.COSIGNED
        grown = asked(log, 30, by)  # not told what it has seen, so it says
        assert (grown.said, grown.size) == (Said.COSIGNED, 30)
        late = asked(log, 20, by, seen=20)
        assert (late.said, late.size) == (Said.AHEAD, 30)
        forked = log.forked_after(25)
        assert asked(forked, 30, by, seen=30).said is Said.FORKED
        assert asked(forked, 40, by, seen=30).said is Said.FORKED
        with urlopen(url) as answer:  # noqa: S310  our own server
            words = answer.read().decode()
        assert f"It last saw {ORIGIN}" in words
        assert "with 30 entries" in words
        assert words.count("it refused a checkpoint") == 2
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda size: asked(log, size, by, seen=30), range(31, 65)))
        assert {each.said for each in answers} <= {Said.COSIGNED, Said.AHEAD, Said.REFUSED}
        furthest = max(each.size or 0 for each in answers if each.said is Said.COSIGNED)
    with witness(file) as url:  # it remembers
        back = asked(log, 20, named(url, watch.key.verifier))
        assert back.said is Said.AHEAD
        assert back.size == watch.memory.seen(ORIGIN).size == furthest
    said = file.with_suffix(".log").read_text()
    assert f"Cosigned {ORIGIN} at size 20." in said
    assert "Refused (409)" in said
    assert "the log forks" in said
    assert "Refused (422)" in said


def test_each_refusal_has_its_status(watch: Watch, log: Log, file: Path) -> None:
    assert watch.memory.seen(ORIGIN).size == 0
    elsewhere = Log(key=SignerKey.generate("elsewhere.example/log"))
    with witness(file) as url:
        add = f"{url}/add-checkpoint"
        assert posted(add, log.submission(0, 9).text().encode())[0] == 200
        status, kind, text = posted(add, log.submission(3, 12).text().encode())
        assert (status, kind, text) == (409, "text/x.tlog.size", "9\n")
        assert posted(add, log.forked_after(2).submission(9, 12).text().encode())[0] == 422
        assert posted(add, b"old")[0] == 400
        assert posted(add, b"o" * 70_000)[0] == 400
        assert posted(add, Log().submission(0, 3).text().encode())[0] == 403
        assert posted(add, elsewhere.submission(0, 3).text().encode())[0] == 404
        assert posted(url + "/", b"old")[0] == 404


# -- whoever asks ---------------------------------------------------------------------------------


def test_nobody_there_and_a_redirect_are_no_witness(log: Log) -> None:
    key = Cosigner.generate("w").verifier
    nobody = asked(log, 3, named(f"http://127.0.0.1:{free_port()}", key))
    assert nobody.said is Said.UNREACHABLE
    with answering(lambda _: (302, "text/plain", b"")) as url:
        assert asked(log, 3, named(url, key)).said is Said.REFUSED


def test_a_witness_that_keeps_silent_is_waited_for_no_longer_than_said(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "SILENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        began = time.monotonic()
        assert asked(log, 3, named(url, Cosigner.generate("w").verifier)).said is Said.UNREACHABLE
    assert time.monotonic() - began < 3


def test_a_cosignature_counts_only_by_the_key_over_the_note_and_at_this_time(log: Log) -> None:
    key, now = Cosigner.generate("w"), datetime.now(UTC)
    text = log.note(3).rpartition("\n\n")[0] + "\n"
    other = log.note(4).rpartition("\n\n")[0] + "\n"
    good = key.cosign(text, now)
    stranger = Cosigner.generate("w").cosign(text, now)
    for content, said in (
        (good, Said.COSIGNED),
        (stranger + good, Said.COSIGNED),
        (stranger, Said.REFUSED),
        (key.cosign(other, now), Said.REFUSED),
        (key.cosign(text, datetime(2020, 1, 1, tzinfo=UTC)), Said.REFUSED),
        ("", Said.REFUSED),
        ("nothing of the kind", Said.REFUSED),
    ):
        with answering(lambda _, content=content: (200, "text/plain", content.encode())) as url:  # type: ignore[misc]
            told = asked(log, 3, named(url, key.verifier))
        assert told.said is said, content
        assert told.line == (good if said is Said.COSIGNED else "")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((409, "text/plain", b"9999\n"), Said.REFUSED),  # no size: not of that type
        ((409, "text/x.tlog.size", b"9999\n"), Said.AHEAD),
        ((409, "text/x.tlog.size", b"2\n"), Said.REFUSED),  # the same again and again
        ((409, "text/x.tlog.size", b"-2\n"), Said.REFUSED),
        ((422, "text/plain", b""), Said.FORKED),
        ((403, "text/plain", b"unknown key"), Said.REFUSED),
        ((500, "text/plain", b"\xff"), Said.REFUSED),
        ((200, "text/plain", b"x" * 400_000), Said.UNREACHABLE),
    ],
)
def test_every_answer_has_its_meaning(log: Log, answer: tuple[int, str, bytes], said: Said) -> None:
    with answering(lambda _: answer) as url:
        told = asked(log, 3, named(url, Cosigner.generate("w").verifier), seen=1)
    assert told.said is said
    assert told.words


def test_a_witness_is_named_in_one_line() -> None:
    key = Cosigner.generate("inspectorate.example/witness").verifier
    read = Witness.parse(f"The inspectorate | https://witness.example/base/ | {key}")
    assert (read.name, read.url, read.key) == (
        "The inspectorate",
        "https://witness.example/base",
        key,
    )
    for wrong in ("", "a|b", f"a|ftp://x|{key}", f"|https://x|{key}", "a|https://x|key+1+2"):
        with pytest.raises(NotAWitness, match="names no witness"):
            Witness.parse(wrong)


# -- beginning ------------------------------------------------------------------------------------


def ran(*words: str) -> tuple[int, str]:
    done = subprocess.run(command(*words), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_witness_begins_once_and_never_without_its_memory(file: Path) -> None:
    config = ("--config", str(file))
    listen = ("--listen", f"127.0.0.1:{free_port()}")
    status, said = ran(*config, *listen)
    assert (status, "--begin" in said) == (2, True)
    status, key = ran(*config, "--begin")
    assert status == 0
    assert WitnessKey.parse(key).name == "inspectorate.example/witness"
    kept = Configuration.read(file)
    assert kept.key_file.stat().st_mode & 0o777 == 0o600
    assert ran(*config, "--begin")[0] == 2
    kept.memory_file.unlink()
    status, said = ran(*config, *listen)
    assert (status, "another name and key" in said) == (2, True)


def test_a_file_that_makes_no_sense_is_said(file: Path) -> None:
    for wrong in ("name = ", 'name = "x"', 'name = "x"\nlogs = []', "nme = 3"):
        file.write_text(wrong)
        status, said = ran("--config", str(file), "--begin")
        assert (status, str(file) in said) == (2, True)
