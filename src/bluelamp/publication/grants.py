"""The rights of the public sites' database role: a few columns to read, a few tables to add to as a visitor may, no more."""

from typing import Final

from django.db import connection, transaction

from bluelamp.publication.errors import NoRoles, RoleUnbound
from bluelamp.publication.public.columns import ADDABLE, READABLE, UNTOUCHED

CONFINED: Final = """
    SELECT NOT (role.rolsuper OR role.rolcreaterole OR role.rolbypassrls)
       AND NOT EXISTS (SELECT 1 FROM pg_auth_members WHERE member = role.oid)
       AND NOT EXISTS (SELECT 1 FROM pg_class WHERE relowner = role.oid)
    FROM pg_roles AS role WHERE role.rolname = %s
"""


def grants(role: str) -> list[str]:
    """The SQL that takes every right from a role and gives it those of the public sites."""
    name = '"' + role.replace('"', '""') + '"'
    statements = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {name}",
        f"REVOKE ALL ON SCHEMA public FROM {name}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {name}",
    ]
    for table, columns in READABLE.items():
        statements.append(f"GRANT SELECT ({', '.join(columns)}) ON publication_{table} TO {name}")
    statements.extend(f"GRANT INSERT ON publication_{table} TO {name}" for table in ADDABLE)
    for table, condition in UNTOUCHED.items():
        statements.extend(_row_security(f"publication_{table}", condition))
    return statements


def _row_security(table: str, condition: str) -> list[str]:
    """The SQL by which whoever does not own a table adds only rows of which the condition holds."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS readable ON {table}",
        f"CREATE POLICY readable ON {table} FOR SELECT USING (true)",
        f"DROP POLICY IF EXISTS untouched ON {table}",
        f"CREATE POLICY untouched ON {table} FOR INSERT WITH CHECK ({condition})",
    ]


def grant(role: str) -> None:
    """Confine a PostgreSQL role to the public sites' rights; raises NoRoles, RoleUnbound."""
    if connection.vendor != "postgresql":
        raise NoRoles
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CONFINED, [role])
        if cursor.fetchone() != (True,):
            raise RoleUnbound(role)
        for statement in grants(role):
            cursor.execute(statement)
