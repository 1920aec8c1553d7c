"""What can go wrong with a request, each error a sentence that says what is allowed."""

from http import HTTPStatus

from bluelamp.casework.errors import BadInput as BadInput


class RequestsError(Exception):
    """Something that cannot be done about a request; `http_status` is how a site shows it."""

    http_status: int = HTTPStatus.CONFLICT

    def __init__(self, sentence: str, *, what_next: str = "") -> None:
        super().__init__(sentence)
        self.what_next = what_next


class NoSuchRequest(RequestsError):
    """There is no request of that reference, or no such part of one."""

    http_status = HTTPStatus.NOT_FOUND


class MayNotWork(RequestsError):
    """The person does not work requests."""

    http_status = HTTPStatus.FORBIDDEN


class NotNow(RequestsError):
    """It does not fit how the request stands; the sentence says what must come first."""
