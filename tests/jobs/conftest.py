from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from tests.jobs.processes import Workers

from bluelamp.jobs import registry
from bluelamp.jobs.registry import Kind


@pytest.fixture
def workers(
    tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workers]:
    """Workers on the test's own database, beside a table that witnesses how often an effect came about."""
    assert transactional_db is None
    kinds = {name: Kind(name=name, work=lambda _: None, attempts=8) for name in ("walk", "wait")}
    monkeypatch.setattr(registry, "_kinds", kinds)
    settings = "ENGINE NAME USER PASSWORD HOST PORT OPTIONS CONN_MAX_AGE CONN_HEALTH_CHECKS"
    database = {name: connection.settings_dict[name] for name in settings.split()}
    workers = Workers(folder=tmp_path, database={**database, "NAME": str(database["NAME"])})
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE witness (job varchar(200))")
    yield workers
    workers.end()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE witness")
