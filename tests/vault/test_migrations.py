"""Keys that an earlier version kept in the database are taken along, into files."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bluelamp.vault import keys, root_key, sealing

AT = datetime(2026, 11, 20, tzinfo=UTC)
BEFORE = [("vault", "0003_proxies")]


@pytest.mark.django_db(transaction=True)
def test_what_was_sealed_under_a_key_in_the_database_is_still_read() -> None:
    old = MigrationExecutor(connection).loader.project_state(BEFORE).apps
    rows = old.get_model("vault", "CaseKey")
    root = root_key.load(settings.BLUELAMP_VAULT_KEY_FILE)
    wrapped = sealing.new_wrapped_key(root, case="CI-25-0001", role="original")
    with connection.schema_editor() as editor:
        editor.create_model(rows)
    try:
        rows.objects.create(case="CI-25-0001", role="original", wrapped=wrapped, created_at=AT)
        import_module("bluelamp.vault.migrations.0004_keys_in_files").move_out(old, None)
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(rows)
    found = keys.kept(case="CI-25-0001", purpose="original")
    assert found == wrapped
    assert sealing.unwrap(found, root, case="CI-25-0001", role="original")
