"""The public sites' rights as SQL, and what the command says where they cannot be given."""

import argparse

import pytest
from django.db import connection

from bluelamp.publication import command
from bluelamp.publication.grants import grants
from bluelamp.publication.models import Enquiry


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_nothing_in_the_grants_lets_anyone_update_or_delete() -> None:
    sql = " ".join(grants("public_site"))
    assert "UPDATE" not in sql
    assert "DELETE" not in sql
    assert "GRANT ALL" not in sql


def test_of_an_enquiry_only_its_standing_may_be_read() -> None:
    readable = next(
        line for line in grants("r") if "SELECT" in line and "publication_enquiry" in line
    )
    columns = set(readable.split("(")[1].split(")")[0].split(", "))
    private = {"secret", "name", "email", "outlet", "person", "question", "case"}
    assert private <= {field.column for field in Enquiry._meta.fields}
    assert not columns & private


def test_a_role_name_cannot_carry_sql() -> None:
    assert all('"a""; DROP TABLE x; --"' in line for line in grants('a"; DROP TABLE x; --')[:3])


def test_the_sql_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("grant", "public_site", "--print") == 0
    assert 'GRANT USAGE ON SCHEMA public TO "public_site";' in capsys.readouterr().out


@pytest.mark.django_db
def test_a_role_that_cannot_be_confined_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("grant", "nobody_of_that_name") == 1
    said = capsys.readouterr().err
    assert ("SQLite" if connection.vendor == "sqlite" else "nobody_of_that_name") in said


@pytest.mark.django_db
def test_reconciliation_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("reconcile") == 0
    assert "Files deleted: 0" in capsys.readouterr().out
