"""The desk's own database role: all that the desk does works under it, and of the record nothing but its growth."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection
from tests.record.conftest import AT, Act
from tests.record.test_agreement import acts
from tests.record.test_attacks import attempt

from bluelamp.record import agreement, aside, command, services
from bluelamp.record.errors import CannotGrant
from bluelamp.record.grants import grant

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
# A role belongs to the whole cluster, which several runs of these tests may share.
ROLE = f"bluelamp_test_desk_{os.getpid()}"


@pytest.fixture
def role(transactional_db: None) -> Iterator[str]:  # noqa: ARG001  asked for what it does
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


REFUSED = [
    "UPDATE record_entry SET kind = 'refused'",
    "DELETE FROM record_entry",
    "UPDATE record_entrybody SET sealed = ''",
    "DELETE FROM record_head",
    "UPDATE record_checkpoint SET note = ''",
    "DELETE FROM record_checkpoint",
    "DELETE FROM record_tile",
    "UPDATE record_closure SET words = 'x'",
    "DELETE FROM record_closure",
    "DELETE FROM record_opening",
    "DELETE FROM record_cosignature",
    "DELETE FROM record_timestamp",
    "TRUNCATE record_entry CASCADE",
    "TRUNCATE record_entrybody",
    "DROP TABLE record_entry CASCADE",
    "DROP TRIGGER record_entry_delete ON record_entry",
    "DROP FUNCTION record_entry_delete() CASCADE",
    "CREATE OR REPLACE FUNCTION record_entry_delete() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
    "CREATE TRIGGER more BEFORE INSERT ON record_entry FOR EACH ROW EXECUTE FUNCTION record_entry_insert()",
    "ALTER TABLE record_entry DISABLE TRIGGER ALL",
    "ALTER TABLE record_entry RENAME TO elsewhere",
    "ALTER TABLE record_entry DROP CONSTRAINT entry_leaf_is_hashed",
    "CREATE RULE nothing AS ON DELETE TO record_entry DO INSTEAD NOTHING",
    "CREATE TABLE public.more (x int)",
    "SET session_replication_role = replica",
    "COPY record_entry TO PROGRAM 'cat'",
    "DELETE FROM django_migrations",
]


@on_postgresql
@pytest.mark.parametrize("statement", REFUSED)
def test_the_role_cannot_change_the_record_or_disarm_it(
    role: str, act: Act, statement: str
) -> None:
    acts(act, 3)
    words = "permission denied|must be owner|must be superuser|must be a member"
    with acting_as(role), pytest.raises(DatabaseError, match=words):
        attempt(statement)
    assert services.verify().sound


@on_postgresql
def test_the_role_can_do_all_that_the_desk_does_with_the_record(role: str, act: Act) -> None:
    with acting_as(role):
        acts(act, 300)
        services.erase(entries=[2], case="CI-26-0001", reason="Ordered", actor="DO-501", at=AT)
        services.checkpoint(at=AT)
        assert services.verify().faults == ()
        assert agreement.look(at=AT, thoroughly=True) is None
        agreement.doubt(witness="W", words="No.", size=None, at=AT)
    assert aside.reach() == 301


@on_postgresql
def test_even_the_role_goes_through_the_triggers(role: str, act: Act) -> None:
    acts(act, 2)
    with acting_as(role), pytest.raises(DatabaseError, match="the record refuses"):
        attempt("UPDATE record_head SET size = 1")


@on_postgresql
def test_rights_given_before_are_taken_away(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON record_entry TO {role}")
    grant(role)
    with acting_as(role), pytest.raises(DatabaseError, match="permission denied"):
        attempt("DELETE FROM record_entry")


@on_postgresql
@pytest.mark.parametrize("power", ["SUPERUSER", "CREATEROLE", "BYPASSRLS", "REPLICATION"])
def test_a_role_that_no_grant_confines_is_refused(role: str, power: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {role} {power}")
    with pytest.raises(CannotGrant, match=role):
        grant(role)


@pytest.mark.django_db
def test_a_role_that_cannot_be_confined_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args(["grant", "nobody_of_that_name"])) == command.REFUSED
    said = capsys.readouterr().err
    assert ("SQLite" if connection.vendor == "sqlite" else "nobody_of_that_name") in said
