"""The rights of the public sites' database role: a few columns to read, a few tables to add to, no more."""

from typing import Final

from django.db import connection, transaction

from bluelamp.publication.errors import NoRoles, RoleUnbound
from bluelamp.publication.public.columns import ADDABLE, READABLE

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
    return statements


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
