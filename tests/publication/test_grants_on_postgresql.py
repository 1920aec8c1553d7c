"""The public sites under their own database role: all that they do works, and nothing else does."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from tests.publication.builders import AT, asked, bytes_of, letters, released, took, withdrawn

from bluelamp.project.setup import set_up
from bluelamp.publication.errors import RoleUnbound
from bluelamp.publication.grants import grant
from bluelamp.publication.models import Enquiry
from bluelamp.publication.public import doors, editions, enquiries
from bluelamp.publication.public.limits import attempt
from bluelamp.publication.values import Audience, Recipient

pytestmark = pytest.mark.django_db(transaction=True)
# A role belongs to the whole cluster, which several runs of these tests may share.
ROLE = f"bluelamp_test_public_{os.getpid()}"


@pytest.fixture
def role() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN")
    grant(ROLE)
    yield ROLE
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {ROLE}")
        cursor.execute(f"DROP ROLE {ROLE}")


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


def test_the_role_can_do_all_that_the_public_sites_do(role: str) -> None:
    first = released()
    took(first)
    withdrawn()
    edition = released(at=AT + timedelta(days=1))
    secret = letters("Picture withdrawn")[0]["text"].split("/removed/")[1].split("/")[0]
    charity = Recipient(email="desk@charity.example", name="A charity")
    released(case="MP-26-0001", audience=Audience.NAMED, recipients=(charity,))
    private = letters("Picture released")[-1]["text"].split("/private/")[1].split("/")[0]
    with acting_as(role):
        receipt = asked()
        assert enquiries.standing(receipt.secret).reference == receipt.reference
        assert editions.live_page(search="jailed").paginator.count == 1
        assert editions.live_editions() == (edition,)
        assert editions.tombstones(limit=5)[0].token == first.token
        assert bytes_of(edition)
        took(edition)
        assert doors.receive_feedback(text="Good.", at=AT).startswith("FBK")
        assert doors.request_removal(
            text="Not him.", name="Cy", email="cy@home.example", token=edition.token, at=AT
        ).startswith("REM")
        doors.acknowledge_withdrawal(secret=secret, at=AT)
        doors.acknowledge_withdrawal(secret=secret, at=AT)
        assert doors.notice(secret)[1]
        doors.accept_conditions(secret=private, at=AT)
        assert doors.private_edition(private)[1]
        doors.count_visit(page="home", on=AT.date())
        tried = {"action": "ask", "client": "x", "limit": 1, "per": timedelta(hours=1), "at": AT}
        assert attempt(**tried) is None
        assert attempt(**tried) == AT + timedelta(hours=1)


def tables() -> list[str]:
    return connection.introspection.table_names()


def test_the_role_reads_no_table_of_any_other_room(role: str) -> None:
    others = [table for table in tables() if not table.startswith("publication_")]
    assert {table.split("_")[0] for table in others} >= {"people", "record", "vault", "jobs"}
    with acting_as(role):
        for table in others:
            assert refused(f'SELECT 1 FROM "{table}" LIMIT 1'), table  # noqa: S608  names are this file's own
            assert refused(f'DELETE FROM "{table}"'), table  # noqa: S608  names are this file's own


def test_the_role_reads_neither_who_asked_nor_which_case_an_edition_belongs_to(role: str) -> None:
    asked()
    with acting_as(role):
        for column in ("name", "email", "person", "secret", "question", '"case"'):
            assert refused(f"SELECT {column} FROM publication_enquiry"), column  # noqa: S608  names are this file's own
        assert refused('SELECT "case" FROM publication_edition')
        assert refused("SELECT email FROM publication_notice")
        assert refused("SELECT email FROM publication_download")
        assert refused("SELECT text FROM publication_feedback")
        assert refused("SELECT name FROM publication_outlet")


def test_the_role_changes_and_deletes_nothing_of_publication_either(role: str) -> None:
    with acting_as(role):
        for table in (table for table in tables() if table.startswith("publication_")):
            assert refused(f"UPDATE {table} SET id = id"), table  # noqa: S608  names are this file's own
            assert refused(f"DELETE FROM {table}"), table  # noqa: S608  names are this file's own
            assert refused(f"TRUNCATE {table}"), table
        for table in ("edition", "outlet", "notice", "placement"):
            assert refused(f"INSERT INTO publication_{table} DEFAULT VALUES"), table
        assert refused("CREATE TABLE mine (x int)")


FORGED = {
    "settled_at": ("settled_at, settled_by, outcome", "now(), 'PO-101', 'kept'"),
    "answer": ("answer", "'We keep it.'"),
    "reasons": ("reasons", "'No grounds'"),
    "case": ('"case"', "'CI-26-0001'"),
    "passed_on_at": ("passed_on_at", "now()"),
}


@pytest.mark.parametrize("column", FORGED)
def test_the_role_forges_no_settled_message(role: str, column: str) -> None:
    columns, values = FORGED[column]
    given = {"settled_by": "''", "outcome": "''", "reasons": "''", "answer": "''", '"case"': "''"}
    given = {name: value for name, value in given.items() if name not in columns}
    columns, values = ", ".join([columns, *given]), ", ".join([values, *given.values()])
    with acting_as(role):
        assert refused(
            f"INSERT INTO publication_feedback (reference, kind, page, text, name, email, received_at, {columns})"  # noqa: S608  names are this file's own
            f" VALUES ('REM-26-0009', 'removal', '', 'x', 'n', 'v@x.example', now(), {values})"
        )


@pytest.mark.parametrize(
    "forged",
    [{"status": "closed"}, {"case": "CI-26-0001"}, {"message": "No."}, {"answered_at": AT}],
)
def test_the_role_forges_no_enquiry_that_was_taken_up(role: str, forged: dict[str, object]) -> None:
    row = Enquiry(
        reference="ENQ-26-0009",
        secret="s",
        secret_digest="d",
        received_at=AT,
        **{"status": "received", **forged},
    )
    with acting_as(role), pytest.raises(ProgrammingError, match="row-level security"):
        row.save()


def test_rights_given_before_are_taken_away(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON people_officer TO {role}")
    grant(role)
    with acting_as(role):
        assert refused("SELECT 1 FROM people_officer")


def test_setting_up_a_new_version_opens_its_tables_to_the_role(
    role: str, home: Path, settings: Any
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON publication_attempt FROM {role}")
    settings.BLUELAMP_HOME, settings.BLUELAMP_KEYS = home, home / "keys"
    settings.PUBLIC_DATABASE = {"USER": role}
    set_up()
    with acting_as(role):
        assert not refused("SELECT client FROM publication_attempt")


@pytest.mark.parametrize("power", ["SUPERUSER", "CREATEROLE", "BYPASSRLS"])
def test_a_role_that_no_grant_confines_is_refused(role: str, power: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {role} {power}")
    with pytest.raises(RoleUnbound, match=role):
        grant(role)


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except ProgrammingError as refusal:
        words = ("permission denied", "must be owner", "row-level security")
        return any(each in str(refusal) for each in words)
    return False
