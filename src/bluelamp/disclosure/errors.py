"""What can go wrong in disclosure."""

from http import HTTPStatus


class DisclosureError(Exception):
    """Something that disclosure refuses."""


class MayNotDisclose(DisclosureError):
    """The person may not take copies of the record."""

    http_status = HTTPStatus.FORBIDDEN
    what_next = "Ask a disclosure officer for what you need."

    def __init__(self) -> None:
        super().__init__(
            "Only disclosure officers and auditors read the whole record and take copies of it."
        )
