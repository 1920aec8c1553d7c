"""Jobs that must leave no trace are removed with their arguments and results; others stay."""

from datetime import UTC, datetime

import pytest

from bluelamp.jobs import services
from bluelamp.jobs.models import Job, JobStep

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def letter(key: str, thread: str) -> None:
    args = {"to": ["a@example.org"], "subject": "S", "text": "T", "thread": thread}
    services.enqueue("mail.send", key=key, args=args, at=AT)


def test_jobs_go_by_key_and_by_the_thread_of_their_letter_and_others_stay() -> None:
    letter("letter:1", "CI-26-0001")
    letter("letter:2", "CI-26-0002")
    letter("letter:3", "CI-26-0003")
    JobStep.objects.create(job=Job.objects.get(key="letter:1"), name="to a", result="said")
    services.forget(keys=["letter:2"], threads=["CI-26-0001", "CI-26-00"])
    assert [job.key for job in Job.objects.all()] == ["letter:3"]
    assert not JobStep.objects.exists()
