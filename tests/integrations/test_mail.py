import email.message
import email.policy
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from bluelamp.jobs import selectors, services, worker
from bluelamp.jobs.models import Job
from bluelamp.jobs.values import JobState, JobView

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


class Postbox:
    """A mail server that takes what comes, but for readers it was told to put off or refuse."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.taken: list[email.message.EmailMessage] = []

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert envelope.rcpt_tos == [message["To"]]
        self.taken.append(message)
        return "250 OK"


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    box = Postbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "Ambershire Police press office <press@ambershire.example>"
    yield box
    controller.stop()


def send(key: str = "notice-1", minutes: int = 0, **changed: Any) -> JobView:
    args = {
        "to": ["reader@gazette.example"],
        "subject": "An image has been withdrawn",
        "text": "Please stop using the image – at once.\n",
    } | changed
    services.enqueue("mail.send", key=key, args=args, at=AT)
    worker.work(once=True, clock=lambda: AT + timedelta(minutes=minutes))
    return selectors.state(key)


def test_a_letter_arrives_as_plain_text(postbox: Postbox) -> None:
    assert send().state is JobState.DONE
    (message,) = postbox.taken
    assert message["From"] == "Ambershire Police press office <press@ambershire.example>"
    assert message["Subject"] == "An image has been withdrawn"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().strip() == "Please stop using the image – at once."
    assert message["Auto-Submitted"] == "auto-generated"
    assert "References" not in message


def test_no_reader_sees_another(postbox: Postbox) -> None:
    send(to=["one@gazette.example", "two@herald.example", "one@gazette.example"])
    assert [message["To"] for message in postbox.taken] == [
        "one@gazette.example",
        "two@herald.example",
    ]
    assert len({message["Message-ID"] for message in postbox.taken}) == 2


def test_a_repeat_is_recognised_by_its_message_id(postbox: Postbox) -> None:
    send()
    Job.objects.all().delete()
    send()
    send("notice-2")
    first, again, other = (message["Message-ID"] for message in postbox.taken)
    assert first == again != other
    assert first.endswith("@ambershire.example>")


def test_letters_of_one_thread_refer_to_it(postbox: Postbox) -> None:
    send("a", thread="CI-26-0001")
    send("b", thread="CI-26-0001")
    send("c", thread="CI-26-0002")
    threads = [(message["In-Reply-To"], message["References"]) for message in postbox.taken]
    assert threads[0] == threads[1] != threads[2]
    assert threads[0][0] == threads[0][1]


def test_a_reader_put_off_is_tried_again_and_the_others_are_not(postbox: Postbox) -> None:
    postbox.answers["slow@gazette.example"] = "451 Come back later"
    readers = ["slow@gazette.example", "quick@herald.example"]
    view = send(to=readers)
    assert view.state is JobState.WAITING
    assert "slow@gazette.example" in view.error
    assert "quick@herald.example" not in view.error
    postbox.answers.clear()
    assert send(to=readers, minutes=1).state is JobState.DONE
    assert [message["To"] for message in postbox.taken] == list(reversed(readers))


def test_a_reader_refused_for_good_fails_the_job_after_the_others_are_served(
    postbox: Postbox,
) -> None:
    postbox.answers["gone@gazette.example"] = "550 No such mailbox"
    view = send(to=["gone@gazette.example", "here@herald.example"])
    assert view.state is JobState.FAILED
    assert view.error == (
        "The mail server refused the message to gone@gazette.example (550 No such mailbox)."
    )
    assert [message["To"] for message in postbox.taken] == ["here@herald.example"]
    postbox.answers.clear()
    services.retry("notice-1", at=AT)
    assert send().state is JobState.DONE
    assert len(postbox.taken) == 2


def test_without_a_mail_server_the_letter_waits(postbox: Postbox, settings: Settings) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert send().state is JobState.WAITING
    settings.EMAIL_PORT = port
    assert send(minutes=1).state is JobState.DONE
    assert len(postbox.taken) == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"to": []}, "names no reader"),
        ({"to": "a@b"}, "Expected `array`"),
        ({"to": ["not an address"]}, "“not an address” is no e-mail address"),
        ({"to": ["a@b\nBcc: c@d"]}, "is no e-mail address"),
        ({"subject": "Hello\nBcc: c@d.example"}, "more than one line"),
        ({"cc": ["a@b.example"]}, "unknown field `cc`"),
    ],
)
def test_a_letter_that_cannot_be_sent_fails_at_once_and_says_why(
    postbox: Postbox, changed: dict[str, Any], words: str
) -> None:
    view = send(**changed)
    assert view.state is JobState.FAILED
    assert words in view.error
    assert postbox.taken == []
