"""The job kind "mail.send": one message to each reader by SMTP, tried again until the server takes it."""

import smtplib
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from bluelamp.integrations.mail.message import NotSendable, Origin, compose, read
from bluelamp.jobs.errors import CannotSucceed
from bluelamp.jobs.registry import kind
from bluelamp.jobs.run import Run

ABOUT_A_DAY = 30  # attempts, at the queue's growing intervals


class NotYetTaken(Exception):
    """The server put some readers off; they are tried again, the others are not."""


class _Refused(Exception):
    """The server will never take this message to this reader."""


@kind("mail.send", attempts=ABOUT_A_DAY)
def send(run: Run) -> None:
    """Send the letter in the job's arguments: `to`, `subject`, `text` and, to join a thread, `thread`.

    Each reader is a step, so nobody who has it is sent it again unless the worker died between the server's
    answer and the mark; a repeat then has the same Message-ID. A reader whom the server refuses for good
    fails the job, once all others are served.
    """
    try:
        letter = read(run.args)
    except NotSendable as error:
        raise CannotSucceed(str(error)) from None
    origin = Origin(sender=settings.DEFAULT_FROM_EMAIL, key=run.key)
    refused, put_off = [], []
    for address in dict.fromkeys(letter.to):
        message = compose(letter, address, origin)
        try:
            run.step(f"to {address}", partial(_deliver, message))
        except _Refused as error:
            refused.append(f"{address} ({error})")
        except (OSError, smtplib.SMTPException) as error:
            put_off.append(f"{address} ({error})")
    if put_off:
        raise NotYetTaken(f"The mail server has not yet taken the message to {', '.join(put_off)}.")
    if refused:
        raise CannotSucceed(f"The mail server refused the message to {', '.join(refused)}.")


def _deliver(message: EmailMessage) -> None:
    """Hand the message over; raises _Refused where reader or content is refused for good (RFC 5321, 5yz)."""
    relay = get_connection()
    try:
        relay.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        ((code, words),) = error.recipients.values()
        _raise_if_for_good(code, words)
        raise
    except smtplib.SMTPDataError as error:
        _raise_if_for_good(error.smtp_code, error.smtp_error)
        raise
    finally:
        relay.close()  # a relay that would not let us in leaves the connection open


def _raise_if_for_good(code: int, words: bytes | str) -> None:
    if code >= 500:
        text = words.decode(errors="replace") if isinstance(words, bytes) else words
        raise _Refused(f"{code} {text}") from None
