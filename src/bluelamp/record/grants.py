"""The rights of the desk's own database role: all that the desk does, and of the record only what adds to it."""

from typing import Final

from django.db import connection, transaction

from bluelamp.record.errors import CannotGrant

# Beside adding and reading: the head moves on, and what an entry says can be erased.
ALSO: Final = {
    "record_head": "UPDATE",
    "record_entrybody": "DELETE",
    "record_asked": "UPDATE",  # what came of asking a witness last; no part of the record
}
CONFINED: Final = """
    SELECT NOT (role.rolsuper OR role.rolcreaterole OR role.rolbypassrls OR role.rolreplication)
       AND NOT EXISTS (SELECT 1 FROM pg_auth_members WHERE member = role.oid)
       AND NOT EXISTS (SELECT 1 FROM pg_class WHERE relowner = role.oid)
    FROM pg_roles AS role WHERE role.rolname = %s
"""


def grants(role: str, tables: list[str]) -> list[str]:
    """The SQL that takes every right from a role and gives it the desk's on these tables.

    No right to TRUNCATE, to TRIGGER or to alter: the record's triggers stay out of its reach.
    """
    name = '"' + role.replace('"', '""') + '"'
    statements = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {name}",
        f"REVOKE ALL ON SCHEMA public FROM {name}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
    ]
    statements.extend(f"GRANT {_rights(each)} ON {each} TO {name}" for each in sorted(tables))
    return statements


def grant(role: str) -> None:
    """Confine a PostgreSQL role to the desk's rights. Raises CannotGrant."""
    if connection.vendor != "postgresql":
        raise CannotGrant(
            "SQLite has no database roles; set DATABASE_URL to a PostgreSQL address to grant one."
        )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CONFINED, [role])
        if cursor.fetchone() != (True,):
            raise CannotGrant(
                f"The role {role} does not exist, is a superuser, owns tables or belongs to another "
                "role, so it cannot be confined; create one with LOGIN alone."
            )
        for statement in grants(role, connection.introspection.table_names(cursor)):
            cursor.execute(statement)


def _rights(table: str) -> str:
    if table == "django_migrations":
        return "SELECT"
    if not table.startswith("record_"):
        return "SELECT, INSERT, UPDATE, DELETE"
    return ", ".join(filter(None, ("SELECT, INSERT", ALSO.get(table))))
