"""Words in advance of a release under embargo: what and when, and no address, for there is none yet."""

from datetime import datetime

from django.utils import timezone

from bluelamp.publication.models import Enquiry
from bluelamp.publication.selectors import outlets
from bluelamp.publication.services.letters import post
from bluelamp.publication.values import Recipient
from bluelamp.publication.words import mailbox, shown


def write_ahead(
    *,
    case: str,
    key: str,
    text: str,
    until: datetime,
    recipients: tuple[Recipient, ...],
    enquiries: tuple[str, ...],
    at: datetime,
) -> tuple[str, ...]:
    """Write to those named, else to accredited outlets and the askers; give their addresses.

    `key` names the occasion, on which each is written to once. Raises NotAMailbox, Unshowable.
    """
    words = {"words": shown(text), "until": timezone.localtime(until)}
    asked = Enquiry.objects.filter(reference__in=enquiries).values_list("email", flat=True)
    everyone = [*asked, *(outlet.email for outlet in outlets())]
    addresses = {mailbox(each.email) for each in recipients} or set(everyone)
    for address in sorted(addresses):
        post(
            to=address,
            subject="Under embargo: not for publication yet",
            template="under_embargo",
            words=words,
            key=f"{key}-{address}",
            thread=f"publication.embargo-{case}",
            at=at,
        )
    return tuple(sorted(addresses))
