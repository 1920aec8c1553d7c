"""Nothing that names somebody stays unfound: a name planted in any column that holds words is a place."""

from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast
from tests.desk.builders import a_case, an_enquiry
from tests.requests.asking import right

from bluelamp.casework import held as casework
from bluelamp.casework.models import Case, Image, Turn
from bluelamp.publication import held as publication
from bluelamp.publication.models import Attempt, Edition, Enquiry, Visit
from bluelamp.record.looking import path_to, rows_saying, word_columns
from bluelamp.record.places import Held, PlaceKind, Sought
from bluelamp.requests.held import held_about

NAME = "Zoë Quill-Marsh"
SOUGHT = Sought(names=(NAME,))
NOBODYS = {Attempt, Visit, Turn}


def rows() -> Iterator[tuple[Any, str]]:
    """A row of every table of both rooms that has one now, with each of its columns of words."""
    for room in ("casework", "publication", "requests"):
        for model in apps.get_app_config(room).get_models():
            row = model._default_manager.first()
            if row and model not in NOBODYS:
                yield from ((row, column) for column in word_columns(model))


def plant(row: Any, column: str) -> None:
    """The name among other words, cut to what the column takes."""
    field = row._meta.get_field(column)
    said: Any = f"Said of\nQUILL-MARSH, Zoë: {column}"
    if isinstance(field, models.JSONField):
        said = {"who": [said]}
    elif field.max_length:
        said = f"{NAME} said"[: field.max_length]
    type(row)._default_manager.filter(pk=row.pk).update(**{column: said})


def finds(row: Any, column: str) -> bool | None:
    """Whether the name is found where it was planted; None where a closed list takes no name."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                plant(row, column)
        except IntegrityError:
            return None
        found = next(rows_saying(type(row), SOUGHT), (None, ""))[1]
        transaction.set_rollback(True)
    return found == column


@pytest.mark.django_db
def test_a_name_in_any_column_of_words_is_found(cast: Cast) -> None:
    a_case(cast, ready_for="reopening")
    right(cast)
    assert held_about(SOUGHT, leaving_out="") == []  # the ruler: nobody has named them yet
    tried = {(row, column): finds(row, column) for row, column in rows()}
    missed = [f"{type(row).__name__}.{column}" for (row, column), found in tried.items() if found is False]  # fmt: skip
    assert missed == []
    planted = dict(reversed([each for each, found in tried.items() if found]))
    assert {"Edition", "Enquiry", "Letter", "PlanVersion", "Wording", "Request"} <= {
        type(row).__name__ for row in planted
    }
    for row, column in planted.items():
        if type(row) not in {Case, Image}:  # they would make the rest the person's own
            plant(row, column)
    keys = {each.key for each in held_about(SOUGHT, leaving_out="")}
    for row in planted:
        name = type(row).__name__.lower()
        if type(row) not in {Case, Image, Edition, Enquiry} and row._meta.app_label != "requests":
            assert f"mention:{name}:{row.pk}" in keys
    assert {key.partition(":")[0] for key in keys} >= {"edition", "enquiry", "request", "recipient"}


@pytest.mark.django_db
def test_a_case_is_somebodys_by_name_number_record_or_file(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    Image.objects.update(record_number="N/26/1")
    for sought in (
        Sought(names=("lamb VICTOR",)),
        Sought(names=(), numbers=("T20260314",)),
        Sought(names=(), numbers=("N/26/1",)),
        Sought(names=(), numbers=(walk.sha256[:12],)),
        Sought(names=(), numbers=(walk.rendition,)),
        Sought(names=(), numbers=(walk.reference,)),
    ):
        assert casework.held_about(sought)[0] == (walk.reference,), sought
    for other in ("Victor Lambert", "Vic Lamb", "Lam"):
        assert casework.held_about(Sought(names=(other,))) == ((), []), other


@pytest.mark.django_db
def test_every_table_of_a_case_counts_and_a_mention_elsewhere_is_one_place(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    other = Case.objects.exclude(reference=walk.reference).first()
    assert other is None
    cases, places = casework.held_about(Sought(names=("Victor Lamb",)))
    assert cases == (walk.reference,)
    named = {each.words.partition(" (")[0] for each in places}
    assert {"Facts recorded", "Court events", "Notices to the officer", "Captions"} <= named
    assert len({each.key for each in places}) == len(places)
    Case.objects.update(person="Ada Moor", case_number="")
    mentions = casework.held_about(Sought(names=("Victor Lamb",)))[1]
    assert {each.kind for each in mentions} == {PlaceKind.MENTION}


@pytest.mark.django_db
def test_a_letter_that_names_somebody_is_found(cast: Cast) -> None:
    a_case(cast, ready_for="takedown")
    found = {each.key: each for each in held_about(Sought(names=("Victor Lamb",)), leaving_out="")}
    mailed = [each for key, each in found.items() if key.startswith("mail:publication.notice-")]
    assert [each.words for each in mailed] == ["E-mail to cleo.marsh@courier.example: Picture released"]  # fmt: skip


@pytest.mark.django_db
def test_an_asker_who_is_the_person_is_found_by_the_address(cast: Cast) -> None:
    a_case(cast)
    reference = an_enquiry(person="Somebody else", email="zq@home.example")
    found = publication.held_about(Sought(names=(), numbers=("zq@home.example",)), [])
    assert [each.key for each in found] == [f"enquiry:{reference}"]
    assert Enquiry.objects.count() == 2


def test_each_table_of_casework_leads_to_its_case_or_holds_nothing_of_one() -> None:
    every = set(apps.get_app_config("casework").get_models())
    assert every - set(casework.tables()) == set(), "it holds something that no search would find"
    assert casework.tables()[Case] == "reference"


def test_a_table_of_another_room_leads_to_no_case() -> None:
    assert path_to(Enquiry, Case) is None


@given(
    before=st.text("abcdefgh ,.'", max_size=12),
    words=st.lists(st.text("qrstuv", min_size=1, max_size=6), min_size=1, max_size=3),
    after=st.text("abcdefgh ,.'", max_size=12),
)
def test_a_name_is_said_in_any_order_whole_and_in_capitals(
    before: str, words: list[str], after: str
) -> None:
    sought = Sought(names=(" ".join(words),))
    assert sought.says(f"{before} {', '.join(reversed(words)).upper()} {after}")
    assert not sought.says(f"{before} {' '.join(each + 'x' for each in words)} {after}")


def test_what_is_kept_as_json_says_what_it_says() -> None:
    sought = Sought(names=("Zoë Quill",))
    for kept in (
        {"why": ["Seen\nZoë Quill"]},
        [{"Zoë Quill": 1}],
        '{"why": "Seen\\nZo\\u00eb Quill"}',
    ):
        assert sought.says(kept), kept
    assert sought.says("[not JSON\nZoë Quill")
    assert not sought.says({"why": "Zoë", "else": "Quills"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("José Núñez", normalize("NFD", "José Núñez")),
        (normalize("NFD", "José Núñez"), "José Núñez"),
        ("JOSÉ NÚÑEZ", "José Núñez"),
        ("Jose Nunez", "José Núñez"),
        ("Ann O’Neill", "Ann O'Neill"),
        ("Ann O'Neill", "Ann O’Neill"),
        ("Ann Smith Jones", "Ann Smith-Jones"),
        ("Ann Smith‐Jones", "Ann Smith-Jones"),
        ("Eva Strauss", "Eva Strauß"),
    ],
)
def test_a_name_is_found_however_it_was_typed(cast: Cast, kept: str, asked: str) -> None:
    walk, other = a_case(cast), a_case(cast)
    Case.objects.filter(reference=walk.reference).update(person=kept)
    assert casework.held_about(Sought(names=(asked,)))[0] == (walk.reference,)
    assert casework.held_about(Sought(names=("Victor Lamb",)))[0] == (other.reference,)


@pytest.mark.django_db
def test_very_many_names_and_a_name_of_very_many_words_are_searched_for(cast: Cast) -> None:
    walk = a_case(cast)
    names = (*(f"Zoë O’Neill {number}" for number in range(300)), "a b " * 999, "Victor Lamb")
    ((found, column),) = rows_saying(Case, Sought(names=names))
    assert (found.reference, column) == (walk.reference, "person")


@pytest.mark.django_db
def test_a_name_in_another_script_is_found_in_words_and_in_json(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    Case.objects.filter(reference=walk.reference).update(person="Иван ПЕТРОВ")
    assert casework.held_about(Sought(names=("иван петров",)))[0] == (walk.reference,)
    Case.objects.update(person="Victor Lamb")
    for row, column in rows():
        if isinstance(row._meta.get_field(column), models.JSONField):
            type(row)._default_manager.filter(pk=row.pk).update(**{column: ["Иван Петров"]})
            assert list(rows_saying(type(row), Sought(names=("Иван Петров",))))
            return
    pytest.fail("no table keeps JSON")


def test_a_lone_accent_names_nobody() -> None:
    assert not Sought(names=("\u0301",)).says("Victor Lamb")


def test_a_hash_is_said_from_its_beginning() -> None:
    sha256 = "0123456789abcdef" * 4
    assert Sought(names=(), numbers=(sha256[:10],)).says(f"sha256 {sha256}")
    assert not Sought(names=(), numbers=(sha256[3:13],)).says(sha256)
    assert not Sought(names=(), numbers=("1234",)).says("12345")
    place = Held(key="k", kind=PlaceKind.CASE, case="", words="")
    assert place.sha256 == ""
