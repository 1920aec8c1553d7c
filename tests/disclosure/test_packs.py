"""A pack of a case: everything in it proves true away from home, and what is withheld is nowhere in it."""

import hashlib
import io
import json
import shutil
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import bagit
import msgspec
import pikepdf
import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.disclosure import bags
from tests.ledger.go_judge import Judge, judge  # noqa: F401  a fixture

from bluelamp.casework import services as casework
from bluelamp.casework.models import Letter
from bluelamp.casework.services.decision_log import Decided
from bluelamp.disclosure import bag_checker, choosing, erasing, packs, selectors
from bluelamp.disclosure.errors import (
    Incomplete,
    MayNotDisclose,
    NoSuchPack,
    NotTheirChoice,
    PackNotMade,
    Undecided,
)
from bluelamp.disclosure.held import held_about
from bluelamp.disclosure.marks import Kind
from bluelamp.disclosure.models import Pack
from bluelamp.disclosure.packs import Recipient
from bluelamp.disclosure.twin import Twin
from bluelamp.disclosure.typesetting import typeset
from bluelamp.jobs.worker import work
from bluelamp.ledger import verifier
from bluelamp.record import selectors as record
from bluelamp.record.places import PlaceKind, Sought
from bluelamp.vault import selectors as vault_files
from bluelamp.vault import services as vault
from bluelamp.vault.errors import AssetMissing, AssetNotKept

pytestmark = pytest.mark.django_db

# What the risk assessment says with which the authority is given.
ASSESSED = "No address shown; the victim stays anonymous."


@pytest.fixture
def walk(cast: Cast) -> Walk:
    """A sensitive case that was released and taken down again."""
    return a_case(cast, ready_for="reopening", category=["sexual_offence"])


def item_of_kind(case: str, kind: str) -> str:
    (found,) = [each.seq for each in record.entries_for(case) if each.kind == kind]
    return f"entry-{found}"


def test_a_pack_is_verified_away_from_home(cast: Cast, walk: Walk, tmp_path: Path) -> None:
    a_case(cast)  # the record holds other cases too
    folder = bags.unpacked(bags.made(cast, walk), tmp_path)
    assert bagit.Bag(str(folder)).is_valid()
    alone = tmp_path / "alone"
    alone.mkdir()
    for program in (verifier, bag_checker):
        shutil.copy(str(program.__file__), alone)
    checked = bags.answer_of(alone / "bag_checker.py", str(folder))
    assert checked.returncode == 0, checked.stdout
    key = ("--key", record.verifier_key())
    proof = folder / "data" / "proof"
    verified = bags.answer_of(alone / "verifier.py", str(proof), *key)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    text = (proof / "record.txt").read_bytes()
    (proof / "record.txt").write_bytes(text.replace(b"Others may come", b"Nobody may come"))
    refused = bags.answer_of(alone / "verifier.py", str(proof), *key)
    assert refused.returncode == 1
    assert item_of_kind(walk.reference, "authorised").removeprefix("entry-") in refused.stdout


def test_each_entry_has_a_proof_of_its_own_which_programs_of_others_accept(
    cast: Cast,
    walk: Walk,
    tmp_path: Path,
    judge: Judge,  # noqa: F811  the fixture
) -> None:
    folder = bags.unpacked(bags.made(cast, walk), tmp_path) / "data"
    lines = (folder / "proof" / "record.txt").read_text(encoding="utf-8").splitlines()[1:]
    leaves = {json.loads(leaf)["seq"]: leaf for leaf in lines[::3]}
    proofs = {int(each.stem): each for each in (folder / "proof" / "entries").iterdir()}
    assert sorted(proofs) == sorted(leaves)
    key = record.verifier_key()
    asked = [("proof", key, leaves[n].encode(), proofs[n].read_bytes()) for n in leaves]
    assert all(judge(("note", key, (folder / "proof" / "checkpoint").read_bytes()), *asked))
    one, other = list(leaves)[:2]
    assert judge(("proof", key, leaves[other].encode(), proofs[one].read_bytes())) == [False]
    (folder / "leaf").write_text(leaves[one] + "\n", encoding="utf-8")
    alone = (str(proofs[one]), "--key", key, "--entry", str(folder / "leaf"))
    assert bags.answer_of(folder / "verifier.py", *alone).returncode == 0
    (folder / "leaf").write_text(leaves[other] + "\n", encoding="utf-8")
    assert bags.answer_of(folder / "verifier.py", *alone).returncode == 1


def test_the_document_is_an_accessible_pdf(cast: Cast, walk: Walk) -> None:
    files = bags.files_of(bags.made(cast, walk))
    with pikepdf.open(io.BytesIO(files["data/disclosure.pdf"])) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en-GB"
        assert root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as described:
            assert described["pdfuaid:part"] == "1"
            assert described["dc:title"] == f"Disclosure pack of {walk.reference}"
        elements = list(parts(root.StructTreeRoot.K))
    kinds = [str(each.S).lstrip("/") for each in elements]
    levels = [int(kind[1]) for kind in kinds if kind in {"H1", "H2", "H3"}]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {"TH", "TD", "L", "LI", "Figure"} <= set(kinds)
    pictures = [each for each in elements if each.S == "/Figure"]
    assert [str(each.Alt) for each in pictures] == [
        "Victor Lamb facing the camera; the other person is covered."
    ]


def parts(node: Any) -> Any:
    """Every element of a PDF's structure tree, in the order in which it is read."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from parts(each)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from parts(node.get("/K"))


def test_the_document_and_its_twin_tell_the_whole_case(cast: Cast, walk: Walk) -> None:
    files = bags.files_of(bags.made(cast, walk))
    twin = msgspec.json.decode(files["data/disclosure.json"], type=Twin, strict=True)
    assert [each.entry for each in twin.entries] == [
        each.seq for each in record.entries_for(walk.reference) if each.seq <= twin.pack.upto
    ]
    assert {each.clause for advice in twin.advice for each in advice.because} >= {"CI-12"}
    (edition,) = twin.editions
    assert hashlib.sha256(files[f"data/{edition.file}"]).hexdigest() == edition.sha256
    words = " ".join(bags.pages(files["data/disclosure.pdf"]).split())
    for said in ("Court register", "Serious conviction; every check is in place.", ASSESSED, "Released a day early.", "cleo.marsh@courier.example", "CI-12"):  # fmt: skip
        assert said in words, said
    schema = json.loads(files["data/disclosure.schema.json"])
    assert set(schema["$defs"]["Twin"]["required"]) == set(
        json.loads(files["data/disclosure.json"])
    )


def test_what_is_withheld_is_nowhere_in_the_pack_and_its_entry_is_proved_all_the_same(
    cast: Cast, walk: Walk, tmp_path: Path
) -> None:
    before = bags.files_of(bags.made(cast, walk))
    assert ASSESSED in bags.everything_said(before)
    key = item_of_kind(walk.reference, "authorised")
    case = {"case": walk.reference, "item": key, "actor": cast.dee, "at": walk.at}
    choosing.mark(**case, kind=Kind.SENSITIVE, why="It tells how she is kept safe.")
    choosing.withhold(
        **case, reason="It would put the victim in danger.", description="An officer's authority"
    )
    pack = bags.made(cast, walk)
    files = bags.files_of(pack)
    said = bags.everything_said(files)
    assert ASSESSED not in said
    assert "Others may come forward." not in said
    twin = bags.told(files)
    assert [each["description"] for each in twin["sensitive_schedule"]] == [
        "An officer's authority"
    ]
    assert "It would put the victim in danger." in bags.pages(files["data/schedule.pdf"]).replace(
        "\n", " "
    )
    assert b"in danger" in files["data/schedule-sensitive.csv"]
    assert b"in danger" not in files["data/schedule.csv"]
    proof = bags.unpacked(pack, tmp_path) / "data" / "proof"
    verified = bags.answer_of(Path(verifier.__file__), str(proof), "--key", record.verifier_key())
    assert verified.returncode == 0, verified.stdout
    assert key.removeprefix("entry-") in verified.stdout


def test_without_the_sensitive_schedule_nothing_of_it_is_told(cast: Cast, walk: Walk) -> None:
    key = item_of_kind(walk.reference, "authorised")
    case = {"case": walk.reference, "item": key, "actor": cast.dee, "at": walk.at}
    choosing.mark(**case, kind=Kind.SENSITIVE, why="It tells how she is kept safe.")
    choosing.withhold(**case, reason="It would put the victim in danger.")
    open_to_all = bags.everything_said(
        bags.files_of(bags.made(cast, walk, sensitive_schedule=False))
    )
    assert "in danger" not in open_to_all
    assert "kept safe" not in open_to_all
    assert "by another way" in open_to_all


def test_the_published_file_and_the_recipients_can_be_withheld(cast: Cast, walk: Walk) -> None:
    for item in ("edition-1", "recipients-1"):
        choosing.withhold(
            case=walk.reference, item=item, reason="A third party's.", actor=cast.dee, at=walk.at
        )
    files = bags.files_of(bags.made(cast, walk))
    assert not [name for name in files if name.startswith("data/published/")]
    (edition,) = bags.told(files)["editions"]
    assert (edition["withheld"], edition["recipients"], edition["headline"]) == (True, [], "")


def test_what_happens_while_a_pack_is_being_made_does_not_slip_into_it(
    cast: Cast, walk: Walk
) -> None:
    pack = packs.ask_for_pack(
        case=walk.reference, sensitive_schedule=True, actor=cast.dee, at=walk.at
    )
    choosing.mark(
        case=walk.reference,
        item="edition-1",
        kind=Kind.THIRD_PARTY,
        why="Somebody rang about it just now.",
        actor=cast.ren,
        at=walk.at,
    )
    work(once=True)
    said = bags.everything_said(bags.files_of(bags.given(cast, walk, pack.number)))
    assert "rang about it" not in said


def test_what_is_written_while_a_pack_is_being_made_is_in_the_next_one(
    cast: Cast, walk: Walk
) -> None:
    pack = packs.ask_for_pack(
        case=walk.reference, sensitive_schedule=True, actor=cast.dee, at=timezone.now()
    )
    letter = Letter.objects.filter(case__reference=walk.reference).first()
    assert letter
    letter.pk, letter.text, letter.written_at = None, "It names the caller.", timezone.now()
    letter.save(force_insert=True)
    work(once=True)
    first = bags.files_of(bags.given(cast, walk, pack.number))
    assert "It names the caller." not in bags.everything_said(first)
    again = {"sensitive_schedule": True, "actor": cast.dee, "at": timezone.now()}
    pack = packs.ask_for_pack(case=walk.reference, **again)
    work(once=True)
    second = bags.files_of(bags.given(cast, walk, pack.number))
    assert "It names the caller." in bags.everything_said(second)


def test_a_mark_taken_off_while_a_pack_is_being_made_moves_nothing_to_the_open_schedule(
    cast: Cast, walk: Walk
) -> None:
    case = {"case": walk.reference, "at": walk.at}
    item = item_of_kind(walk.reference, "authorised")
    choosing.mark(**case, item=item, kind=Kind.SENSITIVE, why="So.", actor=cast.asha)
    choosing.withhold(**case, item=item, reason="It names a source.", actor=cast.dee)
    pack = packs.ask_for_pack(**case, sensitive_schedule=False, actor=cast.dee)
    later = walk.at + timedelta(seconds=1)
    (mark,) = selectors.item(walk.reference, item).marks
    choosing.unmark(case=walk.reference, mark=mark.pk, actor=cast.asha, at=later)
    work(once=True)
    files = bags.files_of(bags.given(cast, walk, pack.number))
    assert "It names a source." not in bags.everything_said(files)


def test_recipients_of_an_edition_that_is_withheld_are_on_the_schedule_as_withheld(
    cast: Cast, walk: Walk
) -> None:
    choosing.withhold(
        case=walk.reference, item="edition-1", reason="So.", actor=cast.dee, at=walk.at
    )
    told = bags.told(bags.files_of(bags.made(cast, walk)))
    (line,) = [each for each in told["schedule"] if each["location"] == "Publication"]
    assert (line["held"], line["why"]) == ("Withheld", "The edition that it is of is withheld.")


def test_a_worker_stopped_at_the_end_leaves_one_entry_and_one_pack(
    cast: Cast, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: Any) -> str:
        raise AssetNotKept("The disk is full.")

    pack = packs.ask_for_pack(
        case=walk.reference, sensitive_schedule=True, actor=cast.dee, at=walk.at
    )
    with monkeypatch.context() as patch:
        patch.setattr(vault, "keep_pack", full)
        work(once=True)
    assert not Pack.objects.get().sha256
    work(once=True, clock=lambda: timezone.now() + timedelta(minutes=1))
    kinds = [each.kind for each in record.entries_for(walk.reference)]
    assert kinds.count("pack made") == 1
    assert bags.files_of(bags.given(cast, walk, pack.number))


def test_only_a_disclosure_officer_chooses_makes_and_gives(cast: Cast, walk: Walk) -> None:
    case = {"case": walk.reference, "at": walk.at}
    for actor in (cast.asha, cast.jo, cast.len):
        with pytest.raises(NotTheirChoice):
            choosing.withhold(**case, item="edition-1", reason="Because.", actor=actor)
        with pytest.raises(NotTheirChoice):
            choosing.disclose(**case, item="edition-1", actor=actor)
        with pytest.raises(NotTheirChoice):
            packs.ask_for_pack(**case, sensitive_schedule=True, actor=actor)
    with pytest.raises(Incomplete):
        choosing.withhold(**case, item="edition-1", reason=" ", actor=cast.dee)
    before = record.head()
    pack = packs.ask_for_pack(**case, sensitive_schedule=True, actor=cast.dee)
    with pytest.raises(NoSuchPack):
        packs.give_pack(**case, number=pack.number, to=bags.PROSECUTOR, actor=cast.dee)
    assert record.head() == before


def test_to_whom_a_pack_goes_is_in_the_record_before_it_goes(cast: Cast, walk: Walk) -> None:
    bags.made(cast, walk)
    case = {"case": walk.reference, "number": 1, "at": walk.at}
    last = record.entries_for(walk.reference)[-1]
    assert last.kind == "disclosed"
    assert last.body is not None
    assert last.body["recipient"] == "Nia Rowe, Crown Prosecution Service"
    assert last.body["file_sha256"] == Pack.objects.get().sha256
    nobody = Recipient(recipient="", organisation="Crown Prosecution Service", purpose="The trial")
    with pytest.raises(Incomplete):
        packs.give_pack(**case, to=nobody, actor=cast.dee)
    with pytest.raises(MayNotDisclose):
        packs.read_document(**case, actor=cast.asha)
    assert record.entries_for(walk.reference)[-1].seq == last.seq
    assert packs.read_document(**case, actor=cast.len).startswith(b"%PDF-1.7")
    assert record.entries_for(walk.reference)[-1].kind == "pack read"


def test_a_mark_withholds_nothing_and_a_choice_is_a_person_s(cast: Cast, walk: Walk) -> None:
    key = item_of_kind(walk.reference, "authorised")
    case = {"case": walk.reference, "item": key, "at": walk.at}
    choosing.mark(**case, kind=Kind.PRIVILEGED, why="It quotes counsel.", actor=cast.asha)
    marked = selectors.item(walk.reference, key)
    assert (marked.undecided, marked.withheld) == (True, False)
    with pytest.raises(Undecided, match=f"marked: {marked.item.number}."):
        bags.made(cast, walk)
    assert not Pack.objects.exists()
    choosing.disclose(**case, actor=cast.dee)
    assert not selectors.item(walk.reference, key).undecided
    assert ASSESSED in bags.everything_said(bags.files_of(bags.made(cast, walk)))
    (mark,) = marked.marks
    choosing.unmark(case=walk.reference, mark=mark.pk, actor=cast.asha, at=walk.at)
    assert not selectors.item(walk.reference, key).marks
    kinds = [each.kind for each in record.entries_for(walk.reference)]
    assert {"item marked", "item disclosed", "item mark removed"} <= set(kinds)


def test_what_says_withheld_words_again_is_pointed_out(cast: Cast, walk: Walk) -> None:
    case = {"case": walk.reference, "actor": cast.dee, "at": walk.at}
    assert selectors.repeated(walk.reference, selectors.material(walk.reference)) == ()
    choosing.withhold(**case, item=item_of_kind(walk.reference, "age recorded"), reason="Private.")
    found = selectors.repeated(walk.reference, selectors.material(walk.reference))
    told = {each.item.title for each in found}
    assert "Released" in told  # the advice in it rests on the age
    choosing.withhold(
        **case, item=item_of_kind(walk.reference, "released"), reason="It tells the age."
    )
    choosing.withhold(**case, item="recipients-1", reason="Third parties.")
    again = selectors.repeated(walk.reference, selectors.material(walk.reference))
    assert "Released" not in {each.item.title for each in again}
    (taken_down,) = [each for each in again if each.item.title == "Taken down"]
    assert taken_down.words == "cleo.marsh@courier.example"


def test_an_erased_case_leaves_neither_packs_nor_words_about_them(cast: Cast, walk: Walk) -> None:
    key = item_of_kind(walk.reference, "authorised")
    case = {"case": walk.reference, "item": key, "actor": cast.dee, "at": walk.at}
    choosing.mark(**case, kind=Kind.SENSITIVE, why="It tells how she is kept safe.")
    choosing.withhold(**case, reason="It would put the victim in danger.")
    bags.made(cast, walk)
    pack = Pack.objects.get()
    sought = Sought(names=("Nia Rowe", "victim in danger", "kept safe"))
    assert {each.kind for each in held_about(sought, [])} == {PlaceKind.MENTION}
    assert {PlaceKind.PACK, PlaceKind.RECIPIENT} <= {
        each.kind for each in held_about(sought, [walk.reference])
    }
    for _ in range(2):  # again after a kill
        erasing.erase(walk.reference, walk.at)
    assert held_about(sought, []) == []
    with pytest.raises(AssetMissing):
        vault_files.open_pack(sha256=pack.sha256, case=walk.reference)


def test_letters_that_no_font_has_are_written_by_their_numbers(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    walk.ask_authority()
    choosing.mark(
        case=walk.reference,
        item="entry-1",
        kind=Kind.THIRD_PARTY,
        why="From محمد 🙂: “naïve” = 1 < 2 & #let x = [*_`$",
        actor=cast.asha,
        at=walk.at,
    )
    choosing.disclose(case=walk.reference, item="entry-1", actor=cast.dee, at=walk.at)
    files = bags.files_of(bags.made(cast, walk))
    assert "محمد 🙂" in files["data/disclosure.json"].decode()
    words = " ".join(bags.pages(files["data/disclosure.pdf"]).split())
    assert "[U+1F642]: “naïve” = 1 < 2 & #let x = [*_`$" in words


def test_a_decision_entered_as_sensitive_waits_for_the_officer_s_choice(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts")
    decided = Decided(
        decision="No appeal before the arrest.",
        reasons="It would warn him.",
        rejected="An appeal at once.",
        decided_by=cast.asha.reference,
        decided_at=walk.at,
        sensitive=True,
    )
    casework.enter_decision(case=walk.reference, decided=decided, actor=cast.asha, at=walk.at)
    (found,) = selectors.wanted(selectors.material(walk.reference), "undecided")
    assert found.item.title == "Decision entered"
    with pytest.raises(Undecided):
        bags.made(cast, walk)
    choosing.withhold(
        case=walk.reference,
        item=found.item.key,
        reason="He is at large.",
        actor=cast.dee,
        at=walk.at,
    )
    files = bags.files_of(bags.made(cast, walk))
    assert "It would warn him." not in bags.everything_said(files)
    assert [each["why"] for each in bags.told(files)["sensitive_schedule"]] == ["He is at large."]


def test_footage_that_was_published_is_told_without_a_picture(cast: Cast, walk: Walk) -> None:
    told = bags.told(bags.files_of(bags.made(cast, walk)))
    told["editions"][0] |= {"media_type": "video/mp4", "file": "published/edition-1.mp4"}
    twin = {"disclosure.json": json.dumps(told).encode()}
    papers = typeset(["disclosure"], files=twin, at=walk.at)
    assert "Footage: the exact file is in the pack." in bags.pages(papers["disclosure"])
    assert papers == typeset(["disclosure"], files=twin, at=walk.at)
    with pytest.raises(PackNotMade, match="disclosure"):
        typeset(["disclosure"], files={"disclosure.json": b"{}"}, at=walk.at)


def test_an_item_keeps_its_number_whatever_comes_after(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts")
    before = {each.item.key: each.item.number for each in selectors.material(walk.reference)}
    walk.on_from("facts", to="people")
    choosing.mark(
        case=walk.reference,
        item="entry-1",
        kind=Kind.SENSITIVE,
        why="So.",
        actor=cast.ren,
        at=walk.at,
    )
    after = {each.item.key: each.item.number for each in selectors.material(walk.reference)}
    assert {key: after[key] for key in before} == before
    assert sorted(after.values()) == list(range(1, len(after) + 1))
    assert len(after) > len(before)
