"""Letters about editions and enquiries, queued as mail jobs in the transaction that occasions them.

Subjects name nobody: a person shown is named, if at all, only inside the letter.
"""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from bluelamp.jobs.services import enqueue
from bluelamp.publication.models import Edition, Notice
from bluelamp.publication.public.addresses import (
    digest,
    enquiry_page,
    gallery_page,
    press_page,
    private_page,
    random_name,
    removed_page,
)
from bluelamp.publication.selectors import outlets, recipients_of
from bluelamp.publication.values import Audience, Occasion, Recipient

SUBJECTS = {
    Occasion.RELEASED: "Picture released",
    Occasion.WITHDRAWN: "Picture withdrawn: remove it now",
}


def tell(
    edition: Edition, occasion: Occasion, *, at: datetime, named: tuple[Recipient, ...] = ()
) -> tuple[str, ...]:
    """Write to everyone concerned who has not been written to on this occasion; give all who have been.

    At release: accredited outlets and the askers, or those named alone. At withdrawal: everyone who
    was told of the release, asked for it or took the picture (DPA 2018 s.48(9), WP-05).
    """
    already = set(edition.notices.filter(occasion=occasion).values_list("email", flat=True))
    for recipient in named or _concerned(edition, occasion):
        if recipient.email not in already:
            already.add(recipient.email)
            _write(edition, occasion, recipient, at=at)
    return tuple(sorted(already))


def post(
    *,
    to: str,
    subject: str,
    template: str,
    words: Mapping[str, object],
    key: str,
    thread: str,
    at: datetime,
) -> None:
    """Queue one letter, once for its key; `template` names a file in publication/mail."""
    context = {"force": settings.BLUELAMP_FORCE, **words}
    text = render_to_string(f"publication/mail/{template}.txt", context)
    arguments = {"to": [to], "subject": subject, "text": text.strip() + "\n", "thread": thread}
    enqueue("mail.send", key=f"publication.{key}", args=arguments, at=at)


def _concerned(edition: Edition, occasion: Occasion) -> tuple[Recipient, ...]:
    recipients = recipients_of(edition.token)
    if occasion is Occasion.WITHDRAWN:
        return recipients
    accredited = tuple(Recipient(email=outlet.email, name=outlet.name) for outlet in outlets())
    return (*recipients, *accredited)


def _write(edition: Edition, occasion: Occasion, recipient: Recipient, *, at: datetime) -> None:
    secret = random_name()
    notice = Notice.objects.create(
        edition=edition,
        occasion=occasion,
        email=recipient.email,
        secret=secret,
        secret_digest=digest(secret),
        sent_at=at,
    )
    asked = edition.enquiries.filter(email=recipient.email).first()
    is_open = edition.audience == Audience.EVERYONE
    words = {
        "edition": edition,
        "name": recipient.name,
        "gallery_page": gallery_page(edition.token) if is_open else "",
        "press_page": press_page(edition.token) if is_open else private_page(secret),
        "is_open": is_open,
        "removed_page": removed_page(secret),
        "enquiry_page": enquiry_page(asked.secret) if asked else "",
        "enquiry": asked.reference if asked else "",
    }
    post(
        to=recipient.email,
        subject=SUBJECTS[occasion],
        template=occasion.value,
        words=words,
        key=f"notice-{notice.pk}",
        thread=f"publication.edition-{edition.pk}",
        at=at,
    )
