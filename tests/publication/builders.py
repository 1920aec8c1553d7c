"""A plain good release, enquiry and takedown; each test says only what differs."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from PIL import Image

from bluelamp.jobs.models import Job
from bluelamp.publication import services
from bluelamp.publication.gone import Withdrawn
from bluelamp.publication.public import editions
from bluelamp.publication.public.doors import record_download
from bluelamp.publication.values import EditionView, EnquiryReceipt, NewEdition

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CASE = "CI-26-0001"


def jpeg(shade: int = 128) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (300, 400), (shade, shade, shade)).save(written, "JPEG")
    return written.getvalue()


def new_edition(**differs: Any) -> NewEdition:
    media: bytes = differs.pop("media", jpeg())
    plain = NewEdition(
        case=CASE,
        headline="Man jailed for robbing a shop",
        text="Rowan Vane was sentenced to four years at Ambershire Crown Court.",
        alt_text="Head and shoulders of a man with short brown hair",
        credit="Ambershire Constabulary",
        conditions="Use only to report this case.",
        media=io.BytesIO(media),
        media_type="image/jpeg",
        sha256=hashlib.sha256(media).hexdigest(),
        width=300,
        height=400,
    )
    return replace(plain, **differs)


def released(at: datetime = AT, **differs: Any) -> EditionView:
    with transaction.atomic():
        return services.publish(edition=new_edition(**differs), at=at)


def bytes_of(edition: EditionView) -> bytes:
    """What the public sites would give of it now."""
    with editions.media_of(editions.edition(edition.token)).file as file:
        return file.read()


def withdrawn(case: str = CASE, at: datetime = AT) -> Withdrawn:
    with transaction.atomic():
        return services.withdraw(case=case, tombstone="It is no longer needed.", at=at)


def asked(at: datetime = AT, **differs: Any) -> EnquiryReceipt:
    words = {
        "outlet": "Ambershire Echo",
        "name": "Ann Reporter",
        "email": "ann@echo.example",
        "person": "Rowan Vane",
        "court": "Ambershire Crown Court",
        "case_details": "",
        "deadline": None,
        "question": "May we have the custody photograph?",
        "purpose": "Our report of the sentence.",
    }
    return services.receive_enquiry(**{**words, **differs}, at=at)


def took(edition: EditionView, email: str = "ben@wire.example", at: datetime = AT) -> str:
    return record_download(
        token=edition.token, outlet="The Wire", name="Ben", email=email, accepted=True, at=at
    )


def letters(subject: str = "") -> list[dict[str, Any]]:
    """The letters queued so far, oldest first, those whose subject begins so."""
    jobs = Job.objects.filter(kind="mail.send").order_by("id")
    return [job.args for job in jobs if job.args["subject"].startswith(subject)]


def addressees(subject: str = "") -> list[str]:
    return sorted(address for letter in letters(subject) for address in letter["to"])
