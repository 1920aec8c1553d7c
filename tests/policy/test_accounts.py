"""Every sentence of the source and everything unclear in it is accounted for."""

import argparse
import hashlib
from pathlib import Path
from shutil import copytree

import msgspec
import pytest

from bluelamp.policy import load, packs_root
from bluelamp.policy.commands import check
from bluelamp.policy.register import read_register, untreated
from bluelamp.policy.sentences import Sentences, differences, digests, read_sentences, unbound

MPS = packs_root() / "mps"
PACK = load("mps")


@pytest.fixture(scope="module")
def sentences() -> Sentences:
    found = read_sentences(MPS)
    assert found is not None
    return found


def test_every_sentence_is_bound_and_every_clause_has_its_sentence(sentences: Sentences) -> None:
    assert not list(unbound(PACK, sentences))
    assert sentences.lines == 63
    assert {each.line for each in sentences.sentence} == set(range(1, 64))


def test_what_is_no_rule_says_why(sentences: Sentences) -> None:
    for each in sentences.sentence:
        kinds = [each.clauses or each.duties or each.warnings or each.defines, each.no_rule]
        assert sum(map(bool, kinds)) == 1, each.place


def test_a_sentence_left_out_is_found(sentences: Sentences) -> None:
    rest = [each for each in sentences.sentence if (each.line, each.sentence) != (31, 1)]
    faults = list(unbound(PACK, msgspec.structs.replace(sentences, sentence=rest)))
    assert "count: 85 are stated, and 84 are bound" in faults
    assert "line 31: its sentences are numbered []" in faults
    assert "CI-12: cites line 31, of which no sentence is bound to it" in faults


def test_a_binding_to_nothing_or_to_what_is_not_there_is_found(sentences: Sentences) -> None:
    first, *rest = sentences.sentence
    loose = msgspec.structs.replace(first, no_rule="")
    wrong = msgspec.structs.replace(rest[-1], clauses=["BWV-99"], duties=["BWV-98"])
    faults = list(
        unbound(PACK, msgspec.structs.replace(sentences, sentence=[loose, *rest[:-1], wrong]))
    )
    assert "line 1, sentence 1: bound to nothing, and no reason is given" in faults
    assert "line 63, sentence 1: no clause BWV-99 cites the line" in faults
    assert "line 63, sentence 1: there is no duty BWV-98" in faults


def test_digests_tell_a_changed_source_from_the_one_that_was_bound() -> None:
    text = "A rule. An exception,  e.g. this one.\nA list: “One” of it\n"
    found = list(digests(text))
    assert [(line, number) for line, number, _ in found] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert found[1][2] == hashlib.sha256(b"An exception, e.g. this one.").hexdigest()
    rows = [{"line": ln, "sentence": n, "sha256": digest} for ln, n, digest in found]
    bound = msgspec.convert({"lines": 2, "count": 4, "sentence": rows}, Sentences)
    assert not list(differences(text, bound))
    assert list(differences(text.replace("exception", "exemption"), bound)) == [
        "line 1, sentence 2: differs from what was bound"
    ]
    assert list(differences("A rule.\n", bound))[-1] == "line 2, sentence 2: is gone"
    assert "line 3, sentence 1: is not bound" in differences(f"{text}More.\n", bound)


def test_everything_unclear_is_registered_and_treated_where_it_says() -> None:
    register = read_register(MPS)
    assert register is not None
    assert list(register) == [
        *(f"X-{number:02}" for number in range(1, 41)),
        *(f"R{number}" for number in range(1, 17)),
    ]
    assert not list(untreated(PACK, register))


def test_what_the_register_claims_is_checked() -> None:
    register = dict(read_register(MPS) or {})
    register["X-01"] = msgspec.structs.replace(register["X-01"], clauses=["CI-99"])
    register["X-11"] = msgspec.structs.replace(register["X-11"], elsewhere="")
    del register["R5"]
    assert list(untreated(PACK, register)) == [
        "X-01: there is no CI-99 among the clauses",
        "X-11: treated nowhere",
        "R5: a reading that is not registered",
    ]


def test_a_pack_without_accounts_has_none(tmp_path: Path) -> None:
    folder = copytree(packs_root() / "thames-valley", tmp_path / "valley")
    assert read_sentences(folder) is None
    assert read_register(folder) is None


def test_check_tells_whether_a_source_is_the_one_that_was_bound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copytree(MPS, tmp_path / "mps")
    source = tmp_path / "source.txt"
    source.write_text("Another policy.\n", "utf-8")
    parser = argparse.ArgumentParser()
    check.add_arguments(parser)
    assert check.run(parser.parse_args([str(folder), "--source", str(source)])) == 1
    told = capsys.readouterr().out
    assert "fault: line 1, sentence 1: differs from what was bound" in told
    assert "fault: line 63, sentence 1: is gone" in told
