import email.message
import email.policy
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pytest_django import Settings

from bluelamp.integrations.mail.markup import as_html
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


def test_a_letter_arrives_as_plain_text_and_as_a_page_of_the_same_words(postbox: Postbox) -> None:
    assert send().state is JobState.DONE
    (message,) = postbox.taken
    assert message["From"] == "Ambershire Police press office <press@ambershire.example>"
    assert message["Subject"] == "An image has been withdrawn"
    plain, page = message.iter_parts()
    assert message.get_content_type() == "multipart/alternative"
    assert plain.get_content_type() == "text/plain"
    assert plain.get_content().strip() == "Please stop using the image – at once."
    assert "<p>Please stop using the image – at once.</p>" in page.get_content()
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


def test_the_page_of_a_letter_links_its_addresses_and_fetches_nothing() -> None:
    page = as_html("Look:\nhttps://desk.example/cases/CI-26-0001/?a=1&b=2.\n\n<b>& no more\n")
    link = "https://desk.example/cases/CI-26-0001/?a=1&amp;b=2"
    assert f'<p>Look:<br><a href="{link}">{link}</a>.</p>' in page
    assert "<p>&lt;b&gt;&amp; no more</p>" in page
    for fetched in ("<img", "src=", "<link", "<script", "url("):
        assert fetched not in page


class Relay(Postbox):
    """A mail server that takes nothing before TLS and a password."""

    def __init__(self) -> None:
        super().__init__()
        self.encrypted: list[bool] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.encrypted.append(session.ssl is not None)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def relay(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Relay]:
    box = Relay()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certified(tmp_path))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "relay.pem"))

    def may(_: Any, __: Any, ___: Any, ____: Any, given: LoginPassword) -> AuthResult:
        return AuthResult(success=given == LoginPassword(b"desk", b"brass-lantern"))

    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=0,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=may,
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        controller.port = free.getsockname()[1]
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", controller.port
    settings.EMAIL_USE_TLS = True
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "desk", "brass-lantern"
    settings.DEFAULT_FROM_EMAIL = "press@ambershire.example"
    yield box
    controller.stop()


def certified(folder: Path) -> tuple[str, str]:
    """A certificate of the test's own for localhost, and its key."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    (folder / "relay.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "relay.key").write_bytes(
        secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return str(folder / "relay.pem"), str(folder / "relay.key")


def test_a_letter_goes_through_a_relay_that_asks_for_tls_and_a_password(relay: Relay) -> None:
    assert send().state is JobState.DONE
    assert relay.encrypted == [True]


@pytest.mark.parametrize(
    ("name", "value"), [("EMAIL_USE_TLS", False), ("EMAIL_HOST_PASSWORD", "wrong")]
)
def test_a_relay_that_does_not_let_bluelamp_in_is_tried_again(
    relay: Relay, settings: Settings, name: str, value: object
) -> None:
    setattr(settings, name, value)
    assert send().state is JobState.WAITING
    assert relay.taken == []
