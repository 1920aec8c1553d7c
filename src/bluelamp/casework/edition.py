"""An approved rendition with its caption goes out: the one way from a case to a public channel, one edition at a time."""

from datetime import datetime

from django.conf import settings

from bluelamp.casework.acting import Acting
from bluelamp.casework.deadlines import meet_by_release
from bluelamp.casework.errors import OutOfOrder
from bluelamp.casework.models import Decision, Image, Rendition, Wording
from bluelamp.casework.quarantine import check_free
from bluelamp.casework.restrictions import check_fresh
from bluelamp.casework.routes import Route
from bluelamp.casework.standing import Standing, standing
from bluelamp.publication import services as publication
from bluelamp.publication.values import Audience, EditionView, NewEdition, Recipient
from bluelamp.vault import selectors as vault


def ready(now: Standing, *, at: datetime) -> tuple[Rendition, Wording, Image]:
    """What goes out; raises OutOfOrder where the picture, its caption, the confirmation of the person or a fresh check for restrictions is missing, or its use is restricted."""
    if now.approved is None or now.wording is None or now.image is None:
        raise OutOfOrder("The obscured picture and its caption must be ready first.")
    check_free(sha256=now.image.sha256)
    if Route(now.case.route).way.confirmed and not now.image.right_person:
        raise OutOfOrder("The image must be confirmed as the right person first.")
    check_fresh(now.case, at=at)
    if now.case.use_restrictions.filter(lifted_at=None).exists():
        raise OutOfOrder(
            "The use of this person’s data is restricted: it is evidence, and nothing of it is released."
        )
    return now.approved, now.wording, now.image


def put_out(doing: Acting, decision: Decision) -> EditionView:
    """Publish what was decided, within the act in progress.

    Raises OutOfOrder, also where the case has another picture than the one decided upon, and
    publication's errors.
    """
    meet_by_release(doing.case, by=doing.actor.reference, at=doing.at)
    rendition, wording, image = ready(standing(doing.case), at=doing.at)
    if rendition != decision.rendition:
        raise OutOfOrder("The picture is no longer the one that was decided upon.")
    case = doing.case.reference
    with vault.open_rendition(sha256=rendition.sha256, case=case) as media:
        edition = NewEdition(
            case=case,
            headline=wording.headline,
            text=wording.text,
            alt_text=wording.alt_text,
            credit=settings.BLUELAMP_FORCE.name,
            conditions=settings.BLUELAMP_FORCE.conditions_of_use,
            media=media,
            media_type=rendition.media_type,
            sha256=rendition.sha256,
            width=image.width,
            height=image.height,
            enquiries=tuple(doing.case.enquiries.values_list("enquiry", flat=True)),
            audience=Audience(decision.audience),
            recipients=tuple(Recipient(**each) for each in decision.recipients),
        )
        return publication.publish(edition=edition, at=doing.at)
