"""A database of an earlier version is taken along."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bluelamp.publication.models import Feedback

AT = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_a_message_settled_before_outcomes_were_kept_stays_settled() -> None:
    before = [("publication", "0001_initial")]
    MigrationExecutor(connection).migrate(before)
    try:
        old = MigrationExecutor(connection).loader.project_state(before).apps
        words = {"page": "", "text": "Good.", "name": "", "email": "", "received_at": AT}
        rows = old.get_model("publication", "Feedback").objects
        rows.create(reference="FBK-26-0001", kind="feedback", settled_at=AT, **words)
        rows.create(reference="FBK-26-0002", kind="feedback", **words)
    finally:
        latest = MigrationExecutor(connection)
        latest.migrate(latest.loader.graph.leaf_nodes())
    found = Feedback.objects.order_by("reference")
    assert list(found.values_list("outcome", "settled_by")) == [("read", "system"), ("", "")]
