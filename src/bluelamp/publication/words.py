"""Words that pass publication's doors: an address that mail can reach, and text that every page and feed can show."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from bluelamp.publication.errors import NotAMailbox, Unshowable

# What XML 1.0 section 2.2 leaves out, so that no feed is broken by a headline.
_UNSHOWABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def mailbox(email: str) -> str:
    """The address trimmed and in lower case, so that nobody is told twice; raises NotAMailbox."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as cause:
        raise NotAMailbox(address) from cause
    return address


def shown(text: str) -> str:
    """The text trimmed; raises Unshowable where it holds what no page or feed can show."""
    found = _UNSHOWABLE.search(text)
    if found:
        raise Unshowable(found[0])
    return text.strip()
