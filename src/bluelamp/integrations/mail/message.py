"""One message to one reader, in plain text and HTML, with the headers by which machines recognise and thread it."""

import hashlib
from dataclasses import dataclass
from email.utils import parseaddr

import msgspec
from django.core.mail import EmailMultiAlternatives

from bluelamp.integrations.mail.markup import as_html


class NotSendable(Exception):
    """The message lacks something or holds something that no message may; never worth another attempt."""


class Letter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a caller asks to be sent; each reader gets a message of their own and sees no other address."""

    to: list[str]
    subject: str
    text: str
    thread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who writes: the address in From, and the key that makes a repeated message the same message."""

    sender: str
    key: str

    @property
    def domain(self) -> str:
        """The sender's domain, in which message identifiers are made."""
        return parseaddr(self.sender)[1].rpartition("@")[2]


def read(args: object) -> Letter:
    """The job's arguments as a letter; raises NotSendable naming what is wrong."""
    try:
        letter = msgspec.convert(args, Letter)
    except msgspec.ValidationError as error:
        raise NotSendable(f"The message cannot be sent: {error}.") from None
    if not letter.to:
        raise NotSendable("The message cannot be sent: it names no reader.")
    if "\n" in letter.subject or "\r" in letter.subject:
        raise NotSendable("The message cannot be sent: its subject has more than one line.")
    for address in letter.to:
        _check(address)
    return letter


def _check(address: str) -> None:
    local, at, domain = address.rpartition("@")
    if not (local and at and domain) or any(sign.isspace() for sign in address):
        raise NotSendable(f"The message cannot be sent: “{address}” is no e-mail address.")


def compose(letter: Letter, address: str, origin: Origin) -> EmailMultiAlternatives:
    """The letter as one reader gets it.

    Message-ID comes of the job's key and the address, In-Reply-To and References of the thread (RFC 5322
    section 3.6.4); Auto-Submitted tells out-of-office robots to keep still (RFC 3834 section 5).
    """
    headers = {
        "Message-ID": _identifier(f"{origin.key}\n{address}", origin.domain),
        "Auto-Submitted": "auto-generated",
    }
    if letter.thread:
        thread = _identifier(letter.thread, origin.domain)
        headers |= {"In-Reply-To": thread, "References": thread}
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=origin.sender,
        to=[address],
        headers=headers,
    )
    message.attach_alternative(as_html(letter.text), "text/html")
    return message


def _identifier(of: str, domain: str) -> str:
    return f"<{hashlib.sha256(of.encode()).hexdigest()[:40]}@{domain}>"
